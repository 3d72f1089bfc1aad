"""What the guard is asked about a survey and a wave of it, and what a view is handed.

Everybody who builds surveys may see them; only whose survey it is changes it. A manager of theirs does not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.surveys.models import Survey, SurveyVersion, Wave
from portal.surveys.rules import content
from portal.surveys.rules.content import Content
from portal.surveys.rules.kinds import Audience, Privacy, WaveState, WayIn


@dataclass(frozen=True)
class VersionFound:
    """One version of a survey. `is_asked`: some wave asked it, so it is never changed again."""

    id: UUID
    number: int
    content: Content
    mark: UUID
    is_asked: bool


@dataclass(frozen=True)
class SurveyFound:
    """A survey with its last version."""

    id: UUID
    name: str
    audience: Audience
    owner_id: UUID
    is_put_away: bool
    latest: VersionFound


@dataclass(frozen=True)
class WaveFound:
    """One asking, with the version that is asked."""

    id: UUID
    survey_id: UUID
    survey_name: str
    owner_id: UUID
    audience: Audience
    name: str
    state: WaveState
    privacy: Privacy
    ways: frozenset[WayIn]
    least: int
    is_one_at_a_time: bool
    opens_on: date
    closes_on: date
    remind_on: date | None
    opened_at: datetime | None
    closed_at: datetime | None
    link: str
    kiosk: str
    version: VersionFound


def survey_subject(viewer: Viewer, survey_id: UUID) -> Subject | None:
    """A survey for staff."""
    found = None if viewer.is_young_person else survey_found(survey_id)
    return _subject(found, viewer, found.owner_id, "survey") if found else None


def wave_subject(viewer: Viewer, wave_id: UUID) -> Subject | None:
    """A wave for staff."""
    found = None if viewer.is_young_person else wave_found(wave_id)
    return _subject(found, viewer, found.owner_id, "survey_wave") if found else None


def question_subject(viewer: Viewer, survey_id: UUID, question: str) -> Subject | None:
    """A question of the last version: the survey, and the question."""
    subject = survey_subject(viewer, survey_id)
    found = subject and subject.thing.latest.content.question(question)
    return replace(subject, thing=(subject.thing, found)) if subject and found else None


def section_subject(viewer: Viewer, survey_id: UUID, section: str) -> Subject | None:
    """A section of the last version: the survey, and the section."""
    subject = survey_subject(viewer, survey_id)
    if subject is None:
        return None
    sections = subject.thing.latest.content.sections
    found = next((one for one in sections if one.key == section), None)
    return replace(subject, thing=(subject.thing, found)) if found else None


def _subject(found: SurveyFound | WaveFound, viewer: Viewer, owner_id: UUID, kind: str) -> Subject:
    is_theirs = owner_id == viewer.account_id
    relations = frozenset({Relation.ASKED_BY}) if is_theirs else frozenset()
    return Subject(found, relations=relations, kind=kind, id=found.id)


def survey_found(survey_id: UUID) -> SurveyFound | None:
    """Any survey, whoever asks."""
    row = db.session.execute(
        sa.select(Survey, SurveyVersion)
        .join(SurveyVersion, SurveyVersion.survey_id == Survey.id)
        .where(Survey.id == survey_id)
        .order_by(SurveyVersion.number.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    survey, version = row
    return SurveyFound(
        id=survey.id,
        name=survey.name,
        audience=survey.audience,
        owner_id=survey.owner_id,
        is_put_away=survey.put_away_at is not None,
        latest=_version(version),
    )


def wave_found(wave_id: UUID) -> WaveFound | None:
    """Any wave, whoever asks."""
    return _wave(Wave.id == wave_id)


def wave_of_link(link: str) -> WaveFound | None:
    """The wave whose open link this is."""
    return _wave(Wave.link == link)


def wave_of_kiosk(kiosk: str) -> WaveFound | None:
    """The wave whose shared tablet this is."""
    return _wave(Wave.kiosk == kiosk)


def _wave(which: sa.ColumnElement[bool]) -> WaveFound | None:
    row = db.session.execute(
        sa.select(Wave, Survey, SurveyVersion)
        .join(Survey, Survey.id == Wave.survey_id)
        .join(SurveyVersion, SurveyVersion.id == Wave.version_id)
        .where(which)
    ).first()
    if row is None:
        return None
    wave, survey, version = row
    return WaveFound(
        id=wave.id,
        survey_id=survey.id,
        survey_name=survey.name,
        owner_id=survey.owner_id,
        audience=survey.audience,
        name=wave.name,
        state=wave.state,
        privacy=wave.privacy,
        ways=frozenset(WayIn(way) for way in wave.ways),
        least=wave.least,
        is_one_at_a_time=wave.is_one_at_a_time,
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
        remind_on=wave.remind_on,
        opened_at=wave.opened_at,
        closed_at=wave.closed_at,
        link=wave.link,
        kiosk=wave.kiosk,
        version=_version(version),
    )


def _version(row: SurveyVersion) -> VersionFound:
    return VersionFound(row.id, row.number, content.read(row.content), row.mark, row.asked_at is not None)
