"""Meetings of the small council's group: one to come, one that was, a session, what was promised."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from portal import db
from portal.kit import clock
from portal.participation.commands import agenda, group_actions, meetings, minutes
from portal.participation.models import AgendaPoint, GroupMeeting, MeetingComing
from portal.participation.rules.meetings import (
    Coming,
    MeetingKind,
    MinuteLine,
    Need,
    Plan,
    PointKind,
    PointState,
)
from portal.policy.roles import Role

if TYPE_CHECKING:
    from tests.support.world import World


def build(world: World) -> None:
    """After the groups: their ids are there."""
    group_id, worker = world.ids["group_id"], world[Role.PARTICIPATION_WORKER]
    assert isinstance(group_id, uuid.UUID)
    now, by = clock.now(), worker.id
    with db.transaction() as session:
        coming = _plan(group_id, by, now, now + timedelta(days=5), MeetingKind.MEETING)
        was = _plan(group_id, by, now - timedelta(days=9), now - timedelta(days=3), MeetingKind.MEETING)
        published = _plan(group_id, by, now - timedelta(days=9), now - timedelta(days=4), MeetingKind.MEETING)
        _plan(group_id, by, now, now - timedelta(days=2), MeetingKind.SESSION)
        minutes.keep(was.id, [MinuteLine("say", "We met.")], [], 6, by=by, now=now)
        minutes.publish(
            published.id,
            [MinuteLine("food", "We want better food.")],
            [],
            6,
            by=by,
            now=now,
            today=now.date(),
        )
        action = group_actions.agree(
            was,
            "New menus in every home",
            by,
            now.date() + timedelta(days=20),
            send_once=uuid.uuid4(),
            by=by,
            now=now,
            today=now.date(),
        )
        agenda.put_on(
            coming.id,
            "Food in homes",
            kind=PointKind.WORKER,
            send_once=uuid.uuid4(),
            by=by,
            now=now,
        )
        said = MeetingComing(
            meeting_id=coming.id,
            young_person_id=world.young.id,
            coming=Coming.YES,
            needs=[Need.LIFT.value],
            said_at=now,
        )
        point = AgendaPoint(
            meeting_id=coming.id,
            send_once=uuid.uuid4(),
            kind=PointKind.MEMBER,
            state=PointState.WAITING,
            young_person_id=world.young.id,
            at=now,
            by_id=world[Role.YOUNG_PERSON].id,
        )
        point.words = "Phones at night"
        session.add_all([said, point])
        session.flush()
        world.ids |= {
            "group_meeting_id": coming.id,
            "group_coming_id": said.id,
            "agenda_point_id": point.id,
            "group_action_id": action.id,
        }


def _plan(group_id: uuid.UUID, by: uuid.UUID, now: datetime, at: datetime, kind: MeetingKind) -> GroupMeeting:
    wanted = Plan(kind, at.astimezone(UTC), "The Hub, Mill Street", "Bus 7 stops outside.")
    return meetings.plan(group_id, wanted, send_once=uuid.uuid4(), by=by, now=now, today=now.date())
