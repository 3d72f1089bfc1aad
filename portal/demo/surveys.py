"""The demo's surveys: two waves of the staff's that are closed and told of, young people's that is being
asked, one for parents and carers that nobody was asked yet."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from portal import db
from portal.accounts.models import Account
from portal.demo.past import Demo
from portal.policy.roles import COUNCIL, Role
from portal.surveys.commands import outcomes, surveys
from portal.surveys.commands import words as checking
from portal.surveys.commands.counting import count_anew
from portal.surveys.models import (
    Invitation,
    Survey,
    SurveyAnswer,
    SurveyAnswered,
    SurveyVersion,
    SurveyWords,
    Wave,
)
from portal.surveys.queries.subjects import survey_found
from portal.surveys.readymade import one_of
from portal.surveys.rules.content import Content, Question
from portal.surveys.rules.kinds import FREE_WORDS, NOT_SAID, YOUNG, Did, Face, Kind, Privacy, WaveState, WayIn
from portal.surveys.rules.path import holds
from portal.surveys.rules.values import keys_of

_ALL_WAYS = (WayIn.LINK, WayIn.CODE, WayIn.SIGNED_IN, WayIn.KIOSK, WayIn.PAPER)
_STAFF_WORDS = (
    ("Fewer forms. We write the same thing in three places.", True),
    ("A quiet room for talking with children when they come to us.", True),
    ("My supervision is moved every month. Please keep the date.", True),
    ("Cover when somebody is ill, so that visits still happen.", True),
    ("The new starters need a buddy for longer than two weeks.", True),
    ("I am the only one here who does nights and I am worn out.", False),
)
_SAID = (
    (Did.DONE, "Many of you said that you write the same thing in three places.",
     "Two of the three forms are gone since June."),
    (Did.BEGUN, "Many of you said that supervision is moved too often.",
     "Dates are fixed for three months now. We count the ones that are moved."),
    (Did.CANNOT, "Many of you asked for smaller teams.",
     "We cannot pay for more team managers this year. We ask again in April."),
)  # fmt: skip


def tell(demo: Demo, accounts: Mapping[UUID, Account], now: datetime) -> None:
    """All of them."""
    with db.transaction():
        _staff(demo, now)
        _young(demo, accounts, now)
        _families(demo, now)


def _staff(demo: Demo, now: datetime) -> None:
    owner = demo.team.first(Role.MANAGER).id
    survey = _survey(demo, "staff", owner, now - timedelta(days=230))
    invited = [(one, role) for role in sorted(COUNCIL) for one in demo.team.by_role.get(role, [])]
    before = _wave(survey, "Spring", now - timedelta(days=220), days=21, least=10)
    _answers(demo, before, 52, well=0.45)
    wave = _wave(survey, "Autumn", now - timedelta(days=40), days=21, least=10)
    for account, role in invited:
        _invite(wave, account_id=account.id, team=role.value.replace("_", " ").capitalize())
    _answers(demo, wave, 61, well=0.62)
    _words(wave, "one_thing", demo.team.first(Role.READER).id)
    today = now.date()
    for did, you_said, we_did in _SAID:
        outcomes.tell(wave.id, did, you_said, we_did, uuid4(), by=owner, now=now, today=today, first_days=0)


def _young(demo: Demo, accounts: Mapping[UUID, Account], now: datetime) -> None:
    owner = demo.team.first(Role.PARTICIPATION_WORKER).id
    survey = _survey(demo, "your-life", owner, now - timedelta(days=30))
    wave = _wave(survey, "This autumn", now - timedelta(days=9), days=28, least=5, is_open=True)
    for person_id in accounts:
        _invite(wave, young_person_id=person_id)
    _answers(demo, wave, 34, well=0.6)


def _families(demo: Demo, now: datetime) -> None:
    _survey(demo, "parents-carers", demo.team.first(Role.PARTICIPATION_WORKER).id, now - timedelta(days=3))


def _survey(demo: Demo, key: str, owner: UUID, now: datetime) -> Survey:
    ready = one_of(key)
    assert ready is not None
    return surveys.make(ready.name, ready.audience, ready.content, uuid4(), by=owner, now=now, made_from=key)


def _wave(survey: Survey, name: str, now: datetime, *, days: int, least: int, is_open: bool = False) -> Wave:
    """As the commands would have made it, on the days it says."""
    found = survey_found(survey.id)
    assert found is not None
    version = db.session.get_one(SurveyVersion, found.latest.id)
    version.asked_at = version.asked_at or now
    last = now.date() + timedelta(days=days)
    wave = Wave(
        survey_id=survey.id,
        version_id=version.id,
        send_once=uuid4(),
        name=name,
        state=WaveState.OPEN if is_open else WaveState.CLOSED,
        privacy=Privacy.ANONYMOUS,
        ways=[way.value for way in _ALL_WAYS],
        least=least,
        opens_on=now.date(),
        closes_on=last,
        opened_at=now,
        closed_at=None if is_open else now + timedelta(days=days),
        link=secrets.token_urlsafe(12),
        kiosk=secrets.token_urlsafe(12),
        made_by_id=survey.owner_id,
        made_at=now,
    )
    db.session.add(wave)
    db.session.flush()
    return wave


def _invite(wave: Wave, team: str = "", **who: UUID) -> None:
    row = Invitation(wave_id=wave.id, team=team, sent_on=wave.opens_on, **who)
    db.session.add(row)
    db.session.flush()
    if row.account_id is not None:
        db.session.add(SurveyAnswered(invitation_id=row.id, wave_id=wave.id))


def _answers(demo: Demo, wave: Wave, number: int, *, well: float) -> None:
    """So many, most of them well content; counted as after a batch."""
    asked = _content(wave)
    for _each in range(number):
        face = demo.dice.choice(asked.faces)
        row = SurveyAnswer(wave_id=wave.id, face=face)
        row.values = json.dumps(_values(asked, face, demo.dice, well))
        db.session.add(row)
    db.session.flush()
    count_anew(wave.id)


def _content(wave: Wave) -> Content:
    found = survey_found(wave.survey_id)
    assert found is not None
    return found.latest.content


def _values(asked: Content, face: Face, dice: Random, well: float) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for question in asked.questions():
        if question.kind in FREE_WORDS or dice.random() < 0.06:
            continue
        if question.only_if is not None and not holds(question.only_if, values):
            continue
        value = _value(question, dice, well if face not in YOUNG else well + 0.1)
        if value is not None:
            values[question.key] = value
    return values


def _value(question: Question, dice: Random, well: float) -> Any:
    keys = list(keys_of(question))
    match question.kind:
        case Kind.FACES:
            return dice.choices(keys, [well, (1 - well) / 2, (1 - well) / 2])[0]
        case Kind.AGREE:
            weights = [well / 2, well / 2, (1 - well) / 3, (1 - well) / 3, (1 - well) / 3, 0.04]
            return dice.choices([*keys[:5], NOT_SAID], weights)[0]
        case Kind.ONE | Kind.PICTURE:
            return dice.choices(keys, range(len(keys) + 1, 1, -1))[0]
        case Kind.MANY:
            return [key for key in keys if dice.random() < 0.35]
        case Kind.RANK:
            return dice.sample(keys, len(keys))
        case Kind.NUMBER:
            return dice.randint(question.least or 0, question.most or 10)
        case _:
            return None


def _words(wave: Wave, question: str, reader: UUID) -> None:
    for text, is_shown in _STAFF_WORDS:
        row = SurveyWords(wave_id=wave.id, question=question)
        row.words = text
        db.session.add(row)
        db.session.flush()
        if is_shown:
            checking.check(row.id, text, ["staff"], is_kept_back=False, by=reader)
