"""Reports to the Improvement Board: begun, written, frozen; and the board's rhythm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.accounts.queries import staffing
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.notices.commands import see
from portal.notices.rules import NoticeKind
from portal.panels.commands.challenge_steps import check_words
from portal.panels.commands.plan_steps import tell
from portal.panels.models import BoardReport, BoardRhythm
from portal.panels.queries import reports as queries
from portal.panels.rules.reports import MONTHS, WhyNot, why_not_meets_on, why_not_rhythm


@dataclass(frozen=True)
class ReportWords:
    """What is said beside the plan and the measures."""

    summary: str
    outside: str
    lessons: str
    changed: str


@dataclass(frozen=True)
class NewRhythm:
    """How often the board meets from a day on, and who agreed: accounts of the board, and others by post."""

    weeks: int | None
    from_on: date | None
    agreed_ids: Sequence[UUID]
    agreed_by: str
    why: str


def begin(meets_on: date | None, months: int | None, *, by: UUID, now: datetime, today: date) -> BoardReport:
    """A report for a meeting. Asked for twice it is one. Raises Refused."""
    stands = sa.select(BoardReport).where(BoardReport.meets_on == meets_on)
    if (row := db.session.scalars(stands).one_or_none()) is not None and row.months == months:
        return row
    taken = list(db.session.scalars(sa.select(BoardReport.meets_on)))
    if (why := why_not_meets_on(meets_on, today=today, taken=taken)) or meets_on is None:
        raise Refused(why or WhyNot.NO_DATE)
    row = BoardReport(
        meets_on=meets_on, months=months if months in MONTHS else None, mark=1, made_by_id=by, made_at=now
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise Refused(WhyNot.DATE_TAKEN) from None
    audit.record("begin a report to the board", by=by, subject=("board_report", row.id))
    return row


def write(row: BoardReport, words: ReportWords, *, mark: int, by: UUID) -> None:
    """Save the words of a report. Raises Refused once it is frozen, when somebody changed it meanwhile, and
    for words with a name known here."""
    if row.frozen_at is not None:
        raise Refused(WhyNot.FROZEN)
    if row.mark != mark:
        raise Refused(WhyNot.CHANGED)
    check_words(words.summary, words.outside, words.lessons, words.changed)
    row.summary, row.outside = words.summary, words.outside
    row.lessons, row.changed = words.lessons, words.changed
    row.mark += 1
    audit.record("write a report to the board", by=by, subject=("board_report", row.id))
    db.session.flush()


def freeze(row: BoardReport, *, mark: int, by: UUID, now: datetime, today: date) -> None:
    """Keep the plan and the measures as they stand now, with the words; tell its readers. Once.

    Raises Refused without a summary, or when somebody changed the words meanwhile."""
    if row.frozen_at is not None:
        return
    if row.mark != mark:
        raise Refused(WhyNot.CHANGED)
    if not row.summary.strip():
        raise Refused(WhyNot.NO_WORDS)
    row.frozen = queries.frozen_json(queries.as_it_stands(today))
    row.frozen_at, row.frozen_by_id = now, by
    row.mark += 1
    readers = [*staffing.board(today), *staffing.watchers(today), *staffing.members(today)]
    tell(readers, NoticeKind.BOARD_REPORT, row.id)
    audit.record("freeze a report to the board", by=by, subject=("board_report", row.id))
    db.session.flush()


def note_seen(row: BoardReport, *, by: UUID) -> None:
    """Its reader has seen it: the notice is gone from their start page."""
    see(by, row.id)


def change_rhythm(new: NewRhythm, send_once: UUID, *, by: UUID, now: datetime, today: date) -> None:
    """The board meets in another rhythm from a day on; the ones before stay. Sent twice it is one.

    Raises Refused when nobody agreed, or it begins before the one that holds."""
    if db.session.get(BoardRhythm, send_once) is not None:
        return
    last = db.session.scalar(sa.select(sa.func.max(BoardRhythm.from_on)))
    board = set(staffing.board(today))
    agreed = [one for one in new.agreed_ids if one in board]
    why = why_not_rhythm(
        new.weeks,
        new.from_on,
        somebody=bool(agreed) or bool(new.agreed_by.strip()),
        last=last,
        today=today,
    )
    if why or new.weeks is None or new.from_on is None:
        raise Refused(why or WhyNot.NO_DATE)
    check_words(new.agreed_by, new.why)
    row = BoardRhythm(
        id=send_once,
        weeks=new.weeks,
        from_on=new.from_on,
        agreed_ids=[str(one) for one in agreed],
        by_id=by,
        at=now,
    )
    row.agreed_by, row.why = new.agreed_by, new.why
    db.session.add(row)
    audit.record("change the board's rhythm", by=by, subject=("board_rhythm", row.id))
    db.session.flush()
