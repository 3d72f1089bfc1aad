"""Papers in hand at 16 and after 18, by what young people ticked: all that a panel's page may see of it.

A quarter is counted once, after it has closed, and stands. Shares only, rounded, of those who said something
of that paper; never where one side is small."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Period
from portal.disclosure.quarters import printed_count, printed_share
from portal.people.queries.bands import bands_of, in_care_or_left
from portal.rights.models import ListTick, RightsQuarter
from portal.rights.rules.lists import Has

PAPERS = ("birth_certificate", "passport", "ni_number", "bank_account", "licence", "photo_id")
BANDS = ("16_17", "18_over")


@dataclass(frozen=True)
class Quarter:
    """A closed quarter as printed: {band: {"said": number|None, paper: per cent|"most"|"few"|None}}."""

    first: date
    last: date
    printed: dict[str, Any]


def as_it_stood(last_on: date, at: datetime) -> Quarter | None:
    """The newest quarter that had ended by a day and was counted by a moment: what a paper could say."""
    row = db.session.scalars(
        sa.select(RightsQuarter)
        .where(RightsQuarter.last_on <= last_on, RightsQuarter.counted_at <= at)
        .order_by(RightsQuarter.first_on.desc())
        .limit(1)
    ).one_or_none()
    return Quarter(row.first_on, row.last_on, dict(row.printed)) if row else None


def when_printed() -> list[tuple[Period, datetime]]:
    """Which quarters were counted and printed, and when."""
    wanted = sa.select(RightsQuarter.first_on, RightsQuarter.last_on, RightsQuarter.counted_at)
    return [(Period(first, last), at) for first, last, at in db.session.execute(wanted)]


def first_tick(zone: ZoneInfo) -> date | None:
    """When somebody ticked a line for the first time."""
    at = db.session.scalar(sa.select(sa.func.min(ListTick.at)))
    return at.astimezone(zone).date() if at else None


def counted(period: Period, zone: ZoneInfo) -> dict[str, Any]:
    """A quarter's last day, as it is printed."""
    said = _said(datetime.combine(period.last + timedelta(days=1), time(), zone))
    ours = in_care_or_left(period.last, period.last) & {whose for whose, _line in said}
    bands = bands_of(ours, period.last)
    return {band: _band({one for one in ours if bands.get(one) == band}, said) for band in BANDS}


def _band(whose: set[UUID], said: dict[tuple[UUID, str], Has]) -> dict[str, Any]:
    stands = Counter((line, has) for (one, line), has in said.items() if one in whose)
    shares = {line: printed_share(stands[line, Has.HAVE], stands[line, Has.NEED]) for line in PAPERS}
    return {"said": printed_count(len(whose)), **shares}


def _said(until: datetime) -> dict[tuple[UUID, str], Has]:
    """What held of each paper at a moment."""
    rows = db.session.execute(
        sa.select(ListTick.young_person_id, ListTick.line, ListTick.has)
        .where(ListTick.at < until, ListTick.line.in_(PAPERS))
        .order_by(ListTick.at, ListTick.id)
    )
    return {(row.young_person_id, row.line): row.has for row in rows}
