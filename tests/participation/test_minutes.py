"""Minutes with pictures, what was promised, sessions of children who do not read, what the panel gets."""

from __future__ import annotations

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.nameless.models import GroupPoint, GroupSaying
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.participation.figures.meetings import meetings_of
from portal.participation.jobs.meetings import remind_of_group_actions
from portal.participation.models import GroupAction, GroupMeeting, SessionPick
from portal.participation.rules.meetings import ActionState, MeetingKind
from portal.policy.roles import Role
from tests.support.challenged import known
from tests.support.factories import Make
from tests.support.met import Met, fresh, meeting, met, parts
from tests.support.pages import Page

ZONE = ZoneInfo("Europe/London")


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Met:
    return met(make)


@pytest.fixture
def held(there: Met) -> GroupMeeting:
    return meeting(there.worker, there.group, hours=-2)


def _write(page: Page, there: Met, row: GroupMeeting, words: str, button: str, **more: object) -> Page:
    page.sign_in(there.worker).visit(f"/staff/group-meetings/{row.id}/minutes")
    how = {"line1-words": words, "line1-picture": "food", **more}
    return page.submit(button, how, status=int(str(how.pop("status", 200))))


def _seen(page: Page, there: Met, row: GroupMeeting) -> str:
    return page.sign_in(there.another).visit(f"/groups/meeting/{row.id}").main


def test_members_read_minutes_once_they_are_published(there: Met, held: GroupMeeting, page: Page) -> None:
    _write(page, there, held, "We want better food.", "Keep it and look at it again")
    assert "It reads at age" in page.main
    assert "better food" not in _seen(page, there, held)
    _write(page, there, held, "We want better food.", "Publish it to the members", others="3")
    assert "better food" in _seen(page, there, held)
    assert "3 young people came." in page.main
    told = sa.select(Notice.account_id).where(Notice.kind == NoticeKind.MEETING_NEWS)
    assert there.another.id in set(db.session.scalars(told.where(Notice.dropped_at.is_(None))))


def test_hard_words_are_pointed_at_and_block_nothing(there: Met, held: GroupMeeting, page: Page) -> None:
    words = "The LAC review considered placement stability and multi-agency safeguarding arrangements."
    _write(page, there, held, words, "Keep it and look at it again")
    assert "is a word of ours" in page.main
    page.submit("Publish it to the members")
    assert "safeguarding arrangements" in _seen(page, there, held)


def test_a_name_is_looked_at_before_anybody_reads_it(
    there: Met, held: GroupMeeting, make: Make, page: Page
) -> None:
    known(make, "Sam Vale")
    words = "Sam Vale wants a lock."
    _write(page, there, held, words, "Publish it to the members", status=422)
    assert "This could give somebody away" in page.main
    assert "lock" not in _seen(page, there, held)
    _write(page, there, held, "Somebody wants a lock.", "Publish it to the members")
    assert "Somebody wants a lock." in _seen(page, there, held)


def test_who_came_is_a_number_but_for_who_said_yes(there: Met, page: Page) -> None:
    row = meeting(there.worker, there.group)
    for who, named in ((there.member, True), (there.another, False)):
        page.sign_in(who).visit(f"/groups/meeting/{row.id}").submit("Tell them", coming="yes", may_name=named)
    with db.transaction() as session:
        session.get_one(GroupMeeting, row.id).starts_at = clock.now() - timedelta(hours=1)
    came = [str(there.member.young_person_id), str(there.another.young_person_id)]
    _write(page, there, row, "We met.", "Publish it to the members", came=came)
    assert "2 young people came." in _seen(page, there, row)
    assert "Sam" in page.main
    assert "Kit" not in page.main


def test_no_minutes_before_the_meeting_nor_without_a_line(there: Met, page: Page) -> None:
    row = meeting(there.worker, there.group)
    _write(page, there, row, "We met.", "Publish it to the members", status=422)
    assert "has not begun yet" in page.main
    before = meeting(there.worker, there.group, hours=-3)
    _write(page, there, before, "", "Publish it to the members", status=422)
    _write(page, there, before, "x" * 401, "Publish it to the members", status=422)
    assert fresh(GroupMeeting, before.id).minutes_at is None


def test_the_panel_reads_a_version_without_names_and_it_stands(
    there: Met, held: GroupMeeting, make: Make, page: Page
) -> None:
    known(make, "Kit Marsh")
    url = f"/staff/group-meetings/{held.id}/panel"
    page.sign_in(there.worker).post(url, {"words": "Too early."})
    _write(page, there, held, "We want better food.", "Publish it to the members")
    page.visit(url).submit("Give it to the panel", words="Kit Marsh wants better food.", status=422)
    page.submit("Give it to the panel", words="Members want better food.")
    page.post(url, {"words": "Something else."})
    assert fresh(GroupMeeting, held.id).panel == "Members want better food."
    today = clock.now().date()
    found = meetings_of(today - timedelta(days=30), today, clock.now(), ZONE)
    assert (found.meetings, found.sessions, [one.words for one in found.minutes]) == (
        1,
        0,
        ["Members want better food."],
    )
    assert (
        meetings_of(today - timedelta(days=30), today, clock.now() - timedelta(hours=1), ZONE).minutes == ()
    )


def test_a_promise_has_an_owner_and_members_see_how_far_it_is(
    there: Met, held: GroupMeeting, make: Make, page: Page
) -> None:
    owner = make.staff(Role.MANAGER, name="Pat Moss")
    day = clock.now().date() + timedelta(days=20)
    url = f"/staff/group-meetings/{held.id}/action"
    page.sign_in(there.worker).visit(url).submit("Write it down and tell them", status=422)
    page.submit(words="New menus in every home", owner=str(owner.id), **parts(day, "due_on"))
    row = db.session.scalars(sa.select(GroupAction)).one()
    told = db.session.scalars(sa.select(Notice.kind).where(Notice.account_id == owner.id)).all()
    assert told == [NoticeKind.GROUP_ACTION_YOURS]
    assert "Pat Moss does this." in _seen(page, there, held)
    page.sign_in(owner).visit("/staff").follow("You were asked to do something for a group of young people")
    page.follow("New menus in every home").submit("Keep it", state="will_not", status=422)
    page.submit("Keep it", state="under_way", words="Two homes have them.")
    assert "Two homes have them." in _seen(page, there, held)
    page.sign_in(owner).visit(f"/staff/group-actions/{row.id}")
    page.submit("Keep it", state="will_not", words="There is no money this year.")
    assert "There is no money this year." in _seen(page, there, held)
    page.sign_in(owner).post(f"/staff/group-actions/{row.id}", {"state": "done", "words": "It is."})
    assert "This has ended already." in " ".join(page.flashes)
    assert fresh(GroupAction, row.id).state is ActionState.WILL_NOT


def test_nobody_else_says_how_far_it_is(there: Met, held: GroupMeeting, make: Make, page: Page) -> None:
    row = _action(there, held, make.staff(Role.MANAGER), days=5)
    stranger = make.staff(Role.SOCIAL_WORKER)
    page.sign_in(stranger).visit(f"/staff/group-actions/{row.id}", status=404)
    assert "New menus" not in page.visit("/staff/group-actions").main
    page.sign_in(there.member).visit(f"/staff/group-actions/{row.id}", status=404)


def test_an_owner_is_told_once_that_the_day_is_past(there: Met, held: GroupMeeting, make: Make) -> None:
    owner = make.staff(Role.MANAGER)
    row = _action(there, held, owner, days=1)
    late = clock.now() + timedelta(days=3)
    with db.transaction():
        assert remind_of_group_actions(clock.now(), ZONE) == 0
        assert remind_of_group_actions(late, ZONE) == 1
        assert remind_of_group_actions(late, ZONE) == 0
    wanted = sa.select(Notice.about_id).where(
        Notice.account_id == owner.id, Notice.kind == NoticeKind.GROUP_ACTION_LATE
    )
    assert db.session.scalars(wanted).all() == [row.id]


def test_a_session_counts_pictures_and_its_words_go_to_the_desk(there: Met, page: Page) -> None:
    row = meeting(there.worker, there.group, hours=-2, kind=MeetingKind.SESSION)
    url = f"/staff/group-meetings/{row.id}/session"
    page.sign_in(there.worker).visit(url).submit("Keep it", how_many="1", status=422)
    page.submit("Keep it", how_many="4", pick_food="9", status=422)
    assert "This is more than were there." in page.main
    page.submit(
        "Keep it",
        {"pick_food": "3", "pick_home": "1", "quote1-words": "the peas are cold", "quote1-said_yes": True}
        | {"quote2-words": "i miss my dog"},
    )
    saying = db.session.scalars(sa.select(GroupSaying)).one()
    assert fresh(GroupMeeting, row.id).saying_id == saying.id
    assert {one.words for one in db.session.scalars(sa.select(GroupPoint))} == {
        "the peas are cold",
        "i miss my dog",
    }
    assert {one.picture: one.count for one in db.session.scalars(sa.select(SessionPick))} == {
        "food": 3,
        "home": 1,
    }
    page.post(url, {"how_many": "4", "pick_food": "1"})
    assert len(db.session.scalars(sa.select(GroupSaying)).all()) == 1
    seen = _seen(page, there, row)
    assert "the peas are cold" in seen
    assert "i miss my dog" not in seen
    assert seen.index("Food") < seen.index("Home")
    assert "3" not in seen.partition("What we picked and said")[2][:200]


def _action(there: Met, held: GroupMeeting, owner: object, *, days: int) -> GroupAction:
    from portal.participation.commands.group_actions import agree
    from tests.support.rows import keep

    today = clock.now().date()
    with db.transaction() as session:
        row = agree(
            held,
            "New menus",
            owner.id,  # type: ignore[attr-defined]
            today + timedelta(days=days),
            send_once=uuid.uuid4(),
            by=there.worker.id,
            now=clock.now(),
            today=today,
        )
        return keep(session, row)
