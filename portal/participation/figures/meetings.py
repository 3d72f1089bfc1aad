"""Meetings of the groups for a paper: how many were held, and what was talked about, without names.

Counts of meetings, never of people; the words were written for the panel and checked for names before. What
was given stands, so that a period counted again says the same but for minutes that came later: `at` leaves
those out that were given after a paper was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.participation.models import GroupAction, GroupMeeting
from portal.participation.rules.meetings import OPEN, MeetingKind, MeetingState


@dataclass(frozen=True)
class PanelMinutes:
    """What a group gave the panel to read of one meeting. It has no name: a small group is known."""

    held_on: date
    is_session: bool
    words: str


@dataclass(frozen=True)
class MeetingFigures:
    """A closed period."""

    first: date
    last: date
    meetings: int
    sessions: int
    promised: int
    """What was promised to groups in the period."""
    kept: int
    """Of those, what is done or was not done with a reason."""
    minutes: Sequence[PanelMinutes]


def meetings_of(first: date, last: date, at: datetime, zone: ZoneInfo) -> MeetingFigures:
    """What was held on these days, both included, as far as it was known at a moment."""
    begins = datetime.combine(first, time(), zone)
    ends = min(datetime.combine(last + timedelta(days=1), time(), zone), at)
    held = db.session.scalars(
        sa.select(GroupMeeting)
        .where(
            GroupMeeting.state == MeetingState.PLANNED,
            GroupMeeting.starts_at >= begins,
            GroupMeeting.starts_at < ends,
            sa.or_(GroupMeeting.minutes_at <= at, GroupMeeting.came.is_not(None)),
        )
        .order_by(GroupMeeting.starts_at, GroupMeeting.id)
    ).all()
    sessions = sum(1 for one in held if one.kind is MeetingKind.SESSION)
    promised = db.session.scalars(
        sa.select(GroupAction.state).where(GroupAction.made_at >= begins, GroupAction.made_at < ends)
    ).all()
    given = [one for one in held if one.panel_at is not None and one.panel_at <= at]
    return MeetingFigures(
        first,
        last,
        len(held) - sessions,
        sessions,
        len(promised),
        sum(1 for state in promised if state not in OPEN),
        tuple(
            PanelMinutes(one.starts_at.astimezone(zone).date(), one.kind is MeetingKind.SESSION, one.panel)
            for one in given
        ),
    )
