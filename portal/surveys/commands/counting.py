"""Counts of a wave, made anew after each batch, so that results change by whole batches only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Period
from portal.surveys.models import (
    Invitation,
    SurveyAnswer,
    SurveyNamedAnswer,
    SurveyVersion,
    Wave,
    WaveCounts,
)
from portal.surveys.rules import content, counting
from portal.surveys.rules.kinds import Privacy
from portal.surveys.rules.results import printed_rows

_Kind = TypeVar("_Kind", SurveyAnswer, SurveyNamedAnswer)


def count_anew(wave_id: UUID) -> None:
    """Count all answers of the wave that are out of the intake, and work out what of it may be printed."""
    wave = db.session.get_one(Wave, wave_id)
    asked = content.read(db.session.get_one(SurveyVersion, wave.version_id).content)
    whole = counting.count(asked, _answers(wave))
    period = Period(wave.opens_on, max(wave.opens_on, wave.closes_on))
    whole.printed = printed_rows(asked, whole, wave.least, period)
    row = db.session.get(WaveCounts, wave_id)
    if row is None:
        row = WaveCounts(id=wave_id, answers=0, batches=0)
        db.session.add(row)
    row.answers, row.batches = whole.all.answers, row.batches + 1
    if wave.privacy is Privacy.CONFIDENTIAL:
        whole.teams = _answered_by_team(wave)
    row.counts = json.dumps(counting.written(whole))
    db.session.flush()


def _answered_by_team(wave: Wave) -> dict[str, int]:
    rows = db.session.execute(
        sa.select(Invitation.team, sa.func.count().label("number"))
        .join(SurveyNamedAnswer, SurveyNamedAnswer.invitation_id == Invitation.id)
        .where(Invitation.wave_id == wave.id)
        .group_by(Invitation.team)
        .order_by(Invitation.team)
    )
    return {row.team: row.number for row in rows}


def _answers(wave: Wave) -> Iterator[dict[str, Any]]:
    if wave.privacy is Privacy.ANONYMOUS:
        for answer in db.session.scalars(_of(SurveyAnswer, wave)):
            yield json.loads(answer.values)
    else:
        for named in db.session.scalars(_of(SurveyNamedAnswer, wave)):
            yield json.loads(named.values)


def _of(kind: type[_Kind], wave: Wave) -> sa.Select[_Kind]:
    return sa.select(kind).where(kind.wave_id == wave.id).execution_options(yield_per=500)
