"""Quarters of which judged samples were counted, as they may be printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from portal import db
from portal.disclosure.shown import Published
from portal.listening.models import ListeningAudit
from portal.outcomes.queries.papers import from_json


@dataclass(frozen=True)
class AuditedQuarter:
    """One counted quarter of samples."""

    first: date
    last: date
    counted_at: datetime
    paper: Published
    agencies: tuple[str, ...]


def audited_quarters() -> list[date]:
    """First days of the quarters that were counted, newest first."""
    return list(
        db.session.scalars(sa.select(ListeningAudit.first_on).order_by(ListeningAudit.first_on.desc()))
    )


def audited_quarter(first_on: date | None) -> AuditedQuarter | None:
    """The counted quarter that begins that day; the newest one without a day."""
    wanted = sa.select(ListeningAudit).order_by(ListeningAudit.first_on.desc()).limit(1)
    if first_on is not None:
        wanted = wanted.where(ListeningAudit.first_on == first_on)
    row = db.session.scalars(wanted).one_or_none()
    if row is None:
        return None
    kept = row.numbers
    return AuditedQuarter(
        row.first_on, row.last_on, row.counted_at, from_json(kept["paper"]), tuple(kept["agencies"])
    )
