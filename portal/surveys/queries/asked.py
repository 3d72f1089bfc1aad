"""Surveys that somebody signed in was asked to answer: staff, and young people in their own space."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.policy.viewer import Subject, Viewer
from portal.surveys.models import (
    Invitation,
    SurveyAnswered,
    SurveyIntakeUsed,
    SurveyNamedAnswer,
    SurveyVersion,
    Wave,
)
from portal.surveys.queries.invitations import invitation_of
from portal.surveys.queries.subjects import WaveFound, wave_found
from portal.surveys.rules.content import said
from portal.surveys.rules.kinds import Privacy, WaveState, WayIn

BY_NAME = frozenset({WayIn.SIGNED_IN, WayIn.CODE})
"""Codes are mailed to whoever has no account; who signs in has theirs here."""


@dataclass(frozen=True)
class AskedHere:
    """One that is open, and whether they answered it: known to themselves only."""

    wave_id: UUID
    title: str
    closes_on: date
    is_anonymous: bool
    is_answered: bool


@dataclass(frozen=True)
class MayAnswer:
    """A wave somebody signed in may answer, and the invitation they answer it with."""

    wave: WaveFound
    invitation_id: UUID


def asked_of(viewer: Viewer, language: str) -> list[AskedHere]:
    """Open ones they were asked in and can answer signed in; those that close first on top."""
    asked = (
        sa.select(Wave, SurveyVersion, _is_used())
        .join(Invitation, Invitation.wave_id == Wave.id)
        .join(SurveyVersion, SurveyVersion.id == Wave.version_id)
        .where(Wave.state == WaveState.OPEN, _is_theirs(viewer))
        .order_by(Wave.closes_on, Wave.id)
    )
    return [
        AskedHere(
            wave.id,
            said(version.content["titles"], language),
            wave.closes_on,
            wave.privacy is Privacy.ANONYMOUS,
            is_used,
        )
        for wave, version, is_used in db.session.execute(asked)
        if not BY_NAME.isdisjoint(wave.ways)
    ]


def _is_used() -> sa.ColumnElement[bool]:
    tables = (SurveyIntakeUsed, SurveyAnswered, SurveyNamedAnswer)
    return sa.or_(*(sa.exists().where(table.invitation_id == Invitation.id) for table in tables))


def _is_theirs(viewer: Viewer) -> sa.ColumnElement[bool]:
    if viewer.is_young_person:
        return Invitation.young_person_id == viewer.young_person_id
    return Invitation.account_id == viewer.account_id


def how_many_wait(viewer: Viewer) -> int:
    """How many they have not answered yet, for their start page."""
    return sum(not one.is_answered for one in asked_of(viewer, "en"))


def may_answer(viewer: Viewer, wave_id: UUID) -> Subject | None:
    """An open wave they were asked in, as the guard's subject; its `thing` is a `MayAnswer`."""
    wave = wave_found(wave_id)
    if wave is None or wave.state is not WaveState.OPEN or BY_NAME.isdisjoint(wave.ways):
        return None
    invitation = invitation_of(wave_id, **_who(viewer))
    if invitation is None:
        return None
    return Subject(MayAnswer(wave, invitation.id), kind="survey_wave", id=wave_id)


def _who(viewer: Viewer) -> dict[str, UUID | None]:
    if viewer.is_young_person:
        return {"young_person_id": viewer.young_person_id}
    return {"account_id": viewer.account_id}
