"""Waves as their owner's pages need them. Counts come from whole batches only, never from the intake."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.surveys.models import (
    Invitation,
    SurveyAnswer,
    SurveyAnswered,
    SurveyIntake,
    Wave,
    WaveCounts,
)
from portal.surveys.rules import counting
from portal.surveys.rules.kinds import Mail, Privacy, WaveState
from portal.surveys.rules.rates import TeamAsked


@dataclass(frozen=True)
class Standing:
    """How a wave goes."""

    invited: int
    to_mail: int  # addresses whose mail waits
    answers: int  # as of the last batch
    teams: tuple[TeamAsked, ...]
    some_came_too_late: bool  # too few to be shown safely; how many is not said
    is_ready: bool
    is_reminded: bool


def locked(wave_id: UUID) -> Wave:
    """The wave as it is now, held until the end of the transaction."""
    return db.session.scalars(
        sa.select(Wave).where(Wave.id == wave_id).with_for_update().execution_options(populate_existing=True)
    ).one()


def waves_of(survey_id: UUID) -> Sequence[Wave]:
    """A survey's waves, the newest first."""
    return db.session.scalars(
        sa.select(Wave).where(Wave.survey_id == survey_id).order_by(Wave.made_at.desc(), Wave.id)
    ).all()


def standing_of(wave_id: UUID) -> Standing:
    """Six queries, however many were asked."""
    wave = db.session.get_one(Wave, wave_id)
    counts = db.session.get(WaveCounts, wave_id)
    teams = _teams(wave, counts)
    return Standing(
        invited=sum(one.asked for one in teams),
        to_mail=_to_mail(wave_id),
        answers=counts.answers if counts else 0,
        teams=tuple(teams),
        some_came_too_late=wave.state is WaveState.CLOSED and _is_left(wave),
        is_ready=wave.ready_at is not None,
        is_reminded=wave.reminded_at is not None,
    )


def _teams(wave: Wave, counts: WaveCounts | None) -> list[TeamAsked]:
    """Who has answered is known as of the last batch, with names or without: a share that moves with each
    answer would say who has just sent theirs."""
    answered = sa.exists().where(SurveyAnswered.invitation_id == Invitation.id)
    rows = db.session.execute(
        sa.select(Invitation.team, sa.func.count(), sa.func.sum(sa.case((answered, 1), else_=0)))
        .where(Invitation.wave_id == wave.id)
        .group_by(Invitation.team)
        .order_by(Invitation.team)
    )
    if wave.privacy is Privacy.ANONYMOUS:
        return [TeamAsked(team, asked, int(done or 0)) for team, asked, done in rows]
    counted = counting.read(json.loads(counts.counts)).teams if counts else {}
    return [TeamAsked(team, asked, counted.get(team, 0)) for team, asked, _done in rows]


def _to_mail(wave_id: UUID) -> int:
    waiting = sa.select(sa.func.count()).where(Invitation.wave_id == wave_id, Invitation.mail != Mail.NOTHING)
    return int(db.session.scalar(waiting) or 0)


def _is_left(wave: Wave) -> bool:
    """Something stayed in the intake: it is there still, less than a batch."""
    waiting = int(db.session.scalar(_count(SurveyIntake, wave.id)) or 0)
    return 0 < waiting < wave.least


def waiting_and_there(wave_id: UUID) -> tuple[int, int]:
    """Answers in the intake, and answers out of it."""
    return (
        int(db.session.scalar(_count(SurveyIntake, wave_id)) or 0),
        int(db.session.scalar(_count(SurveyAnswer, wave_id)) or 0),
    )


def _count(table: type[SurveyIntake] | type[SurveyAnswer], wave_id: UUID) -> sa.Select[Any]:
    return sa.select(sa.func.count()).select_from(table).where(table.wave_id == wave_id)
