"""Saving what a survey asks. What somebody was asked stays as it was: a change of it is the next version."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.surveys.models import Survey, SurveyVersion
from portal.surveys.rules.caps import why_not_keep
from portal.surveys.rules.content import Content, written
from portal.surveys.rules.kinds import WhyNot


def save(survey_id: UUID, content: Content, mark: UUID, *, by: UUID, now: datetime) -> SurveyVersion:
    """`mark`: of the version that was changed. Raises Refused: somebody saved since, or it is too much."""
    survey = db.session.get_one(Survey, survey_id, with_for_update=True)
    latest = db.session.scalars(
        sa.select(SurveyVersion)
        .where(SurveyVersion.survey_id == survey_id)
        .order_by(SurveyVersion.number.desc())
        .limit(1)
        .with_for_update()
    ).one()
    if why := _why_not(survey, latest, content, mark):
        raise Refused(why)
    if latest.asked_at is not None:
        latest = SurveyVersion(survey_id=survey_id, number=latest.number + 1)
        db.session.add(latest)
    latest.content, latest.mark = written(content), uuid4()
    latest.made_by_id, latest.changed_at = by, now
    db.session.flush()
    audit.record("change_survey", by=by, subject=("survey", survey_id))
    return latest


def _why_not(survey: Survey, latest: SurveyVersion, content: Content, mark: UUID) -> WhyNot | None:
    if survey.put_away_at is not None:
        return WhyNot.PUT_AWAY
    return WhyNot.CHANGED_MEANWHILE if latest.mark != mark else why_not_keep(content)
