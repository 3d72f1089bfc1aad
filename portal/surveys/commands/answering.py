"""Filling in a survey, and sending it: once, without a name.

Nothing here asks who is signed in, and nothing is noted of it but the answers themselves: no event, no line
in a log, no moment. A draft is found by the keyed hash of what the phone holds; sending takes it away, so
that sending it again finds none. Tables are touched in the order in which a batch locks them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.kit.errors import Refused
from portal.nameless.commands import sayings
from portal.nameless.commands.talking import Moment
from portal.surveys.models import SurveyDraft, SurveyIntake, SurveyIntakeUsed
from portal.surveys.queries.answering import draft_with, token_hash
from portal.surveys.queries.invitations import is_used
from portal.surveys.queries.subjects import WaveFound
from portal.surveys.rules.content import Content, prompt
from portal.surveys.rules.kinds import FREE_WORDS, YOUNG, Face, Privacy, WaveState, WhyNot
from portal.surveys.rules.path import Values, kept
from portal.surveys.rules.steps import why_not_send


class Sent(StrEnum):
    """What became of sending."""

    NOW = "now"
    BEFORE = "before"  # the same draft was sent already: the same page


@dataclass(frozen=True)
class Sender:
    """What the phone holds: its draft, and the invitation it came in by, if it was one."""

    token: str
    invitation_id: UUID | None = None


def begin(wave: WaveFound, token: str, face: Face, today: date) -> None:
    """Begin, in one of its faces. Begun twice is begun once."""
    _is_open(wave)
    if draft_with(wave.id, token) is not None:
        return
    row = SurveyDraft(wave_id=wave.id, token_hash=token_hash(token), face=face, touched_on=today)
    row.values = "{}"
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError:
        return  # a double tap; the other one was quicker


def keep(wave: WaveFound, token: str, changed: Values, today: date) -> bool:
    """Keep what was filled in on one page: by question, None for nothing said. False when there is no draft
    to keep it in."""
    _is_open(wave)
    row = _locked(wave, token)
    if row is None:
        return False
    values = {**json.loads(row.values or "{}"), **changed}
    row.values = json.dumps({key: value for key, value in values.items() if value is not None})
    row.touched_on = today
    db.session.flush()
    return True


def forget(wave: WaveFound, token: str) -> None:
    """They start again, or somebody else does: what was filled in is gone."""
    db.session.execute(
        sa.delete(SurveyDraft).where(
            SurveyDraft.wave_id == wave.id, SurveyDraft.token_hash == token_hash(token)
        )
    )


def send(wave: WaveFound, sender: Sender, moment: Moment, language: str) -> Sent:
    """Send it without a name."""
    if wave.privacy is not Privacy.ANONYMOUS:
        raise ValueError("this one is linked to who answers: see answering_named")
    taken = take(wave, sender)
    if taken is None:
        return Sent.BEFORE
    put_in_intake(wave, taken.face, taken.values)
    if sender.invitation_id is not None:
        _use(wave.id, sender.invitation_id)
    tell_the_desk(wave.version.content, taken.face, taken.values, moment, language)
    return Sent.NOW


@dataclass(frozen=True)
class Taken:
    """What was filled in, out of its draft: only the answers to what was asked."""

    face: Face
    values: dict[str, Any]


def take(wave: WaveFound, sender: Sender) -> Taken | None:
    """Take the draft away, to be sent. None when that was done before. Raises Refused when the wave is
    closed, the invitation was used, nothing was answered, or something that is needed was not."""
    _is_open(wave)
    row = _locked(wave, sender.token)
    if row is None:
        return None
    if sender.invitation_id is not None and is_used(sender.invitation_id):
        raise Refused(WhyNot.CODE_USED)
    values = kept(wave.version.content, json.loads(row.values or "{}"))
    if why := why_not_send(wave.version.content, values):
        raise Refused(why)
    taken = Taken(row.face, values)
    db.session.delete(row)
    db.session.flush()
    return taken


def put_in_intake(wave: WaveFound, face: Face, values: Values) -> None:
    """There it waits, sealed, for its batch."""
    row = SurveyIntake(wave_id=wave.id, face=face)
    row.values = json.dumps(values)
    db.session.add(row)
    db.session.flush()


def tell_the_desk(content: Content, face: Face, values: Values, moment: Moment, language: str) -> None:
    """What a child wrote is read the same working day: the words go to the desk, each by itself."""
    if face not in YOUNG:
        return
    for question in content.questions():
        if question.kind in FREE_WORDS and values.get(question.key):
            sayings.say(prompt(question, face, language), str(values[question.key]), moment)


def _use(wave_id: UUID, invitation_id: UUID) -> None:
    try:
        db.session.add(SurveyIntakeUsed(wave_id=wave_id, invitation_id=invitation_id))
        db.session.flush()
    except IntegrityError:
        # Two phones with the same code at the same moment: the other one was quicker.
        db.session.rollback()
        raise Refused(WhyNot.CODE_USED) from None


def _locked(wave: WaveFound, token: str) -> SurveyDraft | None:
    return db.session.scalars(
        sa.select(SurveyDraft)
        .where(SurveyDraft.wave_id == wave.id, SurveyDraft.token_hash == token_hash(token))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def _is_open(wave: WaveFound) -> None:
    if wave.state is WaveState.DRAFT:
        raise Refused(WhyNot.NOT_OPEN)
    if wave.state is WaveState.CLOSED:
        raise Refused(WhyNot.CLOSED)
