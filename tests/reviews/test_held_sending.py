"""Sending holds: nothing wrong comes to a child by being put right, held letters stay held, old homes are
noticed, what was taken back is gone."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pypdfium2
import pytest

from portal import db
from portal.accounts.models import Account
from portal.audit import commands as audit
from portal.deadlines import commands as deadlines
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.kit.errors import Refused
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.reviews.commands import letters as own
from portal.reviews.commands import sending, writing
from portal.reviews.models import Letter, LetterSending, Review
from portal.reviews.queries import sending as queries
from portal.reviews.queries.sending_moved import is_left
from portal.reviews.rules import LetterState, Way
from portal.reviews.rules.sending import Going, WhyNot
from tests.support import made_letters as letters
from tests.support.factories import Make
from tests.support.made_letters import HOME
from tests.support.pages import Page
from tests.support.queries import counted
from tests.voice.young import rows


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale", called="Sam")


@pytest.fixture
def iris(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.IRO, name="Iris Holt")


@pytest.fixture
def lee(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.SOCIAL_WORKER, name="Lee Hart")


@pytest.fixture
def account(make: Make, sam: YoungPerson) -> Account:
    return make.account_for(sam)


@pytest.fixture
def review(make: Make, sam: YoungPerson, iris: Account) -> Review:
    held = make.review(sam, "held", iro=iris)
    with letters.inside(), db.transaction():
        deadlines.start_clock(
            "letter", held.id, held.completed_on, kind="review_letter", count=20, young_person_id=sam.id
        )
    return held


def fresh(letter: Letter) -> Letter:
    return next(one for one in rows(Letter) if one.id == letter.id)


@letters.inside()
def corrected(letter: Letter, iris: Account, *goings: Going) -> Letter:
    with db.transaction():
        new_id = writing.correct(
            queries.locked(letter.id),
            "It had another child's home in it.",
            send_once=uuid.uuid4(),
            by=letters.as_viewer(iris),
            now=clock.now(),
        ).id
    new = letters.approve(next(one for one in rows(Letter) if one.id == new_id), iris)
    return letters.send(new, iris, *goings)


@letters.inside()
def recall(letter: Letter, iris: Account) -> None:
    with db.transaction():
        sending.recall(letter, "The wrong child", letter_days=20, by=letters.sender(iris))


def running() -> int:
    return len([one for one in rows(Deadline) if one.kind == "review_letter" and not one.done_at])


def test_a_wrong_letter_nobody_opened_does_not_come_to_them_by_being_put_right(
    page: Page, review: Review, iris: Account, account: Account
) -> None:
    wrong = letters.sent(review, iris)
    new = corrected(wrong, iris)
    page.sign_in(account).visit("/letters")
    assert page.main.count("Letter from Iris Holt") == 1
    page.visit(f"/letters/{wrong.id}", status=404)
    page.visit(f"/letters/{new.id}").submit("Read my letter")


def test_what_they_have_on_paper_stays_theirs_when_it_is_put_right(
    page: Page, review: Review, iris: Account, account: Account
) -> None:
    wrong = letters.sent(review, iris, Going(Way.PAPER, HOME))
    letters.done(wrong, iris)
    corrected(wrong, iris)
    page.sign_in(account).visit(f"/letters/{wrong.id}")


@pytest.mark.parametrize("other", [Going(Way.PAPER, HOME), Going(Way.HAND), Going(Way.PAGE)])
def test_what_is_held_goes_no_other_way(
    review: Review, iris: Account, lee: Account, account: Account, other: Going
) -> None:
    letter = letters.approved(review, iris)
    with pytest.raises(Refused) as refused:
        letters.send(letter, iris, other, Going(Way.TOGETHER, with_id=lee.id))
    assert refused.value.reason is WhyNot.ONLY_TOGETHER
    letters.send(letter, iris, other)
    letters.send(letter, iris, Going(Way.TOGETHER, with_id=lee.id))  # another way instead: held from now on
    assert [one.way for one in rows(LetterSending) if one.ended_at is None] == [Way.TOGETHER]


def test_only_whoever_was_asked_for_this_way_writes_it_down(
    page: Page, make: Make, sam: YoungPerson, review: Review, iris: Account, lee: Account
) -> None:
    letter = letters.sent(review, iris, Going(Way.PAPER, HOME), Going(Way.HAND, with_id=lee.id))
    ways = {one.way: one.id for one in rows(LetterSending)}
    page.sign_in(lee).visit(f"/staff/reviews/letters/{letter.id}")
    assert page.main.count("Write down that it is done") == 1
    page.visit(f"/staff/reviews/letters/{letter.id}/give/{ways[Way.PAPER]}", status=404)
    page.visit(f"/staff/reviews/letters/{letter.id}/give/{ways[Way.HAND]}").submit("I handed it over")
    page.sign_in(iris).visit(f"/staff/reviews/letters/{letter.id}")
    page.follow("Write down that it is done").submit("I posted it")
    assert all(one.done_on for one in rows(LetterSending))


def test_what_was_taken_back_is_read_by_its_writer_alone(
    page: Page, review: Review, iris: Account, lee: Account, account: Account
) -> None:
    letter = letters.sent(review, iris)
    recall(letter, iris)
    page.sign_in(lee).visit(f"/staff/reviews/letters/{letter.id}")
    assert "Taken back on" in page.main
    assert "You swim every week" not in page.html
    assert "The wrong child" not in page.html
    page.sign_in(iris).visit(f"/staff/reviews/letters/{letter.id}")
    assert "You swim every week" in page.main


def test_a_letter_that_was_held_does_not_tell_of_itself_when_it_is_taken_back(
    page: Page, review: Review, iris: Account, lee: Account, account: Account
) -> None:
    recall(letters.sent(review, iris, Going(Way.TOGETHER, with_id=lee.id)), iris)
    page.sign_in(account).visit("/letters")
    assert "taken back" not in page.main


def test_when_a_correction_is_taken_back_a_letter_is_owed_and_the_first_can_go_again(
    page: Page, review: Review, iris: Account, lee: Account, account: Account
) -> None:
    first = letters.sent(review, iris, Going(Way.TOGETHER, with_id=lee.id))
    assert running() == 0
    new = corrected(first, iris, Going(Way.TOGETHER, with_id=lee.id))
    recall(new, iris)
    assert [fresh(one).state for one in (first, new)] == [LetterState.SENT, LetterState.RECALLED]
    assert running() == 1  # they have nothing: what was promised is not kept
    page.sign_in(iris).visit(f"/staff/reviews/letters/{first.id}").follow("Send it another way")
    page.submit("Send it this way too", ways=["together"], with_whom=str(lee.id))
    assert running() == 0
    page.sign_in(lee).visit("/staff/reviews/to-give")
    assert "Sam Vale" in page.main


def test_when_they_had_the_first_nothing_is_owed_again(
    review: Review, iris: Account, account: Account
) -> None:
    first = letters.sent(review, iris)
    with letters.inside(), db.transaction():
        own.open_letter(first, by=account.id, now=clock.now())
    recall(corrected(first, iris), iris)
    assert fresh(first).state is LetterState.SENT
    assert running() == 0


def test_a_move_after_it_was_addressed_is_said_wherever_it_is_posted(
    page: Page, make: Make, review: Review, iris: Account, sam: YoungPerson
) -> None:
    letter = letters.sent(review, iris, Going(Way.PAPER, HOME))
    at, give = f"/staff/reviews/letters/{letter.id}", rows(LetterSending)[0].id
    pages = (at, f"{at}/give/{give}", "/staff/reviews/to-give")
    page.sign_in(iris)
    for url in pages:
        assert "They moved" not in page.visit(url).main
    with letters.inside(), db.transaction() as session:
        session.get_one(LetterSending, give).at -= timedelta(days=2)
    make.in_care(sam, clock.now().date(), home_kind="K2")
    for url in pages:
        assert "They moved" in page.visit(url).main
    assert "Made Up Road" not in words_of(page.client.get(f"{at}/pdf").data)
    page.visit(f"{at}/send").submit(
        "Send it this way too", ways=["paper"], address="2 New Road\nFictown", is_checked="y"
    )
    with letters.inside(), db.transaction():
        (new,) = queries.live_sendings(letter.id)
        assert new.address == "2 New Road\nFictown"
        assert not is_left(new, clock.now().date())


def words_of(pdf: bytes) -> str:
    return "".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(pdf))


def test_a_home_that_an_import_brings_later_is_asked_about_too(
    page: Page, make: Make, review: Review, iris: Account, sam: YoungPerson
) -> None:
    letter = letters.approved(review, iris)
    make.in_care(sam, clock.now().date() - timedelta(days=2), home_kind="K2")
    at = f"/staff/reviews/letters/{letter.id}/send"
    assert "They moved" not in page.sign_in(iris).visit(at).main
    with letters.inside(), db.transaction():
        subject = ("young_person", sam.id)
        audit.record("import_ssd", by=None, role="import", young_person_id=sam.id, subject=subject)
    assert "They moved" in page.visit(at).main
    page.submit("Send it", ways=["paper"], address=HOME, status=422)
    page.submit("Send it", ways=["paper"], address=HOME, is_checked="y")
    assert "They moved" not in page.main


def test_what_is_kept_is_what_was_compared(review: Review, iris: Account, account: Account) -> None:
    letters.agreed(review, iris)
    letter = letters.approved(review, iris)
    with counted() as asked:
        letters.send(letter, iris)
    assert len([one for one in asked if "FROM agreed_actions" in one]) == 1  # nothing comes between the two


def test_what_was_taken_back_a_moment_ago_is_not_opened(
    review: Review, iris: Account, account: Account
) -> None:
    letter = letters.sent(review, iris)
    recall(letter, iris)
    with letters.inside(), db.transaction():
        own.open_letter(letter, by=account.id, now=clock.now())
    assert fresh(letter).first_opened_at is None
    assert fresh(letter).state is LetterState.RECALLED


def test_it_goes_a_second_time_to_the_same_address_once_it_was_looked_up(
    review: Review, iris: Account
) -> None:
    letter = letters.sent(review, iris, Going(Way.PAPER, HOME))
    letters.send(letter, iris, Going(Way.PAPER, HOME))
    assert len(rows(LetterSending)) == 1
    letters.send(letter, iris, Going(Way.PAPER, HOME, is_checked=True))
    assert sorted(one.ended_at is None for one in rows(LetterSending)) == [False, True]
