"""When the panel means to meet, and which rhythm holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries import staffing
from portal.deadlines.queries import proclaimed
from portal.panels.models import Meeting, PlannedMeeting, Rhythm
from portal.panels.rules import Stage
from portal.panels.rules.cycle import Dates, Unit, dates
from portal.policy.viewer import Subject, Viewer


@dataclass(frozen=True)
class Planned:
    """A day to come. `meeting_id`: its paper, once it was begun."""

    id: UUID
    dates: Dates
    is_by_hand: bool
    meeting_id: UUID | None
    stage: Stage | None


@dataclass(frozen=True)
class Agreed:
    """A rhythm, and who agreed to it."""

    from_on: date
    every: int
    unit: Unit
    agreed_by: str
    made_by: str
    made_at: datetime


def coming(today: date) -> list[Planned]:
    """The days from today on, in their order, each with the dates before it."""
    wanted = (
        sa.select(PlannedMeeting, Meeting.id, Meeting.stage)
        .outerjoin(Meeting, Meeting.meets_on == PlannedMeeting.meets_on)
        .where(PlannedMeeting.meets_on >= today)
        .order_by(PlannedMeeting.meets_on)
    )
    off = proclaimed()
    return [
        Planned(row.id, dates(row.meets_on, off), row.is_by_hand, meeting_id, stage)
        for row, meeting_id, stage in db.session.execute(wanted)
    ]


def rhythms() -> list[Agreed]:
    """Every rhythm that was agreed, the newest first."""
    rows = list(db.session.scalars(sa.select(Rhythm).order_by(Rhythm.made_at.desc(), Rhythm.id)))
    names = staffing.names({row.made_by_id for row in rows})
    return [
        Agreed(row.from_on, row.every, row.unit, row.agreed_by, names.get(row.made_by_id, ""), row.made_at)
        for row in rows
    ]


def day_to_call_off(viewer: Viewer, planned_id: UUID) -> Subject | None:
    """A planned day whose paper was not begun."""
    row = db.session.get(PlannedMeeting, planned_id)
    if row is None:
        return None
    begun = db.session.scalar(sa.select(Meeting.id).where(Meeting.meets_on == row.meets_on))
    return None if begun else Subject((row.id, row.meets_on), kind="planned meeting", id=row.id)


def next_planned(after: date) -> date | None:
    """The next day planned from a day on that has no paper yet."""
    wanted = (
        sa.select(PlannedMeeting.meets_on)
        .where(
            PlannedMeeting.meets_on >= after,
            ~sa.exists().where(Meeting.meets_on == PlannedMeeting.meets_on),
        )
        .order_by(PlannedMeeting.meets_on)
        .limit(1)
    )
    return db.session.scalar(wanted)
