"""Annual reports of the IRO service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.policy.viewer import Subject, Viewer
from portal.reviews.models import IroReport


def reports() -> Sequence[IroReport]:
    """All of them, the newest year first."""
    return db.session.scalars(sa.select(IroReport).order_by(IroReport.year.desc())).all()


def report_of(year: int, *, lock: bool = False) -> IroReport | None:
    """The report of the year that begins then."""
    wanted = sa.select(IroReport).where(IroReport.year == year)
    return db.session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()


def of_report(viewer: Viewer, year: int) -> Subject | None:
    """One report, its row locked. It is nobody's record."""
    row = report_of(year, lock=True)
    return Subject(row, None, frozenset(), "iro_report", row.id) if row else None


def not_counted() -> list[int]:
    """Years whose numbers wait to be worked out."""
    return list(db.session.scalars(sa.select(IroReport.year).where(IroReport.figures_at.is_(None))))


def team_names(printed: Mapping[str, Any]) -> dict[str, str]:
    """The names of those who manage the teams that are in printed figures."""
    teams = {*printed.get("teams", {}), *printed.get("action_teams", {})}
    found = names_of(UUID(team) for team in teams)
    return {str(account_id): name for account_id, name in found.items()}
