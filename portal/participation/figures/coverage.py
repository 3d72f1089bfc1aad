"""Do the groups look like everyone? A closed quarter as it was printed: nothing in it is a true count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import POPULATION, SAID, Period
from portal.disclosure.shown import Published
from portal.outcomes.queries.papers import from_json
from portal.participation.models import CoverageQuarter, Membership
from portal.participation.rules.coverage import VALUES


@dataclass(frozen=True)
class Quarter:
    """A closed quarter, as it was printed."""

    first: date
    last: date
    paper: Published


def quarters() -> list[date]:
    """The first days of the quarters that were counted, the newest first."""
    wanted = sa.select(CoverageQuarter.first_on).order_by(CoverageQuarter.first_on.desc())
    return list(db.session.scalars(wanted))


def newest() -> Quarter | None:
    """The newest that was counted."""
    return _read(sa.true())


def as_it_stood(last_on: date, at: datetime) -> Quarter | None:
    """The newest quarter that had ended by a day and was counted by a moment: what a paper could say."""
    return _read(sa.and_(CoverageQuarter.last_on <= last_on, CoverageQuarter.counted_at <= at))


def when_printed() -> list[tuple[Period, datetime]]:
    """Which quarters were counted and printed, and when."""
    wanted = sa.select(CoverageQuarter.first_on, CoverageQuarter.last_on, CoverageQuarter.counted_at)
    return [(Period(first, last), at) for first, last, at in db.session.execute(wanted)]


def all_printed() -> list[Published]:
    """Every one that was printed, the oldest first."""
    rows = db.session.scalars(sa.select(CoverageQuarter).order_by(CoverageQuarter.first_on))
    return [from_json(row.printed) for row in rows]


def first_joined() -> date | None:
    """When the first young person came into a group."""
    return db.session.scalar(sa.select(sa.func.min(Membership.joined_on)))


def _read(condition: sa.ColumnElement[bool]) -> Quarter | None:
    wanted = sa.select(CoverageQuarter).where(condition).order_by(CoverageQuarter.first_on.desc()).limit(1)
    row = db.session.scalars(wanted).one_or_none()
    if row is None:
        return None
    return Quarter(row.first_on, row.last_on, from_json(row.printed))


def in_rows(quarter: Quarter) -> list[tuple[str, str, int | None, int | None]]:
    """Every line as it was printed: by what, which value, of all, of members; the first is everybody. None
    where it is not shown."""
    cells = quarter.paper.cells
    lines = [("", "", POPULATION, SAID)]
    for by, values in VALUES.items():
        lines += [(by, value, POPULATION.of(by, value), SAID.of(by, value)) for value in values]
    return [
        (by, value, cells[everybody].number, cells[members].number)
        for by, value, everybody, members in lines
        if everybody in cells and members in cells
    ]
