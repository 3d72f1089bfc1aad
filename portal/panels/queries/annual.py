"""Annual reports, and the papers of a year, as plain values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.panels.models import AnnualReport, Meeting
from portal.panels.queries import packs, papers
from portal.panels.queries.packs_sources import SOURCES
from portal.panels.queries.packs_states import state_of
from portal.panels.queries.papers import Listed, Printed
from portal.panels.rules import Stage as PaperStage
from portal.panels.rules import annual as rules
from portal.panels.rules.annual import Stage
from portal.panels.rules.packs import Gathering, SignState
from portal.policy.viewer import Subject, Viewer


@dataclass(frozen=True)
class Annual:
    """An annual report. `printed`: its papers, oldest first; `kept`: what was asked and done over the year,
    once it is frozen."""

    id: UUID
    year: int
    stage: Stage
    lead: str
    ahead: str
    printed: tuple[Printed, ...]
    kept: Mapping[str, Mapping[str, Any]] | None
    is_public: bool
    published_at: datetime | None
    unpublished: int  # papers of its year that are not out


@dataclass(frozen=True)
class Year:
    """A year in the list: its report if there is one."""

    year: int
    papers: int
    report_id: UUID | None
    stage: Stage | None
    is_public: bool


def years(today: date) -> list[Year]:
    """The years that are over and of which a paper was published, newest first."""
    found: dict[int, int] = {}
    for one in papers.published():
        year = rules.year_of(one.period.last)
        found[year] = found.get(year, 0) + 1
    rows = {row.year: row for row in db.session.scalars(sa.select(AnnualReport))}
    over = [year for year in {*found, *rows} if rules.span(year).last < today]
    return [_year(year, found.get(year, 0), rows.get(year)) for year in sorted(over, reverse=True)]


def _year(year: int, number: int, row: AnnualReport | None) -> Year:
    if row is None:
        return Year(year, number, None, None, False)
    return Year(year, number, row.id, row.stage, row.is_public)


def papers_of(year: int) -> list[Listed]:
    """The published papers of a year, oldest first."""
    return papers.listed(_meetings(year).where(Meeting.stage == PaperStage.PUBLISHED))


def unpublished(year: int) -> int:
    """How many papers of a year are still in the making."""
    return len(papers.listed(_meetings(year).where(Meeting.stage != PaperStage.PUBLISHED)))


def _meetings(year: int) -> sa.Select[Meeting]:
    span = rules.span(year)
    return sa.select(Meeting).where(Meeting.last_on.between(span.first, span.last)).order_by(Meeting.last_on)


def report_to_read(viewer: Viewer, annual_id: UUID) -> Subject | None:
    """A published report."""
    row = db.session.get(AnnualReport, annual_id)
    if row is None or row.stage is not Stage.PUBLISHED:
        return None
    return Subject(annual(row), kind="annual_report", id=row.id)


def report_to_prepare(viewer: Viewer, annual_id: UUID) -> Subject | None:
    """A report, for those who prepare it."""
    row = db.session.get(AnnualReport, annual_id)
    return Subject(annual(row), kind="annual_report", id=row.id) if row else None


def report_to_sign(viewer: Viewer, annual_id: UUID) -> Subject | None:
    """A report whose sign-off was asked, for whoever may give it."""
    return report_to_prepare(viewer, annual_id) if waits_for_sign_off(annual_id) else None


def waits_for_sign_off(annual_id: UUID) -> bool:
    """Whether somebody was asked to sign it off and has not yet."""
    return state_of(annual_id) is SignState.ASKED


def public_report(year: int) -> Annual | None:
    """The published report of a year, if everybody may read it, with those of its papers that are public."""
    row = db.session.scalars(sa.select(AnnualReport).where(AnnualReport.year == year)).one_or_none()
    if row is None or row.stage is not Stage.PUBLISHED or not row.is_public:
        return None
    return annual(row, only_public=True)


def public_years() -> list[int]:
    """The years whose report everybody may read, newest first."""
    wanted = sa.select(AnnualReport.year).where(
        AnnualReport.stage == Stage.PUBLISHED, AnnualReport.is_public.is_(True)
    )
    return sorted(db.session.scalars(wanted), reverse=True)


def why_not_ask(report: Annual) -> rules.WhyNot | None:
    """What stands in the way of asking for its sign-off."""
    return rules.why_not_ask(report.stage, lead=report.lead, unpublished=report.unpublished)


def why_not_publish(report: Annual) -> rules.WhyNot | None:
    """What stands in the way of publishing it."""
    is_signed = state_of(report.id) is SignState.GIVEN
    return rules.why_not_publish(
        report.stage, lead=report.lead, unpublished=report.unpublished, is_signed=is_signed
    )


def gathered(report: Annual, *, today: date, now: datetime) -> dict[str, Any]:
    """What was asked and done over its year, as it stands now: nothing of young people is counted here. What
    changed is told of the year only; how far challenges are, as of today."""
    year = rules.span(report.year)
    as_of_now = Gathering(report.printed[-1].id, year, now, today)
    ends = datetime.combine(year.last + timedelta(days=1), time(0), as_of_now.zone)
    as_of_then = replace(as_of_now, at=min(now, ends))
    found = {
        key: SOURCES[key](as_of_then if key == "changed" else as_of_now)
        for key in rules.YEARLY
        if key in SOURCES
    }
    return {key: value for key, value in found.items() if value is not None}


def annual(row: AnnualReport, *, only_public: bool = False) -> Annual:
    """The report as plain values."""
    if row.papers is None:
        ids = [one.id for one in papers_of(row.year)]
    else:
        ids = [UUID(each) for each in row.papers]
    if only_public:
        ids = [each for each in ids if packs.is_public(each)]
    return Annual(
        id=row.id,
        year=row.year,
        stage=row.stage,
        lead=row.lead,
        ahead=row.ahead,
        printed=_printed(ids),
        kept=json.loads(row.kept) if row.kept_sealed is not None else None,
        is_public=row.is_public,
        published_at=row.published_at,
        unpublished=0 if row.papers is not None else unpublished(row.year),
    )


def _printed(ids: list[UUID]) -> tuple[Printed, ...]:
    rows = db.session.scalars(
        sa.select(Meeting).where(Meeting.id.in_(ids)).options(*papers.with_quotes()).order_by(Meeting.last_on)
    )
    return tuple(papers.printed(row) for row in rows)
