"""The annual report: begun, its numbers worked out anew, written, finished, opened again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.kit import clock
from portal.kit.errors import Refused
from portal.reviews.models import IroReport
from portal.reviews.queries.annual import report_of
from portal.reviews.rules import annual as rules
from portal.reviews.rules.annual import Part, WhyNot


def begin(year: int, *, by: UUID, today: date) -> IroReport:
    """Begin the report of a closed year; the worker works its numbers out. There is one a year."""
    if not rules.has_closed(year, today):
        raise Refused(WhyNot.NOT_OVER)
    if found := report_of(year):
        return found
    row = IroReport(year=year, changed_by_id=by, changed_at=clock.now())
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except sa.exc.IntegrityError:  # somebody else began it this moment
        return report_of(year) or row
    _note(row, "began IRO report", by)
    return row


def count_again(row: IroReport, *, by: UUID) -> None:
    """Work the numbers out anew: something was put right since."""
    _refuse_finished(row)
    row.figures_at = None
    _note(row, "asked for numbers of IRO report", by)


def keep_figures(row: IroReport, printed: dict[str, object], changed: list[str]) -> None:
    """The worker has worked them out. What changed for children is put into its part where that is empty."""
    row.figures, row.figures_at = printed, clock.now()
    parts = rules.parts_from(row.parts)
    if changed and not parts[Part.CHANGED]:
        parts[Part.CHANGED] = "\n\n".join(changed)
        row.parts = rules.parts_to(parts)
    row.number += 1


def save(row: IroReport, parts: dict[Part, str], sent_number: int, *, by: UUID) -> None:
    """Keep what is written. Raises Refused where somebody else changed it since the page was opened."""
    why = rules.why_not_save(
        parts,
        number=row.number,
        sent_number=sent_number,
        is_finished=row.finished_at is not None,
        is_counted=row.figures_at is not None,
    )
    if why:
        raise Refused(why)
    row.parts, row.number = rules.parts_to(parts), row.number + 1
    row.changed_by_id, row.changed_at = by, clock.now()
    _note(row, "wrote IRO report", by)


def finish(row: IroReport, *, by: UUID) -> None:
    """It stands now. It can be opened again."""
    if row.figures_at is None:
        raise Refused(WhyNot.NOT_COUNTED)
    if row.finished_at is None:
        row.finished_at, row.number = clock.now(), row.number + 1
        _note(row, "finished IRO report", by)


def open_again(row: IroReport, *, by: UUID) -> None:
    if row.finished_at is None:
        raise Refused(WhyNot.NOT_FINISHED)
    row.finished_at, row.number = None, row.number + 1
    _note(row, "opened IRO report again", by)


def _refuse_finished(row: IroReport) -> None:
    if row.finished_at is not None:
        raise Refused(WhyNot.FINISHED)


def _note(row: IroReport, action: str, by: UUID) -> None:
    db.session.flush()
    audit.record(action, by=by, subject=("iro_report", row.id))
