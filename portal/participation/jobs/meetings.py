"""Members are reminded the day before a meeting; whoever does something is told that its day is past."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.participation.commands.meetings import tell_members
from portal.participation.models import GroupMeeting, MeetingComing
from portal.participation.queries.minutes import late_actions
from portal.participation.rules.meetings import Coming, MeetingKind, MeetingState, is_to_remind


def remind_of_meetings(now: datetime, zone: ZoneInfo) -> int:
    """The day before, once for each time it has: neutral, and not to whoever said no. Gives how many."""
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    begins = datetime.combine(tomorrow, time(), zone)
    ends = datetime.combine(tomorrow + timedelta(days=1), time(), zone)
    rows = db.session.scalars(
        sa.select(GroupMeeting)
        .where(
            GroupMeeting.state == MeetingState.PLANNED,
            GroupMeeting.kind == MeetingKind.MEETING,
            GroupMeeting.starts_at >= begins,
            GroupMeeting.starts_at < ends,
        )
        .with_for_update(skip_locked=True)
    ).all()
    told = 0
    for row in rows:
        if is_to_remind(row.starts_at, row.reminded_for, now, (begins, ends)):
            row.reminded_for = row.starts_at
            told += tell_members(row, tomorrow - timedelta(days=1), but=_not_coming(row))
    db.session.flush()
    return told


def remind_of_group_actions(now: datetime, zone: ZoneInfo) -> int:
    """Once for each day it had. Gives how many."""
    rows = late_actions(now.astimezone(zone).date())
    for row in rows:
        row.reminded_of = row.due_on
        notices.drop(row.id, NoticeKind.GROUP_ACTION_LATE)
        notices.notify(row.owner_id, NoticeKind.GROUP_ACTION_LATE, row.id)
    db.session.flush()
    return len(rows)


def _not_coming(row: GroupMeeting) -> list[UUID]:
    wanted = sa.select(MeetingComing.young_person_id).where(
        MeetingComing.meeting_id == row.id, MeetingComing.coming == Coming.NO
    )
    return list(db.session.scalars(wanted))
