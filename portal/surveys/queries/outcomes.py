"""What came of waves, for staff, for those who were asked, and for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.surveys.models import Invitation, Survey, SurveyVersion, Wave, WaveOutcome
from portal.surveys.rules import content
from portal.surveys.rules.content import Words
from portal.surveys.rules.kinds import Did

MOST = 50


@dataclass(frozen=True)
class CameOfIt:
    """One thing that came of a wave. `titles`: of what was asked, by language."""

    id: UUID
    wave_id: UUID
    titles: Words
    did: Did
    you_said: str
    we_did: str
    all_from_on: date | None


def of_wave(wave_id: UUID) -> list[CameOfIt]:
    """All of it, for staff, newest first."""
    return _found(WaveOutcome.wave_id == wave_id)


def for_everybody(wave_id: UUID, today: date) -> list[CameOfIt]:
    """What anybody with the link may read."""
    return _found(WaveOutcome.wave_id == wave_id, WaveOutcome.all_from_on <= today)


def for_those_asked(
    *, account_id: UUID | None = None, young_person_id: UUID | None = None
) -> Sequence[CameOfIt]:
    """Of every wave that somebody was invited to; whether they answered is not asked."""
    who = (
        Invitation.account_id == account_id
        if account_id is not None
        else Invitation.young_person_id == young_person_id
    )
    return _found(WaveOutcome.wave_id.in_(sa.select(Invitation.wave_id).where(who)))


def outcome_subject(viewer: Viewer, outcome_id: UUID) -> Subject | None:
    """One, for whoever takes it down."""
    row = db.session.get(WaveOutcome, outcome_id)
    if row is None or viewer.is_young_person:
        return None
    owner = db.session.scalar(
        sa.select(Survey.owner_id).join(Wave, Wave.survey_id == Survey.id).where(Wave.id == row.wave_id)
    )
    relations = {Relation.ASKED_BY} if owner == viewer.account_id else set[Relation]()
    return Subject(row, None, frozenset(relations), "survey_wave", row.wave_id)


def _found(*conditions: sa.ColumnElement[bool]) -> list[CameOfIt]:
    rows = db.session.execute(
        sa.select(WaveOutcome, SurveyVersion)
        .join(Wave, Wave.id == WaveOutcome.wave_id)
        .join(SurveyVersion, SurveyVersion.id == Wave.version_id)
        .where(WaveOutcome.published_at.is_not(None), *conditions)
        .order_by(WaveOutcome.published_at.desc(), WaveOutcome.id)
        .limit(MOST)
    )
    return [
        CameOfIt(
            row.id,
            row.wave_id,
            content.read(version.content).titles,
            row.did,
            row.you_said,
            row.we_did,
            row.all_from_on,
        )
        for row, version in rows
    ]
