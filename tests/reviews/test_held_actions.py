"""What was agreed cannot be turned round, hidden again, counted wrongly or told of in a storm."""

from __future__ import annotations

import threading
import uuid
from datetime import date, timedelta
from typing import Any

import flask
import pytest

from portal import db
from portal.accounts.models import Account
from portal.deadlines.models import Deadline
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.people.queries import zone
from portal.policy.roles import Role
from portal.reviews.commands import actions, actions_doing, actions_own
from portal.reviews.figures import actions as figures
from portal.reviews.models import ActionEvent, AgreedAction, Letter, Review
from portal.reviews.queries import actions as queries
from portal.reviews.rules import ActionEventKind as K
from portal.reviews.rules import ActionKind, ActionState
from portal.reviews.rules.actions import Line, WhyNot
from tests.support import made_letters as letters
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale")


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
def review(make: Make, sam: YoungPerson, iris: Account) -> Review:
    return make.review(sam, "held", iro=iris)


def today() -> date:
    return clock.now().date()


def the(action: AgreedAction) -> AgreedAction:
    return next(one for one in rows(AgreedAction) if one.id == action.id)


def news() -> list[Notice]:
    """What waits to be seen by the child."""
    found = [one for one in rows(Notice) if one.kind is NoticeKind.ACTION_NEWS]
    return [one for one in found if not one.dropped_at and not one.seen_at]


@letters.inside()
def done(action: AgreedAction, by: Account) -> None:
    with db.transaction():
        actions_doing.say_how_far(
            action.id,
            ActionState.DONE,
            "You have it",
            send_once=uuid.uuid4(),
            by=by.id,
            seen=queries.version_of(the(action)),
            today=today(),
        )


@letters.inside()
def chase(action: AgreedAction, by: Account) -> None:
    with db.transaction():
        actions_own.chase(action.id, uuid.uuid4(), by=by.id, today=today())


@letters.inside()
def undo(action: AgreedAction, by: Account) -> None:
    with db.transaction():
        actions_own.undo_chase(action.id, by=by.id, today=today())


@letters.inside()
def hold_back(action: AgreedAction, by: Account) -> None:
    with db.transaction():
        actions.hold_back(
            action.id,
            today() + timedelta(days=5),
            "hard news",
            send_once=uuid.uuid4(),
            by=by.id,
            seen=queries.version_of(the(action)),
            today=today(),
        )


@letters.inside()
def agree(sam: YoungPerson, by: Account, *lines: Line, **more: Any) -> list[AgreedAction]:
    with db.transaction():
        found = actions.agree(sam.id, lines, send_once=uuid.uuid4(), by=by.id, today=today(), **more)
    return [the(one) for one in found]


def test_other_words_of_a_promise_keep_the_old_ones_and_the_child_is_told(
    page: Page, iris: Account, review: Review, me: Account
) -> None:
    action = letters.agreed(review, iris, "See Mia each month")
    page.sign_in(me).visit("/agreed").submit("I have seen them")
    page.sign_in(iris).visit(f"/staff/actions/{action.id}")
    page.submit("Keep these words", {"words-words": "See Mia once a year"})
    assert "Before: See Mia each month" in page.main
    assert [one.about_id for one in news()] == [action.id]
    page.sign_in(me).visit("/agreed")
    assert "1 thing is new or has moved" in page.main
    assert "Before: See Mia each month" in page.main
    page.submit("I have seen them")
    assert "is new or has moved" not in page.main


def test_words_for_the_record_alone_tell_the_child_nothing(
    page: Page, iris: Account, review: Review, me: Account
) -> None:
    action = letters.agreed(review, iris, "Contact monthly", child_words="You see Mia each month")
    page.sign_in(me).visit("/agreed").submit("I have seen them")
    page.sign_in(iris).visit(f"/staff/actions/{action.id}")
    page.submit("Keep these words", {"words-words": "Sibling time each month"})
    assert "Before: Contact monthly" in page.main
    assert news() == []
    page.sign_in(me).visit("/agreed")
    assert "is new or has moved" not in page.main
    assert "Before:" not in page.main


def test_the_team_does_not_word_anew_what_a_review_decided(
    page: Page, sam: YoungPerson, iris: Account, lee: Account, review: Review
) -> None:
    decided = letters.agreed(review, iris, "See Mia each month")
    page.sign_in(lee).visit(f"/staff/actions/{decided.id}")
    assert "Keep these words" not in page.main
    page.post(f"/staff/actions/{decided.id}/words", {"words-words": "See Mia once a year"}, status=404)
    assert the(decided).words == "See Mia each month"
    line = Line("Open a bank account", today(), owner_name="Lee")
    (planned,) = agree(sam, lee, line, kind=ActionKind.PATHWAY)
    page.visit(f"/staff/actions/{planned.id}").submit("Keep these words", {"words-words": "Open an account"})
    assert the(planned).words == "Open an account"


def test_what_stood_on_their_page_while_they_were_here_is_not_held_back(
    page: Page, iris: Account, review: Review, me: Account
) -> None:
    action = letters.agreed(review, iris, "You will move in May")
    page.sign_in(me).visit("/agreed")
    with pytest.raises(Refused) as refused:
        hold_back(action, iris)
    assert refused.value.reason is WhyNot.TOLD_ALREADY
    page.sign_in(iris).visit(f"/staff/actions/{action.id}")
    assert "Hold it back until then" not in page.main


def test_held_back_before_they_looked_the_notice_is_about_what_is_left(
    make: Make, sam: YoungPerson, iris: Account, me: Account
) -> None:
    with db.transaction() as session:
        session.get_one(Account, me.id).last_seen_at = clock.now() - timedelta(hours=1)
    day = today() + timedelta(days=9)
    move, swim = agree(sam, iris, Line("Move", day, owner_name="Lee"), Line("Swim", day, owner_name="Lee"))
    hold_back(move, iris)
    assert [one.about_id for one in news()] == [swim.id]
    hold_back(swim, iris)
    assert news() == []


def test_the_notice_is_about_what_they_can_see(
    page: Page, sam: YoungPerson, iris: Account, me: Account
) -> None:
    day = today() + timedelta(days=9)
    agree(
        sam,
        iris,
        Line("Move", day, owner_name="Lee", is_held_back=True, held_back_until=day, held_back_why="hard"),
        Line("Swim", day, owner_name="Lee"),
    )
    assert [one.about_id for one in news()] == [a.id for a in rows(AgreedAction) if not a.held_back_until]
    page.sign_in(me).visit("/agreed").submit("I have seen them")
    assert news() == []


def test_held_back_while_the_letter_goes_it_is_not_in_the_letter(
    app: flask.Flask, iris: Account, review: Review, me: Account
) -> None:
    action = letters.agreed(review, iris, "You move to Leeds in May")
    letter = letters.approved(review, iris)
    version = queries.version_of(the(action))
    db.session.remove()  # what was looked up here holds nobody up
    is_held, faults = threading.Event(), []

    def hold() -> None:
        with app.app_context(), db.transaction():
            actions.hold_back(
                action.id,
                today() + timedelta(days=5),
                "hard news",
                send_once=uuid.uuid4(),
                by=iris.id,
                seen=version,
                today=today(),
            )
            is_held.set()
            threading.Event().wait(0.3)  # held, and not yet kept

    def send() -> None:
        is_held.wait(5)
        try:
            letters.send(letter, iris)
        except Refused as refused:
            faults.append(refused)

    both = [threading.Thread(target=one) for one in (hold, send)]
    for one in both:
        one.start()
    for one in both:
        one.join(20)
    assert len(faults) == 1
    assert the(action).held_back_until is not None
    assert [one.sent_at for one in rows(Letter)] == [None]


def test_a_tap_taken_back_leaves_what_was_done_as_it_was(
    review: Review, iris: Account, lee: Account, me: Account
) -> None:
    action = letters.agreed(review, iris, owner_id=lee.id)
    done(action, lee)
    due, ended = today() - timedelta(days=10), today() - timedelta(days=20)
    with db.transaction() as session:
        session.get_one(AgreedAction, action.id).due_on = due
        session.get_one(AgreedAction, action.id).ended_on = ended
        for event in session.query(ActionEvent):
            event.at -= timedelta(days=20)
    chase(action, me)
    assert the(action).state is ActionState.STARTED
    undo(action, me)
    row = the(action)
    assert (row.state, row.due_on, row.ended_on) == (ActionState.DONE, due, ended)
    clocks = [one for one in rows(Deadline) if one.about_id == action.id]
    assert sorted((one.done_at is not None, one.dropped_at is not None) for one in clocks) == [
        (False, True),
        (True, False),
    ]
    with letters.inside():
        counted = figures.counted(Period(due - timedelta(days=30), today()), zone())
    assert dict(counted["actions"]) == {"review": (1, 0)}


def test_one_tap_taken_back_leaves_the_chase_before_it_counted(
    review: Review, iris: Account, lee: Account, me: Account
) -> None:
    action = letters.agreed(review, iris, owner_id=lee.id)
    chase(action, me)
    with db.transaction() as session:
        session.get_one(AgreedAction, action.id).last_chased_at -= timedelta(days=5)
        for event in session.query(ActionEvent).filter_by(kind=K.CHASED):
            event.at -= timedelta(days=5)
    chase(action, me)
    undo(action, me)
    with letters.inside():
        whole = figures.counted(Period(today() - timedelta(days=30), today()), zone())
        these_days = figures.counted(Period(today() - timedelta(days=2), today()), zone())
    assert (whole["chased"], these_days["chased"]) == (1, 0)


def test_a_tap_is_taken_back_once_a_day_so_nobody_is_told_again_and_again(
    page: Page, review: Review, iris: Account, lee: Account, me: Account
) -> None:
    action = letters.agreed(review, iris, owner_id=lee.id)
    chase(action, me)
    undo(action, me)
    chase(action, me)  # it has not happened after all
    page.sign_in(me).visit(f"/agreed/{action.id}")
    assert "That was a mistake" not in page.main
    with pytest.raises(Refused) as refused:
        undo(action, me)
    assert refused.value.reason is WhyNot.NOT_CHASED
    with pytest.raises(Refused) as refused:
        chase(action, me)
    assert refused.value.reason is WhyNot.CHASED_TODAY
    assert len([one for one in rows(Notice) if one.kind is NoticeKind.ACTION_CHASED]) == 4
