"""Making a survey, calling it by another name, copying it, putting it away."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.surveys.models import Survey, SurveyVersion
from portal.surveys.queries import surveys as queries
from portal.surveys.rules.caps import why_not_keep
from portal.surveys.rules.content import Content, written
from portal.surveys.rules.kinds import Audience, WhyNot

MOST_NAME = 200


def make(
    name: str,
    audience: Audience,
    content: Content,
    send_once: UUID,
    *,
    by: UUID,
    now: datetime,
    made_from: str = "",
) -> Survey:
    """A survey of theirs with its first version; sent twice it is one. Raises Refused if it is too much."""
    if found := _sent_already(by, send_once):
        return found
    if why := why_not_keep(content):
        raise Refused(why)
    survey = Survey(
        send_once=send_once,
        name=name[:MOST_NAME],
        audience=audience,
        owner_id=by,
        made_from=made_from,
        made_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(survey)
            db.session.flush()
    except IntegrityError:  # the same form, sent twice at the same moment
        found = _sent_already(by, send_once)
        if found is None:
            raise
        return found
    first = SurveyVersion(survey_id=survey.id, number=1, content=written(content), mark=uuid4())
    first.made_by_id, first.changed_at = by, now
    db.session.add(first)
    db.session.flush()
    audit.record("make_survey", by=by, subject=("survey", survey.id))
    return survey


def _sent_already(by: UUID, send_once: UUID) -> Survey | None:
    same = sa.and_(Survey.owner_id == by, Survey.send_once == send_once)
    return db.session.scalars(sa.select(Survey).where(same)).one_or_none()


def copy(
    name: str, audience: Audience, content: Content, send_once: UUID, *, by: UUID, now: datetime
) -> Survey:
    """A survey of their own that begins with what another asks."""
    return make(name, audience, content, send_once, by=by, now=now)


def rename(survey_id: UUID, name: str, audience: Audience, *, by: UUID) -> None:
    """What staff call it, and whom it is for; the second is fixed once there is a wave: how many answers
    there must be before anything is shown depends on it. Raises Refused."""
    survey = db.session.get_one(Survey, survey_id)
    if (survey.name, survey.audience) == (name[:MOST_NAME], audience):
        return
    if survey.audience is not audience and (queries.was_asked(survey_id) or queries.has_waves(survey_id)):
        raise Refused(WhyNot.IN_USE)
    survey.name, survey.audience = name[:MOST_NAME], audience
    db.session.flush()
    audit.record("rename_survey", by=by, subject=("survey", survey_id))


def put_away(survey_id: UUID, *, by: UUID, now: datetime) -> None:
    """Out of the list. What was asked and answered stays; twice is once."""
    survey = db.session.get_one(Survey, survey_id)
    if survey.put_away_at is None:
        survey.put_away_at = now
        db.session.flush()
        audit.record("put_away_survey", by=by, subject=("survey", survey_id))


def bring_back(survey_id: UUID, *, by: UUID) -> None:
    """Into the list again."""
    survey = db.session.get_one(Survey, survey_id)
    if survey.put_away_at is not None:
        survey.put_away_at = None
        db.session.flush()
        audit.record("bring_back_survey", by=by, subject=("survey", survey_id))
