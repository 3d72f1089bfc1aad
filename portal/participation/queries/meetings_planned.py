"""What a group has planned and has not met for yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.participation.models import GroupMeeting
from portal.participation.rules.meetings import MeetingState


def planned(group_id: UUID, now: datetime) -> Sequence[GroupMeeting]:
    """Every meeting to come that is not called off, the next one first."""
    return db.session.scalars(
        sa.select(GroupMeeting)
        .where(
            GroupMeeting.group_id == group_id,
            GroupMeeting.state == MeetingState.PLANNED,
            GroupMeeting.starts_at > now,
            GroupMeeting.minutes_at.is_(None),
        )
        .order_by(GroupMeeting.starts_at, GroupMeeting.id)
    ).all()
