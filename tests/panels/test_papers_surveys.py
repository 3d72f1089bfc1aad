"""Surveys in a paper: those that closed in its period, as they may be printed, and no word of anybody."""

from __future__ import annotations

import json
from datetime import timedelta

import flask
import pytest

from portal import db
from portal.kit import clock
from portal.policy.roles import Role
from portal.surveys.commands.counting import count_anew
from portal.surveys.models import SurveyAnswer
from portal.surveys.rules.kinds import Face, Kind, WaveState
from tests.support.factories import Make
from tests.support.made_surveys import content_of, question
from tests.support.pages import Page
from tests.support.papers import Panel, last_quarter, panel


@pytest.fixture
def council(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def closed_survey(make: Make, answers: int, days_after: int = 0) -> None:
    """One that closed on the last day of the quarter, or so many days after it."""
    asked = content_of(question("work", Kind.AGREE, prompts={"en": "I can do my work well."}))
    last = last_quarter().last + timedelta(days=days_after)
    survey = make.survey(make.staff(Role.MANAGER), asked)
    wave = make.wave(survey, WaveState.CLOSED, opens_on=last - timedelta(days=9), closes_on=last)
    with db.transaction() as session:
        session.merge(wave).closed_at = clock.now() - timedelta(days=2)
        for number in range(answers):
            row = SurveyAnswer(wave_id=wave.id, face=Face.ADULT)
            row.values = json.dumps({"work": "5" if number % 3 else "1"})
            session.add(row)
        session.flush()
        count_anew(wave.id)


def test_a_member_reads_how_it_goes(council: Panel, make: Make, page: Page) -> None:
    closed_survey(make, 60)
    page.sign_in(council.member).visit(f"/staff/panel/{council.published()}")
    assert "What surveys found" in page.main
    assert "about 60 answers" in page.main
    assert "I can do my work well." in page.main
    assert "about 65%" in page.main


def test_too_few_answers_and_other_quarters_are_not_in_it(council: Panel, make: Make, page: Page) -> None:
    closed_survey(make, 4)
    closed_survey(make, 60, days_after=1)
    page.sign_in(council.member).visit(f"/staff/panel/{council.published()}")
    assert "What surveys found" not in page.main
