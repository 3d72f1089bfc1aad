"""What was agreed, for its young person: plain states, one tap where it has not happened, yes and no."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.reviews.commands import actions, actions_doing
from portal.reviews.models import AgreedAction
from portal.reviews.queries.actions import version_of
from portal.reviews.rules import ActionState
from portal.reviews.rules.actions import Line
from portal.voice.rules import Look


def _today():
    return clock.now().date()


@pytest.fixture
def action(world):
    """One that a social worker owns, due in ten days."""
    worker = world[Role.SOCIAL_WORKER]
    line = Line("Arrange tuition", _today() + timedelta(days=10), "You get a tutor", "", worker.id, "Jo Bell")
    with db.transaction():
        (row,) = actions.agree(
            world.young.id, [line], send_once=uuid.uuid4(), by=world[Role.IRO].id, today=_today()
        )
        return row.id


@pytest.fixture
def young(world, page):
    return page.sign_in(world[Role.YOUNG_PERSON])


def _chased(action):
    return sorted(
        db.session.scalars(
            sa.select(Notice.account_id).where(
                Notice.kind == NoticeKind.ACTION_CHASED,
                Notice.about_id == action,
                Notice.dropped_at.is_(None),
            )
        ),
        key=str,
    )


def _row(action):
    db.session.expire_all()
    return db.session.get_one(AgreedAction, action)


def _say(action, to, words, by):
    with db.transaction():
        actions_doing.say_how_far(
            action, to, words, send_once=uuid.uuid4(), by=by, seen=version_of(_row(action)), today=_today()
        )


def test_all_of_it_is_there_in_plain_states_with_who_and_by_when(young, action):
    young.visit("/start").follow("What was agreed")
    assert "You get a tutor" in young.main
    assert "Jo Bell does this." in young.main
    assert "Arrange tuition" not in young.html  # the record's words are not theirs to puzzle over
    young.submit("I have seen them")
    assert "New" not in young.main


def test_one_tap_reaches_the_owner_and_the_iro_and_says_who_was_told_and_by_when_they_look(
    world, young, action
):
    young.visit(f"/agreed/{action}").submit("This hasn’t happened")
    assert {world[Role.SOCIAL_WORKER].id, world[Role.IRO].id} <= set(_chased(action))
    assert world[Role.IRO].name in young.main
    assert "They look at it by" in young.main
    assert _row(action).last_chased_at is not None


def test_a_double_tap_is_one_and_a_second_one_the_same_day_is_refused_kindly(world, young, action):
    young.visit(f"/agreed/{action}")
    once = young.value("send_once")
    for _ in range(2):
        young.post(f"/agreed/{action}/not-happened", {"send_once": once})
    told = _chased(action)
    assert len(told) == len(set(told))
    young.post(f"/agreed/{action}/not-happened", {"send_once": str(uuid.uuid4())})
    assert young.flashes == ["You told us already today. They have it."]
    assert _chased(action) == told


def test_a_day_later_it_can_be_chased_again(young, action):
    young.visit(f"/agreed/{action}").submit("This hasn’t happened")
    with db.transaction() as session:
        session.get_one(AgreedAction, action).last_chased_at = clock.now() - timedelta(hours=25)
    young.visit(f"/agreed/{action}").submit("This hasn’t happened")
    assert _row(action).last_chased_at > clock.now() - timedelta(hours=1)


def test_a_tap_by_mistake_is_taken_back_while_it_can_be(world, young, action):
    young.visit(f"/agreed/{action}").submit("This hasn’t happened")
    young.submit("That was a mistake. Take it back")
    assert _row(action).last_chased_at is None
    about = sa.select(Notice.dropped_at).where(
        Notice.about_id == action, Notice.kind == NoticeKind.ACTION_CHASED
    )
    assert all(db.session.scalars(about))
    young.post(f"/agreed/{action}/undo")
    assert "too late" in young.flashes[0]


def test_no_it_has_not_opens_again_what_was_called_done_and_a_mistake_closes_it(world, young, action):
    _say(action, ActionState.DONE, "You have one", world[Role.SOCIAL_WORKER].id)
    young.visit(f"/agreed/{action}")
    assert "You have one" in young.main
    young.submit("No, it hasn’t")
    assert _row(action).state is ActionState.STARTED
    young.submit("That was a mistake. Take it back")
    assert _row(action).state is ActionState.DONE
    young.submit("Yes, it happened")
    assert "You said: yes, it happened." in young.main
    young.post(f"/agreed/{action}/happened", {"send_once": str(uuid.uuid4())})  # said twice is as well


def test_yes_is_not_taken_where_nobody_said_that_it_is_done(young, action):
    young.visit(f"/agreed/{action}")
    young.post(f"/agreed/{action}/happened")
    assert "Look at how it is now" in young.flashes[0]


def test_what_was_changed_says_the_true_reason_and_cannot_be_chased(world, young, action):
    _say(action, ActionState.NOT_DONE, "There is no money for it", world[Role.IRO].id)
    young.visit(f"/agreed/{action}")
    assert "There is no money for it" in young.main
    young.post(f"/agreed/{action}/not-happened", {"send_once": str(uuid.uuid4())})
    assert _row(action).last_chased_at is None


def test_what_moved_since_last_time_is_marked_until_they_have_seen_it(world, young, action):
    young.visit("/agreed").submit("I have seen them")
    _say(action, ActionState.STARTED, "", world[Role.SOCIAL_WORKER].id)
    young.visit("/start")
    assert "1 thing moved" in young.main
    young.follow("What was agreed")
    assert "1 thing is new or has moved" in young.main


def test_a_past_that_is_shut_shows_nothing_from_before(world, young, action):
    with db.transaction() as session:
        account = session.get_one(Account, world[Role.YOUNG_PERSON].id)
        account.past_shut_at = clock.now() + timedelta(seconds=1)
    young.sign_in(world[Role.YOUNG_PERSON])
    young.visit("/agreed")
    assert "You get a tutor" not in young.html
    assert "Older things are shut for now" in young.main
    young.visit(f"/agreed/{action}", status=404)
    young.post(f"/agreed/{action}/not-happened", status=404)


def test_nothing_agreed_is_a_page_that_says_what_would_be_there(world, page):
    page.sign_in(world.other_account).visit("/agreed")
    assert "Nothing here yet" in page.main
    page.visit("/start")
    assert not page.links("What was agreed")


def test_for_little_ones_it_is_pictures_and_one_tap(world, make, young, action):
    make.look(world.young, Look.LITTLE)
    young.visit("/agreed")
    assert young.heading == "What people will do for you"
    young.submit("This hasn’t happened")
    assert "You told us it hasn’t happened" in young.main
