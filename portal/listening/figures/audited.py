"""What samples of a quarter's months said of each agency: true counts, for the job that suppresses them.

Of each young person one thing is drawn a quarter, so what is counted here is young people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Period
from portal.listening.models import Sample, Sampled
from portal.listening.rules.samples import Score
from portal.voice.models import Statement


class Audit(StrEnum):
    """What is counted of those who were judged."""

    KEPT = "kept"
    ANSWERED = "answered"
    ACTED = "acted"
    AGREE = "agree"
    FOUND = "found"  # more should have been done
    DONE = "done"  # and somebody said what was done about it


@dataclass
class Audited:
    """Of one quarter: the agency of each that was drawn, who was judged, and who by what was said."""

    agencies: dict[UUID, str] = field(default_factory=dict)
    judged: set[UUID] = field(default_factory=set)
    by: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))


def audited(period: Period) -> Audited:
    """What was drawn of the quarter's months, and what came of it. What was taken back counts nowhere."""
    wanted = (
        sa.select(Sampled)
        .join(Sample, Sample.id == Sampled.sample_id)
        .join(Statement, Statement.id == Sampled.statement_id)
        .where(
            Sample.first_on.between(period.first, period.last),
            Sampled.dropped_at.is_(None),
            Statement.taken_back_at.is_(None),
        )
    )
    found = Audited()
    for row in db.session.scalars(wanted):
        found.agencies[row.young_person_id] = row.agency
        if row.judged_at is not None:
            found.judged.add(row.young_person_id)
            _said(found, row)
    return found


def _said(found: Audited, row: Sampled) -> None:
    for audit, score in (
        (Audit.KEPT, row.kept),
        (Audit.ANSWERED, row.answered),
        (Audit.ACTED, row.acted),
        (Audit.AGREE, row.agree),
    ):
        if score is Score.YES:
            found.by[audit].add(row.young_person_id)
    if row.act_by_on is not None:
        found.by[Audit.FOUND].add(row.young_person_id)
        if row.done_at is not None:
            found.by[Audit.DONE].add(row.young_person_id)
