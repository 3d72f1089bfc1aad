"""A letter goes to the right child, as it was read, once, and can be taken back until it is opened."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import flask
import pytest

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.deadlines import commands as deadlines
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import CareLink, YoungPerson
from portal.policy.roles import Role
from portal.reviews.commands import letters as own
from portal.reviews.commands import sending, writing
from portal.reviews.models import AgreedAction, Letter, LetterSending, Review
from portal.reviews.queries import sending as queries
from portal.reviews.queries.letters import as_sent, facts_of, own_letters
from portal.reviews.rules import LetterState, SectionKey, Way
from portal.reviews.rules.letters import Made
from portal.reviews.rules.sending import Going, WhyNot
from tests.support import made_letters as letters
from tests.support.factories import Make
from tests.support.made_letters import HOME
from tests.voice.young import rows


@pytest.fixture(autouse=True)
def inside(app: flask.Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale")


@pytest.fixture
def iris(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.IRO, name="Iris Holt")


@pytest.fixture
def lee(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.SOCIAL_WORKER, name="Lee Hart")


@pytest.fixture
def review(make: Make, sam: YoungPerson, iris: Account) -> Review:
    held = make.review(sam, "held", iro=iris)
    with db.transaction():
        deadlines.start_clock(
            "letter", held.id, held.completed_on, kind="review_letter", count=20, young_person_id=sam.id
        )
    return held


@pytest.fixture
def account(make: Make, sam: YoungPerson) -> Account:
    return make.account_for(sam)


def why_not(letter: Letter, by: Account, *goings: Going) -> object:
    with pytest.raises(Refused) as refused:
        letters.send(letter, by, *goings)
    return refused.value.reason


def fresh(letter: Letter) -> Letter:
    return next(one for one in rows(Letter) if one.id == letter.id)


def test_what_was_read_and_approved_goes_and_is_frozen(
    review: Review, iris: Account, account: Account
) -> None:
    letters.agreed(review, iris)
    letter = letters.sent(review, iris)
    assert letter.state is LetterState.SENT
    made = Made.from_json(letter.shown)
    assert made.signed == "Iris Holt"
    assert [(one.words, one.who) for one in made.parts[2].actions] == [("See Mia each month", "Lee Hart")]
    notice = next(one for one in rows(Notice) if one.kind is NoticeKind.LETTER_READY)
    assert (notice.account_id, notice.about_id) == (account.id, letter.id)
    clocks = [one for one in rows(Deadline) if one.kind == "review_letter"]
    assert [one.done_at is not None for one in clocks] == [True]
    assert "sent a letter" in [one.action for one in rows(Event)]
    with db.transaction():  # whatever changes later, what was sent stays as it was
        action = next(iter(db.session.query(AgreedAction)))
        action.child_words = "Something else"
    assert as_sent(fresh(letter)) == made


def test_nothing_goes_that_nobody_read(review: Review, iris: Account, account: Account) -> None:
    assert why_not(letters.draft(review, iris), iris, Going(Way.PAGE)) is WhyNot.NOT_READ


def test_an_action_that_changed_after_it_was_read_stops_it(
    review: Review, iris: Account, account: Account
) -> None:
    action = letters.agreed(review, iris)
    letter = letters.approved(review, iris)
    with db.transaction():
        db.session.get(AgreedAction, action.id).due_on += timedelta(days=60)
    assert why_not(letter, iris, Going(Way.PAGE)) is WhyNot.CHANGED_SINCE


def test_another_name_after_it_was_read_stops_it(
    review: Review, iris: Account, account: Account, sam: YoungPerson
) -> None:
    letter = letters.approved(review, iris)
    with db.transaction():
        db.session.get(YoungPerson, sam.id).called = "Alex"
    assert why_not(letter, iris, Going(Way.PAGE)) is WhyNot.CHANGED_SINCE


def test_a_letter_put_to_another_child_does_not_go(
    make: Make, review: Review, iris: Account, account: Account
) -> None:
    letter = letters.approved(review, iris)
    other = make.young_person(name="Sam Vale")
    make.link(other, iris)
    with db.transaction():
        row = queries.locked(letter.id)
        sections, kept, note = row.sections, row.kept, row.note
        row.young_person_id = other.id
        row.sections, row.kept, row.note = sections, kept, note
    make.account_for(other)
    assert why_not(letter, iris, Going(Way.PAGE)) is WhyNot.CHANGED_SINCE


def test_when_the_iro_changes_halfway_the_new_one_reads_it_first(
    make: Make, review: Review, iris: Account, account: Account, sam: YoungPerson
) -> None:
    letter = letters.approved(review, iris)
    with db.transaction():
        for link in db.session.query(CareLink).where(CareLink.account_id == iris.id):
            link.until_on = clock.now().date() - timedelta(days=1)
    noor = make.worker_of(sam, Role.IRO, name="Noor Bay")
    assert why_not(letter, noor, Going(Way.PAGE)) is WhyNot.READ_BY_ANOTHER
    with db.transaction():
        writing.take_over(queries.locked(letter.id), by=letters.as_viewer(noor), now=clock.now())
    letters.approve(letter, noor)
    assert Made.from_json(letters.send(letter, noor).shown).signed == "Noor Bay"


def test_a_child_who_moved_since_needs_the_address_looked_up_again(
    make: Make, review: Review, iris: Account, sam: YoungPerson
) -> None:
    letter = letters.approved(review, iris)
    make.in_care(sam, clock.now().date(), home_kind="K2")
    assert why_not(letter, iris, Going(Way.PAPER, HOME)) is WhyNot.MOVED
    letter = letters.send(letter, iris, Going(Way.PAPER, HOME, is_checked=True))
    sending_ = rows(LetterSending)[0]
    assert sending_.address == HOME


def test_the_same_form_twice_is_sent_once(review: Review, iris: Account, account: Account) -> None:
    letter, once = letters.approved(review, iris), uuid.uuid4()
    letters.send(letter, iris, Going(Way.PAGE), Going(Way.HAND), send_once=once)
    letters.send(letter, iris, Going(Way.PAGE), Going(Way.HAND), send_once=once)
    letters.send(letter, iris, Going(Way.PAGE))  # another tab: it is on their page already
    assert sorted(one.way for one in rows(LetterSending)) == [Way.HAND, Way.PAGE]
    assert len([one for one in rows(Notice) if one.kind is NoticeKind.LETTER_READY]) == 1


def test_sent_many_times_at_once_it_goes_once_and_is_not_lost(
    app: flask.Flask, review: Review, iris: Account, account: Account
) -> None:
    letter, by = letters.approved(review, iris), letters.sender(iris)
    faults: list[BaseException] = []
    start = threading.Barrier(8)

    def press(once: UUID) -> None:
        with app.app_context():
            start.wait()
            try:
                with db.transaction():
                    sending.send(letter, [Going(Way.PAGE)], send_once=once, by=by)
            except BaseException as fault:  # told below
                faults.append(fault)

    once = uuid.uuid4()
    presses = [threading.Thread(target=press, args=(once if n % 2 else uuid.uuid4(),)) for n in range(8)]
    for one in presses:
        one.start()
    for one in presses:
        one.join(30)
    assert not faults
    assert [(one.way, one.ended_at) for one in rows(LetterSending)] == [(Way.PAGE, None)]
    assert fresh(letter).state is LetterState.SENT
    assert len([one for one in rows(Notice) if one.kind is NoticeKind.LETTER_READY]) == 1


def test_held_until_it_was_read_together(
    app: flask.Flask,
    make: Make,
    review: Review,
    iris: Account,
    lee: Account,
    account: Account,
    sam: YoungPerson,
) -> None:
    letter = letters.sent(review, iris, Going(Way.TOGETHER, with_id=lee.id))
    assert [one.account_id for one in rows(Notice) if one.kind is NoticeKind.LETTER_TO_GIVE] == [lee.id]
    assert not [one for one in rows(Notice) if one.kind is NoticeKind.LETTER_READY]
    child = letters.as_viewer(account, Role.YOUNG_PERSON)
    child = type(child)(account.id, child.roles, young_person_id=sam.id)
    assert list(own_letters(child)) == []
    letters.done(letter, lee)
    assert [one.id for one in own_letters(child)] == [letter.id]
    assert fresh(letter).read_together_at is not None


def test_nobody_reads_it_together_who_does_not_work_with_them(
    make: Make, review: Review, iris: Account, account: Account
) -> None:
    stranger = make.staff(Role.SOCIAL_WORKER)
    letter = letters.approved(review, iris)
    assert why_not(letter, iris, Going(Way.TOGETHER, with_id=stranger.id)) is WhyNot.NOT_WITH_THEM


def test_it_can_be_taken_back_until_it_was_opened(review: Review, iris: Account, account: Account) -> None:
    letter = letters.sent(review, iris)
    with db.transaction():
        sending.recall(letter, "A wrong date", letter_days=20, by=letters.sender(iris))
    letter = fresh(letter)
    assert (letter.state, letter.recall_why) == (LetterState.RECALLED, "A wrong date")
    assert [one.dropped_at is not None for one in rows(Notice) if one.kind is NoticeKind.LETTER_READY] == [
        True
    ]
    clocks = [one for one in rows(Deadline) if one.kind == "review_letter"]
    assert sorted(one.done_at is None for one in clocks) == [False, True]
    assert len({one.due_on for one in clocks}) == 1
    assert why_not(letter, iris, Going(Way.PAGE)) is WhyNot.NOT_SENT


def test_what_they_opened_stays_theirs(review: Review, iris: Account, account: Account) -> None:
    letter = letters.sent(review, iris)
    with db.transaction():
        own.open_letter(letter, by=account.id, now=clock.now())
    with pytest.raises(Refused) as refused, db.transaction():
        sending.recall(letter, "A wrong date", letter_days=20, by=letters.sender(iris))
    assert refused.value.reason is WhyNot.OPENED


def test_a_corrected_letter_takes_the_place_of_the_first(
    review: Review, iris: Account, account: Account, sam: YoungPerson
) -> None:
    first = letters.sent(review, iris)
    with db.transaction():
        new = writing.correct(
            first, "I had the wrong day.", send_once=uuid.uuid4(), by=letters.as_viewer(iris), now=clock.now()
        )
        new_id = new.id
    new = letters.approve(next(one for one in rows(Letter) if one.id == new_id), iris)
    new = letters.send(new, iris)
    assert fresh(first).state is LetterState.REPLACED
    assert Made.from_json(new.shown).note == "I had the wrong day."
    assert Made.from_json(fresh(first).shown).note == ""


def test_a_page_needs_a_way_in(review: Review, iris: Account) -> None:
    assert why_not(letters.approved(review, iris), iris, Going(Way.PAGE)) is WhyNot.NO_PAGE


def test_facts_say_how_it_went(review: Review, iris: Account, account: Account) -> None:
    letter = letters.sent(review, iris)
    with db.transaction():
        own.open_letter(letter, by=account.id, now=clock.now())
    facts = facts_of([letter.id], letters.as_viewer(iris))[letter.id]
    assert facts.on_time is True
    assert facts.read_on is not None
    assert (facts.ways, facts.replied, facts.helped) == ((Way.PAGE,), False, "")


def test_held_back_actions_are_not_in_it(review: Review, iris: Account, account: Account) -> None:
    letters.agreed(review, iris, "See Mia each month")
    later = clock.now().date() + timedelta(days=5)
    letters.agreed(review, iris, "Move to a new home", held_back_until=later, held_back_why="Told in person")
    made = Made.from_json(letters.sent(review, iris).shown)
    found = next(part for part in made.parts if part.key is SectionKey.WILL_HAPPEN)
    assert [one.words for one in found.actions] == ["See Mia each month"]
