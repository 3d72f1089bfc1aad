"""The list of surveys, and the versions of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries import staffing
from portal.surveys.models import Survey, SurveyVersion, Wave
from portal.surveys.queries.subjects import VersionFound
from portal.surveys.rules import content
from portal.surveys.rules.kinds import Audience, WaveState
from portal.surveys.rules.lists import Which

PAGE_SIZE = 25


@dataclass(frozen=True)
class Listed:
    id: UUID
    name: str
    audience: Audience
    owner: str
    waves: int
    open_waves: int
    made_at: datetime


@dataclass(frozen=True)
class VersionListed:
    number: int
    by: str
    changed_at: datetime
    asked_at: datetime | None


def listed(which: Which, viewer_id: UUID, words: str, page: int) -> tuple[list[Listed], int]:
    """A page of them, the newest first, and how many there are."""
    wanted = sa.select(Survey).where(*_wanted(which, viewer_id))
    found_ones = [
        row
        for row in db.session.scalars(wanted.order_by(Survey.made_at.desc(), Survey.id))
        if _has(row, words)
    ]
    total, first = len(found_ones), (page - 1) * PAGE_SIZE
    rows = found_ones[first : first + PAGE_SIZE]
    names = staffing.names(row.owner_id for row in rows)
    waves = _waves([row.id for row in rows])
    found = [
        Listed(
            row.id,
            row.name,
            row.audience,
            names.get(row.owner_id, ""),
            *waves.get(row.id, (0, 0)),
            row.made_at,
        )
        for row in rows
    ]
    return found, total


def _has(row: Survey, words: str) -> bool:
    """Names are sealed, and a council has some hundreds at most: they are opened to be looked through."""
    name = row.name.casefold() if words else ""
    return all(word in name for word in words.casefold().split()[:8])


def _wanted(which: Which, viewer_id: UUID) -> list[sa.ColumnElement[bool]]:
    is_away = Survey.put_away_at.is_not(None)
    wanted: list[sa.ColumnElement[bool]] = [is_away if which is Which.AWAY else ~is_away]
    if which is Which.MINE:
        wanted.append(Survey.owner_id == viewer_id)
    return wanted


def _waves(survey_ids: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    """Of each survey: how many waves, how many of them are open."""
    is_open = sa.case((Wave.state == WaveState.OPEN, 1), else_=0)
    rows = db.session.execute(
        sa.select(Wave.survey_id, sa.func.count(), sa.func.sum(is_open))
        .where(Wave.survey_id.in_(survey_ids))
        .group_by(Wave.survey_id)
    )
    return {survey_id: (count, opened) for survey_id, count, opened in rows}


def versions_of(survey_id: UUID) -> list[VersionListed]:
    """The newest first."""
    rows = db.session.execute(
        sa.select(
            SurveyVersion.number,
            SurveyVersion.made_by_id,
            SurveyVersion.changed_at,
            SurveyVersion.asked_at,
        )
        .where(SurveyVersion.survey_id == survey_id)
        .order_by(SurveyVersion.number.desc())
    ).all()
    names = staffing.names(row.made_by_id for row in rows)
    return [
        VersionListed(row.number, names.get(row.made_by_id, ""), row.changed_at, row.asked_at) for row in rows
    ]


def version(survey_id: UUID, number: int) -> VersionFound | None:
    """One of its versions, with what it asks."""
    row = db.session.scalars(
        sa.select(SurveyVersion).where(SurveyVersion.survey_id == survey_id, SurveyVersion.number == number)
    ).one_or_none()
    if row is None:
        return None
    return VersionFound(row.id, row.number, content.read(row.content), row.mark, row.asked_at is not None)


def owner_name(owner_id: UUID) -> str:
    return staffing.names([owner_id]).get(owner_id, "")


def has_waves(survey_id: UUID) -> bool:
    """Whether it was asked, or is planned to be."""
    return (
        db.session.scalars(sa.select(Wave.id).where(Wave.survey_id == survey_id).limit(1)).first() is not None
    )


def was_asked(survey_id: UUID) -> bool:
    """Whether any wave asked it."""
    asked = sa.select(SurveyVersion.id).where(
        SurveyVersion.survey_id == survey_id, SurveyVersion.asked_at.is_not(None)
    )
    return db.session.scalars(asked.limit(1)).first() is not None
