"""Results of closed waves as they may be printed: all that a panel's paper may see of surveys."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Period
from portal.disclosure.quarters import Share, Value
from portal.surveys.models import Survey, SurveyVersion, Wave, WaveCounts
from portal.surveys.rules import content, counting
from portal.surveys.rules.content import Words
from portal.surveys.rules.kinds import Audience, WaveState
from portal.surveys.rules.results import results

MOST = 6


@dataclass(frozen=True)
class Scale:
    """A question and for how many it goes well. `prompts`: by language."""

    prompts: Words
    favour: Share


@dataclass(frozen=True)
class WaveFigures:
    """One closed wave. No words of anybody are in it."""

    titles: Words
    audience: Audience
    closed_on: date
    answers: Value
    scales: Sequence[Scale]


def closed_between(first: date, last: date, by: datetime) -> list[WaveFigures]:
    """Waves that closed in a period and were counted by a moment, newest first, with enough answers."""
    rows = db.session.execute(
        sa.select(Wave, SurveyVersion, Survey, WaveCounts)
        .join(SurveyVersion, SurveyVersion.id == Wave.version_id)
        .join(Survey, Survey.id == Wave.survey_id)
        .join(WaveCounts, WaveCounts.id == Wave.id)
        .where(Wave.state == WaveState.CLOSED, Wave.closes_on.between(first, last), Wave.closed_at <= by)
        .order_by(Wave.closes_on.desc(), Wave.id)
        .limit(MOST)
    )
    found = [_figures(*row) for row in rows]
    return [one for one in found if one.answers is not None]


def _figures(wave: Wave, version: SurveyVersion, survey: Survey, counts: WaveCounts) -> WaveFigures:
    asked = content.read(version.content)
    period = Period(wave.opens_on, max(wave.opens_on, wave.closes_on))
    shown = results(asked, counting.read(json.loads(counts.counts)), wave.least, period)
    scales = [Scale(one.question.prompts, one.favour) for one in shown.questions if one.favour is not None]
    return WaveFigures(asked.titles, survey.audience, wave.closes_on, shown.answers, scales)


def when_printed() -> list[tuple[Words, Period, datetime]]:
    """Which waves were closed and counted: what each is called, when it was open, and when it closed."""
    rows = db.session.execute(
        sa.select(Wave, SurveyVersion)
        .join(SurveyVersion, SurveyVersion.id == Wave.version_id)
        .join(WaveCounts, WaveCounts.id == Wave.id)
        .where(Wave.state == WaveState.CLOSED)
    )
    return [
        (
            content.read(version.content).titles,
            Period(wave.opens_on, max(wave.opens_on, wave.closes_on)),
            wave.closed_at,
        )
        for wave, version in rows
        if wave.closed_at is not None
    ]
