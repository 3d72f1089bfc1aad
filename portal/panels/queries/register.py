"""Everything that was ever printed of what young people and staff said: what it is of, of which days, when,
and by whom. No number of it is in the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.queries import staffing
from portal.disclosure.counts import Period
from portal.listening.figures import printed as listening
from portal.outcomes.queries.papers import entries
from portal.outcomes.rules import PaperKind
from portal.panels.models import AnnualReport, Meeting
from portal.panels.rules.annual import Stage, span
from portal.panels.rules.register import Kind
from portal.records import figures as records
from portal.reviews import figures as reviews
from portal.surveys import figures as surveys

PAGE_SIZE = 50


@dataclass(frozen=True)
class Entry:
    """One thing that was printed. `about_id`: the meeting or the report it can be read at; `titles`: what a
    survey is called, by language."""

    kind: Kind
    period: Period
    at: datetime
    by: str = ""
    about_id: UUID | None = None
    titles: Mapping[str, str] = field(default_factory=dict)


def printed(zone: ZoneInfo, kind: Kind | None = None, year: int | None = None) -> list[Entry]:
    """What was printed, newest first: all of it, or of one kind, or in one year that begins on 1 April."""
    found = [*_papers(), *_annual(), *_quarters(), *_surveys()]
    if kind is not None:
        found = [one for one in found if one.kind is kind]
    if year is not None:
        of = span(year)
        found = [one for one in found if of.first <= one.at.astimezone(zone).date() <= of.last]
    return sorted(found, key=lambda one: (one.at, one.kind.value), reverse=True)


def _papers() -> list[Entry]:
    rows = entries()
    names = staffing.names({row.by_id for row in rows if row.by_id})
    meetings = {
        paper: meeting
        for meeting, paper in db.session.execute(sa.select(Meeting.id, Meeting.paper_id))
        if paper
    }
    kinds = {PaperKind.SUMMARY: Kind.PAPER, PaperKind.COMPARISON: Kind.COMPARISON}
    return [
        Entry(
            kinds[row.kind],
            row.period,
            row.at,
            names.get(row.by_id, "") if row.by_id else "",
            meetings.get(row.id),
        )
        for row in rows
        if row.kind in kinds
    ]


def _annual() -> list[Entry]:
    rows = db.session.scalars(sa.select(AnnualReport).where(AnnualReport.stage == Stage.PUBLISHED)).all()
    names = staffing.names({row.published_by_id for row in rows if row.published_by_id})
    return [
        Entry(
            Kind.ANNUAL,
            span(row.year),
            row.published_at,
            names.get(row.published_by_id, "") if row.published_by_id else "",
            row.id,
        )
        for row in rows
        if row.published_at
    ]


def _quarters() -> list[Entry]:
    """Quarters that the worker counted: no person printed them."""
    sources = {Kind.RECORDS: records, Kind.REVIEWS: reviews, Kind.LISTENING: listening}
    return [
        Entry(kind, period, at) for kind, source in sources.items() for period, at in source.when_printed()
    ]


def _surveys() -> list[Entry]:
    return [Entry(Kind.SURVEY, period, at, titles=titles) for titles, period, at in surveys.when_printed()]
