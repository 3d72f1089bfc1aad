"""What may be known of talks and groups without a word or a name: counts of a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Period
from portal.nameless.models import GroupSaying, NamelessMessage, NamelessTally


@dataclass(frozen=True)
class Counts:
    """How many began (or were held) in the period; of those, read by what was promised, and answered."""

    all: int
    read_in_time: int
    answered: int


def talks(period: Period, zone: ZoneInfo) -> Counts:
    """Talks that began in the period. Erased ones count by whole quarters, where the period holds them."""
    first = sa.and_(NamelessMessage.number == 1, _within(NamelessMessage.at, period, zone))
    began = sa.select(NamelessMessage.talk_id).where(first)
    answers = sa.select(sa.func.count(sa.distinct(NamelessMessage.talk_id))).where(
        NamelessMessage.is_ours.is_(True), NamelessMessage.talk_id.in_(began)
    )
    in_time = NamelessMessage.read_at <= NamelessMessage.read_by_at
    live = Counts(_count(first), _count(sa.and_(first, in_time)), db.session.scalar(answers) or 0)
    erased = _erased(period)
    return Counts(
        live.all + erased.all, live.read_in_time + erased.read_in_time, live.answered + erased.answered
    )


def groups(period: Period, zone: ZoneInfo) -> Counts:
    """Groups held in the period: each is one, however many young people were there."""
    held = GroupSaying.held_on.between(period.first, period.last)
    counted = (
        sa.func.count(),
        sa.func.sum(sa.case((GroupSaying.read_at <= GroupSaying.read_by_at, 1), else_=0)),
        sa.func.sum(sa.case((GroupSaying.answered_at.is_not(None), 1), else_=0)),
    )
    row = db.session.execute(sa.select(*counted).where(held)).one()
    return Counts(row[0] or 0, row[1] or 0, row[2] or 0)


def _erased(period: Period) -> Counts:
    rows = db.session.scalars(
        sa.select(NamelessTally).where(NamelessTally.quarter_on.between(period.first, period.last))
    )
    whole = [row for row in rows if _end_of(row.quarter_on) <= period.last]
    return Counts(
        sum(row.talks for row in whole),
        sum(row.read_in_time for row in whole),
        sum(row.answered for row in whole),
    )


def _end_of(quarter_on: date) -> date:
    following = date(quarter_on.year + quarter_on.month // 10, (quarter_on.month + 2) % 12 + 1, 1)
    return following - timedelta(days=1)


def _count(condition: sa.ColumnElement[bool]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(NamelessMessage).where(condition)) or 0


def _within(
    moment: sa.orm.InstrumentedAttribute[datetime], period: Period, zone: ZoneInfo
) -> sa.ColumnElement[bool]:
    """Both days whole, on the council's clocks."""
    first = datetime.combine(period.first, time(), zone)
    after = datetime.combine(period.last + timedelta(days=1), time(), zone)
    return sa.and_(moment >= first, moment < after)
