"""Making a wave, changing it before it opens, opening, prolonging and closing it."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.surveys.commands.inviting import send_all
from portal.surveys.models import Survey, SurveyVersion, Wave
from portal.surveys.queries.waves import locked
from portal.surveys.rules import waves as rules
from portal.surveys.rules.content import read
from portal.surveys.rules.faults import faults
from portal.surveys.rules.inviting import LETTERS
from portal.surveys.rules.kinds import WaveState
from portal.surveys.rules.waves import Plan

LINK_LETTERS, KIOSK_LETTERS = 10, 16
ASKING = (NoticeKind.SURVEY_ASKED, NoticeKind.SURVEY_REMINDER)


def make(
    survey_id: UUID, plan: Plan, send_once: UUID, *, by: UUID, now: datetime, today: date, floor: int
) -> Wave:
    """A wave of the newest version, not open yet. Sent twice it is one. Raises Refused."""
    survey = _survey(survey_id)
    sent = sa.select(Wave).where(Wave.survey_id == survey.id, Wave.send_once == send_once)
    if before := db.session.scalars(sent).one_or_none():
        return before
    if why := rules.why_not_plan(plan, floor=floor, today=today):
        raise Refused(why)
    wave = Wave(
        survey_id=survey.id,
        version_id=_newest(survey.id).id,
        send_once=send_once,
        state=WaveState.DRAFT,
        link=_letters(LINK_LETTERS),
        kiosk=_letters(KIOSK_LETTERS),
        made_by_id=by,
        made_at=now,
        **_columns(plan),
    )
    db.session.add(wave)
    _note("made a survey wave", wave, by)
    return wave


def change(wave_id: UUID, plan: Plan, *, by: UUID, today: date, floor: int) -> None:
    """All of it, before it opens. Raises Refused."""
    wave = locked(wave_id)
    why = rules.why_not_change(wave.state) or rules.why_not_plan(plan, floor=floor, today=today)
    if why:
        raise Refused(why)
    for column, value in _columns(plan).items():
        setattr(wave, column, value)
    _note("changed a survey wave", wave, by)


def open_wave(wave_id: UUID, *, by: UUID | None, now: datetime, today: date) -> None:
    """Ask: from today, or from its first day on where that is to come. It asks the newest version, which is
    never changed from then on. Raises Refused."""
    wave = locked(wave_id)
    version = _newest(wave.survey_id)
    found = faults(read(version.content))
    if why := rules.why_not_open(wave.state, wave.closes_on, found, today):
        raise Refused(why)
    wave.version_id = version.id
    if wave.opens_on > today:
        wave.ready_at = now
        _note("set a survey wave to open", wave, by)
        return
    version.asked_at = version.asked_at or now
    wave.state, wave.opened_at = WaveState.OPEN, now
    _note("opened a survey wave", wave, by)
    send_all(wave, now=now, today=today)


def not_yet(wave_id: UUID, *, by: UUID) -> None:
    """It does not open by itself any more. Raises Refused."""
    wave = locked(wave_id)
    if why := rules.why_not_change(wave.state):
        raise Refused(why)
    wave.ready_at = None
    _note("kept a survey wave from opening", wave, by)


def prolong(wave_id: UUID, closes_on: date, remind_on: date | None, *, by: UUID, today: date) -> None:
    """Another last day, or another day for the reminder. Raises Refused."""
    wave = locked(wave_id)
    if why := rules.why_not_prolong(wave.state, wave.opens_on, closes_on, remind_on, today=today):
        raise Refused(why)
    wave.closes_on, wave.remind_on = closes_on, remind_on
    _note("moved the end of a survey wave", wave, by)


def close(wave_id: UUID, *, by: UUID | None, now: datetime) -> None:
    """Nobody can answer any more; the last batch is made a minute later. Raises Refused."""
    wave = locked(wave_id)
    if why := rules.why_not_close(wave.state):
        raise Refused(why)
    wave.state, wave.closed_at = WaveState.CLOSED, now
    notices.drop(wave.id, *ASKING)
    _note("closed a survey wave", wave, by)


def _survey(survey_id: UUID) -> Survey:
    """Held until the end, so that of two forms sent at once the second finds what the first made."""
    return db.session.scalars(sa.select(Survey).where(Survey.id == survey_id).with_for_update()).one()


def _newest(survey_id: UUID) -> SurveyVersion:
    return db.session.scalars(
        sa.select(SurveyVersion)
        .where(SurveyVersion.survey_id == survey_id)
        .order_by(SurveyVersion.number.desc())
        .limit(1)
        .with_for_update()
    ).one()


def _columns(plan: Plan) -> dict[str, object]:
    return {
        "name": plan.name,
        "privacy": plan.privacy,
        "ways": sorted(way.value for way in plan.ways),
        "least": plan.least,
        "opens_on": plan.opens_on,
        "closes_on": plan.closes_on,
        "remind_on": plan.remind_on,
        "is_one_at_a_time": plan.is_one_at_a_time,
    }


def _letters(count: int) -> str:
    return "".join(secrets.choice(LETTERS.lower()) for _place in range(count))


def _note(action: str, wave: Wave, by: UUID | None) -> None:
    db.session.flush()
    audit.record(action, by=by, subject=("survey_wave", wave.id))
