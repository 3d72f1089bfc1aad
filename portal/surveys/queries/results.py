"""The counts of a wave as of its last batch, the wave before it, and how many words wait."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.surveys.models import SurveyTheme, SurveyVersion, SurveyWords, Wave, WaveCounts
from portal.surveys.queries.subjects import WaveFound
from portal.surveys.rules import content, counting
from portal.surveys.rules.content import Content
from portal.surveys.rules.counting import Whole
from portal.surveys.rules.kinds import WaveState, WordsState


@dataclass(frozen=True)
class Counted:
    """A wave with its counts."""

    wave_id: UUID
    name: str
    closes_on: date
    least: int
    content: Content
    whole: Whole


@dataclass(frozen=True)
class Shown:
    """Free words that were checked."""

    question: str
    words: str


def counted(wave_id: UUID) -> Whole | None:
    """None before the first batch."""
    row = db.session.get(WaveCounts, wave_id)
    return counting.read(json.loads(row.counts)) if row is not None else None


def wave_before(wave: WaveFound) -> Counted | None:
    """The last closed wave of the same survey before this one, where it was counted."""
    row = db.session.execute(
        sa.select(Wave, SurveyVersion, WaveCounts)
        .join(SurveyVersion, SurveyVersion.id == Wave.version_id)
        .join(WaveCounts, WaveCounts.id == Wave.id)
        .where(
            Wave.survey_id == wave.survey_id,
            Wave.id != wave.id,
            Wave.state == WaveState.CLOSED,
            Wave.closes_on < wave.opens_on,
        )
        .order_by(Wave.closes_on.desc(), Wave.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    before, version, counts = row
    return Counted(
        before.id,
        before.name,
        before.closes_on,
        before.least,
        content.read(version.content),
        counting.read(json.loads(counts.counts)),
    )


def checked_words(wave_id: UUID, *, most: int = 200) -> list[Shown]:
    """What may be read beside the results, in no order of time."""
    rows = db.session.scalars(
        sa.select(SurveyWords)
        .where(
            SurveyWords.wave_id == wave_id,
            SurveyWords.state == WordsState.CHECKED,
            SurveyWords.is_childs.is_(False),
        )
        .order_by(SurveyWords.question, SurveyWords.id)
        .limit(most)
    )
    return [Shown(row.question, row.shown) for row in rows]


def themes_of(wave_id: UUID) -> dict[str, dict[str, int]]:
    """By question and theme: how many of its words a person said are about it. True counts: not to be shown
    as they are."""
    rows = db.session.execute(
        sa.select(SurveyWords.question, SurveyTheme.theme, sa.func.count())
        .join(SurveyTheme, SurveyTheme.words_id == SurveyWords.id)
        .where(SurveyWords.wave_id == wave_id)
        .group_by(SurveyWords.question, SurveyTheme.theme)
    )
    found: dict[str, dict[str, int]] = {}
    for question, theme, number in rows:
        found.setdefault(question, {})[theme] = number
    return found


def waiting_words(wave_id: UUID) -> int:
    """How many nobody has checked. What children wrote is never shown, so it does not wait for that."""
    return (
        db.session.scalar(
            sa.select(sa.func.count()).where(
                SurveyWords.wave_id == wave_id,
                SurveyWords.state == WordsState.WAITING,
                SurveyWords.is_childs.is_(False),
            )
        )
        or 0
    )
