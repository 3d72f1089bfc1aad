"""The groups' meetings in the demo: one that was, with minutes and promises, a session with small children,
and one to come with an agenda. By the product's own commands, with the clock set back."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

from portal import db
from portal.clocks.reading import local_day
from portal.demo.past import Demo
from portal.kit import clock
from portal.nameless.commands.talking import Moment
from portal.participation.commands import agenda, group_actions, meetings, minutes, sessions
from portal.participation.commands.sessions import SessionSaid
from portal.participation.models import Group, GroupMeeting
from portal.participation.queries.groups import all_groups, members_of
from portal.participation.rules.groups import GroupKind
from portal.participation.rules.meetings import ActionState, MeetingKind, MinuteLine, Plan, PointKind
from portal.policy.roles import Role

PLACE = "The Mill, room 2"
WAY = "Bus 12 stops outside. We pay your fare. Tell us if you need a lift."
LINES = (
    MinuteLine("food", "We talked about food in homes. We want to help choose the menu."),
    MinuteLine("moving", "Nobody likes bin bags when they move. We want a proper bag for each of us."),
    MinuteLine("listened", "We asked for an answer to each idea, also when it is no."),
)
PANEL = """Members asked to help choose menus in homes, and for a proper bag for every move.
They want an answer to every idea, also when it is no."""


def tell(demo: Demo, now: datetime) -> None:
    """After the groups were made. Nothing where there are none."""
    worker = demo.team.first(Role.PARTICIPATION_WORKER).id
    with db.transaction():
        groups = {one.kind: one for one in all_groups(local_day(now, demo.promises.hours.zone))}
    if council := groups.get(GroupKind.CARE4US):
        _was(demo, council, worker, now - timedelta(days=24))
        _comes(council, worker, now)
    if younger := groups.get(GroupKind.YOUNGER):
        _session(demo, younger, worker, now - timedelta(days=10))


def _plan(group: Group, by: UUID, at: datetime, now: datetime, kind: MeetingKind) -> GroupMeeting:
    starts_at = datetime.combine(at.date(), time(16, 30), UTC)
    plan = Plan(kind, starts_at, PLACE, WAY)
    return meetings.plan(group.id, plan, send_once=uuid4(), by=by, now=now, today=now.date())


def _was(demo: Demo, group: Group, by: UUID, at: datetime) -> None:
    before, after = at - timedelta(days=14), at + timedelta(days=2)
    with clock.at(before), db.transaction():
        held = _plan(group, by, at, before, MeetingKind.MEETING)
    today = after.date()
    with clock.at(after), db.transaction():
        came = members_of(group.id, today)[:4]
        minutes.publish(held.id, LINES, came, 2, by=by, now=after, today=today)
        minutes.give_to_panel(held.id, PANEL, by=by, now=after)
        owner = demo.team.first(Role.MANAGER).id
        for words, days, to, said in (
            ("A proper bag for everybody who moves", 60, ActionState.UNDER_WAY, "We have ordered 40 bags."),
            ("Ask every home to plan its menu with the young people there", 90, None, ""),
        ):
            row = group_actions.agree(
                held,
                words,
                owner,
                today + timedelta(days=days),
                send_once=uuid4(),
                by=by,
                now=after,
                today=today,
            )
            if to is not None:
                group_actions.say_how_far(
                    row.id, to, said, None, send_once=uuid4(), by=owner, now=after, today=today
                )


def _comes(group: Group, by: UUID, now: datetime) -> None:
    before = now - timedelta(days=3)
    with clock.at(before), db.transaction():
        row = _plan(group, by, now + timedelta(days=11), before, MeetingKind.MEETING)
        for words in ("What the new welcome pack says", "Phones at night"):
            agenda.put_on(row.id, words, kind=PointKind.WORKER, send_once=uuid4(), by=by, now=before)


def _session(demo: Demo, group: Group, by: UUID, at: datetime) -> None:
    after = at + timedelta(days=1)
    with clock.at(after), db.transaction():
        row = _plan(group, by, at, after, MeetingKind.SESSION)
        said = SessionSaid(
            name=group.name,
            held_on=row.starts_at.date(),
            how_many=6,
            picks={"food": 5, "friends": 4, "sleep": 2},
            quotes=(("pasta every day please", True), ("i want my bear when i sleep", False)),
        )
        moment = Moment(after, demo.promises.hours)
        sessions.write_down(row, said, send_once=uuid4(), by=by, moment=moment)
