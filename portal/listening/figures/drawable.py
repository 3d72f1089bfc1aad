"""What of a month could be drawn to be judged: answered in it, or owed an answer in it and not answered.

Left out: what was taken back, told to an advocate or passed on by one, kept from the young person, asked as
"see me on my own", sent by an old way in, and what concerns somebody known by a name only, from whom nobody
could keep it. Of each young person there is at most one a quarter."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Period
from portal.listening.figures.counting import counts, within
from portal.listening.figures.teams import AT_ONCE, agencies_of
from portal.listening.models import Sample, Sampled
from portal.listening.rules import quarter_of
from portal.listening.rules.samples import Drawable
from portal.voice.models import Answer, Capture, Concern, Statement
from portal.voice.rules.alone import ASKED as ALONE


def drawable(month: Period, zone: ZoneInfo) -> list[Drawable]:
    """Everything of the month that could be drawn, with the agency that heard it or answers it."""
    rows = [row for row in _rows(month, zone) if _answerer(row)]
    captured = _captured([row.id for row in rows])
    places = agencies_of({captured.get(row.id) or _answerer(row) for row in rows})
    return [
        Drawable(row.id, row.young_person_id, places[captured.get(row.id) or _answerer(row)][0])
        for row in rows
    ]


def _answerer(row: Any) -> Any:
    """Whose work it is: who answers it; where nobody does, whoever read it and handed it to nobody."""
    return row.answerer_id or row.read_by_id


def _rows(month: Period, zone: ZoneInfo) -> list[Any]:
    answers = sa.select(Answer.id).where(Answer.statement_id == Statement.id).correlate(Statement)
    answered = answers.where(within(Answer.at, month, zone)).exists()
    overdue = sa.and_(
        Statement.is_good_news.is_(False),
        Statement.answer_by_on.between(month.first, month.last),
        ~answers.exists(),
    )
    by_name_only = sa.select(Concern.id).where(
        Concern.statement_id == Statement.id, Concern.account_id.is_(None)
    )
    quarter = quarter_of(month.first)
    judged = (
        sa.select(Sampled.id)
        .join(Sample, Sample.id == Sampled.sample_id)
        .where(
            Sampled.young_person_id == Statement.young_person_id,
            Sample.first_on.between(quarter.first, quarter.last),
        )
        .correlate(Statement)
    )
    before = sa.select(Sampled.id).where(Sampled.statement_id == Statement.id).correlate(Statement)
    wanted = sa.select(
        Statement.id, Statement.young_person_id, Statement.answerer_id, Statement.read_by_id
    ).where(
        counts(),
        sa.or_(answered, overdue),
        Statement.is_shown_to_them.is_(True),
        Statement.by_old_way.is_(False),
        Statement.asked != ALONE,
        ~by_name_only.correlate(Statement).exists(),
        ~judged.exists(),
        ~before.exists(),
    )
    return list(db.session.execute(wanted))


def _captured(ids: list[UUID]) -> dict[UUID, UUID]:
    """Who wrote it down, where another person did."""
    found: dict[UUID, UUID] = {}
    for first in range(0, len(ids), AT_ONCE):
        wanted = sa.select(Capture.statement_id, Capture.by_id).where(
            Capture.statement_id.in_(ids[first : first + AT_ONCE])
        )
        found |= {row[0]: row[1] for row in db.session.execute(wanted)}
    return found
