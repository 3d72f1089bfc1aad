"""What was tried against letters and dates a second time, and holds."""

from __future__ import annotations

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import CareLink, SupportSpan, YoungPerson
from portal.people.rules import Support
from portal.policy.roles import Role
from portal.reviews.commands import sending, writing
from portal.reviews.jobs import letters as jobs
from portal.reviews.jobs import reviews as dates
from portal.reviews.models import Letter, LetterSending, Review
from portal.reviews.queries import sending as queries
from portal.reviews.rules import LetterState, Way
from portal.reviews.rules.sending import Going, WhyNot
from portal.reviews.rules.writing import Choices, sections_from
from portal.voice.models import Concern, Statement
from tests.support import made_letters as letters
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

DAY = timedelta(days=1)
SAID = "Cara locks the kitchen when I come home."


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale", called="Sam")


@pytest.fixture
def me(make: Make, sam: YoungPerson) -> Account:
    return make.account_for(sam)


@pytest.fixture
def iris(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.IRO, name="Iris Holt")


@pytest.fixture
def lee(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.SOCIAL_WORKER, name="Lee Hart")


@pytest.fixture
def cara(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.FOSTER_CARER, name="Cara Home")


@pytest.fixture
def review(make: Make, sam: YoungPerson, iris: Account, me: Account) -> Review:
    return make.review(sam, "held", iro=iris)


@pytest.fixture
def quoting(page: Page, make: Make, sam: YoungPerson, iris: Account, review: Review) -> Letter:
    """A letter that quotes something, and the statement that it quotes."""
    said = make.statement(sam, SAID, to=[iris], read_by=make.staff(Role.READER))
    page.sign_in(iris).visit(f"/staff/reviews/review/{review.id}/letter")
    page.submit("Begin the letter", {"quotes": [str(said.id)]})
    return rows(Letter)[0]


def marked(account: Account) -> None:
    with db.transaction() as session:
        (said,) = session.query(Statement).all()
        session.add(
            Concern(
                statement_id=said.id,
                young_person_id=said.young_person_id,
                account_id=account.id,
                at=clock.now(),
            )
        )


@letters.inside()
def look() -> int:
    with db.transaction():
        return jobs.look_after_letters(clock.now(), ZoneInfo("Europe/London"))


# quotes


def test_a_letter_read_before_its_quote_was_marked_does_not_go(
    quoting: Letter, iris: Account, cara: Account
) -> None:
    letter = letters.approve(quoting, iris)
    marked(cara)
    with pytest.raises(Refused) as refused:
        letters.send(letter, iris, Going(Way.PAPER, address=letters.HOME))
    assert refused.value.reason is WhyNot.CHANGED_SINCE
    assert rows(LetterSending) == []


@letters.inside()
def save_as_typed(letter: Letter, iris: Account, typed: str) -> None:
    with db.transaction():
        row = queries.locked(letter.id)
        looks = Choices(row.preset, language=row.language)
        more = {"number": row.number, "by": letters.as_viewer(iris), "now": clock.now()}
        writing.save(row, sections_from(typed), looks, **more)


def test_saved_from_a_page_that_was_open_a_quote_that_came_out_stays_out(
    quoting: Letter, iris: Account, cara: Account
) -> None:
    typed = quoting.sections
    marked(cara)
    assert look() == 1
    save_as_typed(quoting, iris, typed)
    assert "locks the kitchen" not in rows(Letter)[0].sections
    assert look() == 0


# swapped ids, ended links


PAGES = ("", "/send", "/recall", "/correct", "/pdf", "/in/ar")


def test_nobody_else_opens_any_page_of_a_letter(
    page: Page, make: Make, review: Review, iris: Account
) -> None:
    letter = letters.sent(review, iris, Going(Way.HAND))
    (way,) = rows(LetterSending)
    other = make.young_person()
    stranger = make.worker_of(other, Role.IRO)
    theirs = letters.sent(make.review(other, "held", iro=stranger), stranger, Going(Way.HAND))
    page.sign_in(stranger)
    for path in PAGES:
        page.visit(f"/staff/reviews/letters/{letter.id}{path}", status=404)
    page.visit(f"/staff/reviews/letters/{letter.id}/give/{way.id}", status=404)
    page.visit(f"/staff/reviews/letters/{theirs.id}/give/{way.id}", status=404)
    page.post(f"/staff/reviews/letters/{theirs.id}/give/{way.id}", {}, status=404)
    assert rows(LetterSending)[0].done_on is None
    page.sign_in(make.account_for(other))
    for path in ("", "/reply", "/keep"):
        page.visit(f"/letters/{letter.id}{path}", status=404)
    page.post(f"/letters/{letter.id}/open", {}, status=404)


def test_whoever_led_the_reviews_once_opens_none(
    page: Page, make: Make, sam: YoungPerson, review: Review, iris: Account
) -> None:
    letter = letters.sent(review, iris)
    with db.transaction() as session:
        session.query(CareLink).filter_by(account_id=iris.id).one().until_on = clock.now().date() - DAY
    make.worker_of(sam, Role.IRO)
    page.sign_in(iris)
    for path in PAGES:
        page.visit(f"/staff/reviews/letters/{letter.id}{path}", status=404)
    page.visit(f"/staff/reviews/review/{review.id}/letter", status=404)
    page.visit("/staff/reviews/letters")
    assert "Sam Vale" not in page.main


# races and double sends


def test_two_forms_open_at_once_send_it_once(review: Review, iris: Account, me: Account) -> None:
    letter = letters.approved(review, iris)
    for _ in range(2):
        letters.send(letter, iris, Going(Way.PAGE), send_once=uuid.uuid4())
    assert len(rows(LetterSending)) == 1
    assert len([one for one in rows(Notice) if one.kind is NoticeKind.LETTER_READY]) == 1


@letters.inside()
def recall(letter: Letter, iris: Account) -> None:
    with db.transaction():
        sending.recall(letter, "The wrong child", letter_days=20, by=letters.sender(iris))


def test_recalled_while_the_reader_had_the_page_open_it_is_not_written_down_as_read(
    page: Page, review: Review, iris: Account, lee: Account, me: Account
) -> None:
    letter = letters.sent(review, iris, Going(Way.TOGETHER, with_id=lee.id))
    (way,) = rows(LetterSending)
    page.sign_in(lee).visit(f"/staff/reviews/letters/{letter.id}/give/{way.id}")
    assert page.main.index("The letter") < page.main.index("We read it together")
    recall(letter, iris)
    page.post(f"/staff/reviews/letters/{letter.id}/give/{way.id}", {}, status=404)
    found = rows(Letter)[0]
    assert (found.state, found.read_together_at) == (LetterState.RECALLED, None)
    page.sign_in(me).visit("/letters")
    assert "No letters yet" in page.main


def test_given_first_it_is_not_taken_back(review: Review, iris: Account, lee: Account, me: Account) -> None:
    letter = letters.sent(review, iris, Going(Way.TOGETHER, with_id=lee.id))
    letters.done(letter, lee)
    with pytest.raises(Refused):
        recall(letter, iris)


def test_held_until_somebody_reads_it_the_child_finds_nothing_anywhere(
    page: Page, review: Review, iris: Account, lee: Account, me: Account
) -> None:
    letter = letters.sent(review, iris, Going(Way.TOGETHER, with_id=lee.id))
    page.sign_in(me)
    for path in ("", "/reply", "/keep"):
        page.visit(f"/letters/{letter.id}{path}", status=404)
    page.post(f"/letters/{letter.id}/open", {}, status=404)
    assert "Iris" not in page.visit("/letters").main
    assert str(letter.id) not in page.visit("/start").html
    assert "new letter" not in page.main.casefold()


# dates


def test_a_protection_review_that_only_a_clock_knows_does_not_hide_the_planned_one(
    page: Page, make: Make, sam: YoungPerson, iris: Account, me: Account
) -> None:
    make.in_care(sam, since=clock.now().date() - 5 * DAY)
    make.review(sam, on=clock.now().date() + 12 * DAY)
    with db.transaction() as session:
        since = clock.now().date() - 85 * DAY
        session.add(SupportSpan(young_person_id=sam.id, kind=Support.PROTECTION, from_on=since))
    dates.look_at_all(clock.now(), clock.now().date())
    page.sign_in(me).visit("/reviews")
    assert "At school" in page.main
    assert "protection" not in page.main.casefold()
