"""Sending a confidential survey: linked to who was asked, as they were told before they began.

What a young person writes is a statement like any other: the desk reads it, and somebody answers.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import account_of, people_around
from portal.audit import commands as audit
from portal.clocks.reading import local_day
from portal.kit.errors import Refused
from portal.nameless.commands.talking import Moment
from portal.notices.commands import see
from portal.surveys.commands.answering import Sender, Sent, Taken, take, tell_the_desk
from portal.surveys.models import Invitation, SurveyNamedAnswer, SurveyWords
from portal.surveys.queries.subjects import WaveFound
from portal.surveys.rules.content import Question, prompt
from portal.surveys.rules.kinds import FREE_WORDS, YOUNG, Face, WhyNot
from portal.surveys.rules.path import Values
from portal.voice.commands.saying import Promises, Speaker, store
from portal.voice.rules.saying import Replied, Said

ASKED = "survey"
"""What a statement was said in answer to."""


@dataclass(frozen=True)
class About:
    """What is needed beside the answers."""

    promises: Promises
    themes: frozenset[str]
    language: str
    now: datetime


def send(wave: WaveFound, sender: Sender, about: About) -> Sent:
    """Send it with their name."""
    if sender.invitation_id is None:
        raise Refused(WhyNot.CODE_UNKNOWN)
    taken = take(wave, sender)
    if taken is None:
        return Sent.BEFORE
    add(wave, sender.invitation_id, taken, about)
    return Sent.NOW


def add(
    wave: WaveFound, invitation_id: UUID, taken: Taken, about: About, *, by: UUID | None = None
) -> SurveyNamedAnswer:
    """Their answer. `by`: who wrote it in from paper."""
    invitation = db.session.get(Invitation, invitation_id, with_for_update=True)
    if invitation is None or invitation.wave_id != wave.id:
        raise Refused(WhyNot.CODE_UNKNOWN)
    if db.session.scalar(sa.select(sa.exists().where(SurveyNamedAnswer.invitation_id == invitation_id))):
        raise Refused(WhyNot.SENT_ALREADY)
    texts = _texts(wave, taken.values)
    row = SurveyNamedAnswer(
        wave_id=wave.id,
        invitation_id=invitation_id,
        young_person_id=invitation.young_person_id,
        face=taken.face,
        answered_at=about.now,
    )
    chosen = {key: value for key, value in taken.values.items() if key not in {q.key for q, _text in texts}}
    row.values = json.dumps(chosen)
    db.session.add(row)
    for question, text in texts:
        _add_words(wave.id, question.key, text, taken.face, invitation.young_person_id)
    db.session.flush()
    _note(wave, invitation, by)
    if texts and invitation.young_person_id is not None:
        _say(wave, invitation.young_person_id, taken.face, texts, about, row.id)
    else:
        # A child who was asked by an address and is not known here: the words alone, read all the same.
        moment = Moment(about.now, about.promises.hours)
        tell_the_desk(wave.version.content, taken.face, taken.values, moment, about.language)
    return row


def _texts(wave: WaveFound, values: Values) -> list[tuple[Question, str]]:
    return [
        (question, str(values[question.key]))
        for question in wave.version.content.questions()
        if question.kind in FREE_WORDS and values.get(question.key)
    ]


def _add_words(wave_id: UUID, question: str, text: str, face: Face, young_person_id: UUID | None) -> None:
    row = SurveyWords(
        wave_id=wave_id,
        question=question,
        young_person_id=young_person_id,
        is_childs=young_person_id is not None or face in YOUNG,
    )
    row.words = text
    db.session.add(row)


def _note(wave: WaveFound, invitation: Invitation, by: UUID | None) -> None:
    """Their own act, or that of whoever wrote it in."""
    young_person_id = invitation.young_person_id
    actor = by or invitation.account_id or (_account_id(young_person_id) if young_person_id else None)
    audit.record(
        "answer_survey" if by is None else "enter_survey_from_paper",
        by=actor,
        role="staff" if by or not young_person_id else "young_person",
        young_person_id=young_person_id,
        subject=("survey_wave", wave.id),
    )
    if actor is not None and by is None:
        see(actor, wave.id)


def _account_id(young_person_id: UUID) -> UUID | None:
    account = account_of(young_person_id)
    return account.id if account else None


def _say(
    wave: WaveFound,
    young_person_id: UUID,
    face: Face,
    texts: list[tuple[Question, str]],
    about: About,
    send_once: UUID,
) -> None:
    """As if they had said it on their own page. Whoever has no way in here is spoken for by the survey's
    owner: it is read all the same."""
    by = _account_id(young_person_id) or wave.owner_id
    replies = tuple(
        Replied(prompt=ASKED, question=prompt(question, face, about.language), words=text)
        for question, text in texts
    )
    store(
        Speaker(young_person_id, by, about.language),
        send_once,
        Said(asked=ASKED, replies=replies, for_council=True),
        people_around(young_person_id, local_day(about.now, about.promises.hours.zone)),
        about.promises,
        about.themes,
        about.now,
        draft_stays=True,
    )
