"""What may be known of what was said without knowing who said it: counts, never a word or a name.

Here counts what a young person sent to the council, once somebody has read it, until they take it back.
What was said to an advocate counts nowhere, nor what an advocate passed on: it was not said to the council.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.coding.queries import is_sorted
from portal.disclosure.counts import Period
from portal.people.models import YoungPerson
from portal.people.queries.bands import bands_of, counted, in_care_or_left
from portal.voice.models import Answer, Capture, Statement
from portal.voice.rules import Desk, Says
from portal.voice.rules.capture import Worry

Bands = Mapping[str, int]


@dataclass(frozen=True)
class Spoke:
    """How many young people there were, by age band, and how many of them said something."""

    population: Bands
    said: Bands


def said(period: Period, zone: ZoneInfo) -> Spoke:
    """Who said something in the period, of all it could be: young people in care on any of its days, care
    leavers, and whoever else said something or gave a verdict. Ages are of the period's last day."""
    spoke: set[UUID] = set(db.session.scalars(_speakers(period, zone)))
    answered: set[UUID] = set(db.session.scalars(_verdicts(Answer.young_person_id, period, zone).distinct()))
    everybody = in_care_or_left(period.first, period.last) | spoke | answered
    bands = bands_of(everybody, period.last)
    return Spoke(population=counted(everybody, bands), said=counted(spoke, bands))


def verdicts(period: Period, zone: ZoneInfo) -> dict[str, int]:
    """`sorted`, `partly`, `not_sorted`: how many young people's last verdict of the period it is."""
    newest_first = sa.func.row_number().over(
        partition_by=Answer.young_person_id, order_by=(Answer.says_at.desc(), Answer.id)
    )
    each = _verdicts(Answer.says, period, zone).add_columns(newest_first.label("place")).subquery()
    rows = db.session.execute(
        sa.select(each.c.says, sa.func.count()).where(each.c.place == 1).group_by(each.c.says)
    )
    counts = {Says(says): number for says, number in rows}
    return {says.value: counts.get(says, 0) for says in Says}


def worries_told(period: Period, zone: ZoneInfo) -> dict[str, int]:
    """How many statements of the period somebody else wrote down or passed on because they were worried, by
    who that was: a capacity, like "foster_carer". For the duty desk's own figures: not suppressed here."""
    within = _within(Statement.sent_at, period, zone)
    rows = db.session.execute(
        sa.select(Capture.by_role, sa.func.count())
        .join(Statement, Statement.id == Capture.statement_id)
        .where(Capture.worry != Worry.NO, within)
        .group_by(Capture.by_role)
    )
    return {role: number for role, number in rows}  # noqa: C416  # rows are not pairs to mypy


def not_coded(period: Period, zone: ZoneInfo) -> int:
    """How many statements that were read in the period nobody has sorted by theme yet."""
    waiting = sa.select(sa.func.count()).where(
        _may_count(), _within(Statement.read_at, period, zone), ~is_sorted(Statement.id)
    )
    return db.session.scalar(waiting) or 0


def _may_count() -> sa.ColumnElement[bool]:
    """For a query of statements: it was said to the council, it was read, and it was not taken back."""
    return sa.and_(
        Statement.desk == Desk.COUNCIL,
        Statement.read_at.is_not(None),
        Statement.taken_back_at.is_(None),
        Statement.passed_by_id.is_(None),
    )


def _speakers(period: Period, zone: ZoneInfo) -> sa.Select[UUID]:
    """By young person, and of each only until one is found: a busy council has forty statements for each."""
    within = _within(Statement.sent_at, period, zone)
    theirs = sa.select(Statement.id).where(Statement.young_person_id == YoungPerson.id, _may_count(), within)
    return sa.select(YoungPerson.id).where(theirs.exists())


def _verdicts(what: Any, period: Period, zone: ZoneInfo) -> sa.Select[Any]:
    """By answer, and only then to its statement: few answers have a verdict in the period."""
    counts = sa.select(Statement.id).where(Statement.id == Answer.statement_id, _may_count())
    within = _within(Answer.says_at, period, zone)
    return sa.select(what).where(Answer.says.is_not(None), within, counts.exists())


def _within(moment: Any, period: Period, zone: ZoneInfo) -> sa.ColumnElement[bool]:
    """Both days whole, on the council's clocks."""
    first = datetime.combine(period.first, time(), zone)
    after = datetime.combine(period.last + timedelta(days=1), time(), zone)
    return sa.and_(moment >= first, moment < after)
