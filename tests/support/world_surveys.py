"""Surveys of the small council: one with a wave in each state, answers and words; one put away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

from portal import db
from portal.kit import clock
from portal.policy.roles import Role
from portal.surveys.commands.counting import count_anew
from portal.surveys.models import Invitation, SurveyAnswer, SurveyWords
from portal.surveys.rules.kinds import Audience, Face, Privacy, WaveState, WayIn
from tests.support.factories import Make
from tests.support.made_surveys import every_kind

if TYPE_CHECKING:
    from tests.support.world import World


def build(make: Make, world: World) -> None:
    """They are the participation worker's."""
    owner = world[Role.PARTICIPATION_WORKER]
    survey = make.survey(
        owner,
        every_kind(faces=(Face.TWELVE, Face.LITTLE, Face.ADULT)),
        name="How things are at home",
        audience=Audience.YOUNG_PEOPLE,
    )
    closed = make.wave(survey, WaveState.CLOSED, name="Summer")
    ways = (WayIn.LINK, WayIn.CODE, WayIn.SIGNED_IN, WayIn.KIOSK, WayIn.PAPER)
    wave = make.wave(survey, WaveState.OPEN, name="Autumn", ways=ways)
    make.wave(survey, WaveState.DRAFT, name="Winter")
    make.survey(owner, name="Put away", is_put_away=True)
    named = make.wave(
        survey,
        WaveState.OPEN,
        name="Spring, with names",
        privacy=Privacy.CONFIDENTIAL,
        ways=(WayIn.PAPER, WayIn.CODE),
    )
    _asked(named.id, account_id=world[Role.PARTNER].id)
    _answers(closed.id)
    _asked(wave.id, young_person_id=world.young.id)
    for role in (Role.SOCIAL_WORKER, Role.PARTNER, Role.READER):
        _asked(wave.id, account_id=world[role].id)
    world.ids |= {
        "survey_id": survey.id,
        "wave_id": wave.id,
        "link": wave.link,
        "kiosk": wave.kiosk,
        "question": "mood",
        "section": "first",
    }


def _asked(wave_id: UUID, **who: UUID) -> None:
    with db.transaction() as session:
        session.add(Invitation(wave_id=wave_id, sent_on=clock.now().date(), **who))


def _answers(wave_id: UUID) -> None:
    with db.transaction() as session:
        for number in range(7):
            answer = SurveyAnswer(wave_id=wave_id, face=Face.TWELVE)
            answer.values = json.dumps({"mood": "good" if number % 2 else "ok", "safe": "4"})
            session.add(answer)
        words = SurveyWords(wave_id=wave_id, question="one_word")
        words.words = "Calm"
        session.add(words)
        session.flush()
        count_anew(wave_id)
