"""Making an annual report, writing its words, and publishing it: from then on nothing of it changes."""

from __future__ import annotations

import json
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries import staffing
from portal.audit import commands as audit
from portal.kit.errors import NotFound, Refused
from portal.notices.commands import notify
from portal.notices.rules import NoticeKind
from portal.panels.commands import packs_signing
from portal.panels.models import AnnualReport
from portal.panels.queries import annual as queries
from portal.panels.rules import annual as rules
from portal.panels.rules.annual import Stage

KIND = "annual_report"


def make(year: int, *, by: UUID, today: date, now: datetime) -> UUID:
    """The report of a year that is over. Made twice, it is the same. Raises Refused."""
    rows = db.session.scalars(sa.select(AnnualReport).with_for_update())
    made: dict[int, UUID] = {row.year: row.id for row in rows}
    if year in made:
        return made[year]
    papers = len(queries.papers_of(year))
    if why := rules.why_not_make(year, today=today, made=made, papers=papers):
        raise Refused(why)
    report = AnnualReport(year=year, stage=Stage.PREPARING, made_at=now, made_by_id=by)
    report.lead = report.ahead = ""
    db.session.add(report)
    db.session.flush()
    _record("make an annual report", by, report.id)
    report_id: UUID = report.id
    return report_id


def save_words(report_id: UUID, lead: str, ahead: str, *, by: UUID, now: datetime) -> None:
    """What the year was like, and what comes next. A sign-off that was asked or given falls."""
    report = _to_change(report_id)
    if (report.lead, report.ahead) == (lead, ahead):
        return
    report.lead, report.ahead = lead, ahead
    report.papers = report.kept_sealed = None
    packs_signing.wrote(report_id, by)
    packs_signing.fall(report_id, by=by, now=now, kind=KIND)
    _record("write an annual report", by, report_id)


def ask_sign_off(report_id: UUID, of: UUID, *, by: UUID, today: date, now: datetime) -> None:
    """Ask a manager who did not write it; from here on they both look at the same. Raises Refused."""
    report = _to_change(report_id)
    ready = queries.annual(report)
    if why := queries.why_not_ask(ready):
        raise Refused(why)
    packs_signing.ask(report_id, of, by=by, today=today, now=now, kind=KIND)
    report.papers = [str(one.id) for one in ready.printed]
    report.kept = json.dumps(queries.gathered(ready, today=today, now=now))
    db.session.flush()


def publish(report_id: UUID, *, is_public: bool, by: UUID, today: date, now: datetime) -> None:
    """It stays as it was signed off, and the members are told. Raises Refused unless a second person did
    that."""
    report = _to_change(report_id)
    if why := queries.why_not_publish(queries.annual(report)):
        raise Refused(why)
    report.stage, report.is_public = Stage.PUBLISHED, is_public
    report.published_at, report.published_by_id = now, by
    for member in staffing.members(today):
        notify(member, NoticeKind.PAPER_READY, report_id)
    _record("publish an annual report", by, report_id)


def _to_change(report_id: UUID) -> AnnualReport:
    """The report, locked. Raises Refused once it is published, NotFound when there is none."""
    report = db.session.get(AnnualReport, report_id, with_for_update=True, populate_existing=True)
    if report is None:
        raise NotFound
    if why := rules.why_not_change(report.stage):
        raise Refused(why)
    return report


def _record(action: str, by: UUID, report_id: UUID) -> None:
    audit.record(action, by=by, subject=(KIND, report_id))
    db.session.flush()
