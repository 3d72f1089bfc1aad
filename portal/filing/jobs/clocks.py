"""When something read has to be on a record, and who hears that it is not."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import manager_of
from portal.clocks.reading import local_day
from portal.deadlines import commands as deadlines
from portal.deadlines import queries as due
from portal.deadlines.models import Deadline
from portal.filing.queries.deciding import is_never, is_open, verdict_of, waits
from portal.filing.rules import KIND, LOOK_BACK
from portal.notices.commands import notify
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.voice.jobs.one_by_one import each, is_free
from portal.voice.models import Filing, Statement
from portal.voice.queries.apart import kept_from
from portal.voice.rules import Desk

AT_ONCE = 500


def start_clocks(now: datetime, *, zone: ZoneInfo, days: int) -> int:
    """What was read has so many working days to be put on the record. Whoever answers owes it; what was taken
    back is owed by nobody any more. Returns how many clocks began, were handed on or ended."""
    return _begin(now, zone, days) + _follow()


def _begin(now: datetime, zone: ZoneInfo, days: int) -> int:
    known = sa.select(Deadline.id).where(Deadline.about_id == Statement.id, Deadline.kind == KIND)
    filed = sa.select(Filing.id).where(Filing.statement_id == Statement.id)
    new = db.session.scalars(
        sa.select(Statement)
        .where(
            Statement.desk == Desk.COUNCIL,
            Statement.read_at > now - LOOK_BACK,
            Statement.taken_back_at.is_(None),
            ~known.correlate(Statement).exists(),
            ~waits(),
            ~is_never(),
            ~filed.correlate(Statement).exists(),
        )
        .order_by(Statement.read_at)
        .limit(AT_ONCE)
    ).all()

    def start(statement: Statement) -> int:
        assert statement.read_at is not None
        deadlines.start_clock(
            "filing",
            statement.id,
            local_day(statement.read_at, zone.key),
            kind=KIND,
            count=days,
            young_person_id=statement.young_person_id,
            owner_id=statement.answerer_id,
        )
        return 1

    return each("start filing clocks", new, start)


def _follow() -> int:
    """Somebody else answers by now, it was taken back, or a safety lead has to say something first."""
    moved = db.session.execute(
        sa.select(Deadline.about_id, Statement.answerer_id, Statement.taken_back_at)
        .join(Statement, Statement.id == Deadline.about_id)
        .where(
            Deadline.kind == KIND,
            Deadline.done_at.is_(None),
            Deadline.dropped_at.is_(None),
            sa.or_(
                Statement.taken_back_at.is_not(None),
                waits(),
                is_never(),
                sa.and_(
                    Statement.answerer_id.is_not(None),
                    Deadline.owner_id.is_distinct_from(Statement.answerer_id),
                ),
            ),
        )
    ).all()
    for about_id, answerer_id, taken_back_at in moved:
        if taken_back_at:
            deadlines.drop(KIND, about_id, by=None, why="taken back")
        elif not is_open(verdict_of(about_id)):
            deadlines.drop(KIND, about_id, by=None, why="waits for the safety team")
        elif answerer_id:
            deadlines.hand_to(KIND, about_id, answerer_id, by=None)
    return len(moved)


def remind(now: datetime, *, zone: ZoneInfo) -> int:
    """Tell whoever owes it, once; some working days later their manager, once. Never anybody who is kept from
    what was said. Returns how many were told."""
    today = local_day(now, zone.key)
    return each("remind of filing", due.late(KIND, today), lambda clock: _remind(clock, today))


def _remind(late: Deadline, today: date) -> int:
    if not is_free(sa.select(Deadline.id).where(Deadline.id == late.id)):
        return 0
    hear = [late.owner_id]
    if late.owner_id and due.day_for("filing_line", late.due_on) < today:
        hear.append(manager_of(late.owner_id))
    apart = kept_from(late.about_id, today)
    told = set(
        db.session.scalars(
            sa.select(Notice.account_id).where(
                Notice.about_id == late.about_id, Notice.kind == NoticeKind.TO_FILE
            )
        )
    )
    new = [one for one in hear if one and one not in apart and one not in told]
    for account_id in new:
        notify(account_id, NoticeKind.TO_FILE, late.about_id)
    db.session.flush()
    return len(new)
