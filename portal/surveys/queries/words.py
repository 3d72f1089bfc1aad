"""Free words of grown-ups' surveys, for whoever checks them and for whose survey it is.

What young people wrote is read at the duty desk like all they say, and is on no page here."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit.pages import Page
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.surveys.models import Survey, SurveyTheme, SurveyVersion, SurveyWords, Wave
from portal.surveys.rules import content
from portal.surveys.rules.content import said
from portal.surveys.rules.kinds import WordsState

PAGE_SIZE = 20


@dataclass(frozen=True)
class WordsFound:
    """What one person wrote under one question."""

    id: UUID
    wave_id: UUID
    survey: str
    wave: str
    asked: str
    words: str
    shown: str
    state: WordsState
    themes: frozenset[str]


def to_check(page: int) -> Page[WordsFound]:
    """All that waits, of every survey, in no order of time."""
    return _page(SurveyWords.state == WordsState.WAITING, page=page)


def of_wave(wave_id: UUID, page: int) -> Page[WordsFound]:
    """All of one wave, for whose survey it is."""
    return _page(SurveyWords.wave_id == wave_id, page=page)


def waiting() -> int:
    """How many wait to be checked."""
    where = sa.and_(SurveyWords.state == WordsState.WAITING, SurveyWords.is_childs.is_(False))
    return db.session.scalar(sa.select(sa.func.count()).where(where)) or 0


def words_subject(viewer: Viewer, words_id: UUID) -> Subject | None:
    """What one person wrote, for whoever checks it."""
    row = db.session.execute(
        _found().where(SurveyWords.id == words_id, SurveyWords.is_childs.is_(False))
    ).first()
    if row is None or viewer.is_young_person:
        return None
    survey: Survey = row[3]
    relations = {Relation.ASKED_BY} if survey.owner_id == viewer.account_id else set[Relation]()
    return Subject(_as_found(*row), None, frozenset(relations), "survey_wave", row[0].wave_id)


def _page(*conditions: sa.ColumnElement[bool], page: int) -> Page[WordsFound]:
    where = sa.and_(SurveyWords.is_childs.is_(False), *conditions)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(SurveyWords).where(where)) or 0
    rows = db.session.execute(
        _found()
        .where(where)
        .order_by(SurveyWords.wave_id, SurveyWords.question, SurveyWords.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    themes = _themes([row[0].id for row in rows])
    return Page([_as_found(*row, themes=themes) for row in rows], page, total, PAGE_SIZE)


def _found() -> sa.Select[SurveyWords, Wave, SurveyVersion, Survey]:
    return (
        sa.select(SurveyWords, Wave, SurveyVersion, Survey)
        .join(Wave, Wave.id == SurveyWords.wave_id)
        .join(SurveyVersion, SurveyVersion.id == Wave.version_id)
        .join(Survey, Survey.id == Wave.survey_id)
    )


def _as_found(
    row: SurveyWords,
    wave: Wave,
    version: SurveyVersion,
    survey: Survey,
    themes: dict[UUID, frozenset[str]] | None = None,
) -> WordsFound:
    question = content.read(version.content).question(row.question)
    known = _themes([row.id]) if themes is None else themes
    return WordsFound(
        row.id,
        wave.id,
        survey.name,
        wave.name,
        said(question.prompts, "en") if question else row.question,
        row.words,
        row.shown,
        row.state,
        known.get(row.id, frozenset()),
    )


def _themes(ids: list[UUID]) -> dict[UUID, frozenset[str]]:
    found: dict[UUID, set[str]] = {}
    for words_id, theme in db.session.execute(
        sa.select(SurveyTheme.words_id, SurveyTheme.theme).where(SurveyTheme.words_id.in_(ids))
    ):
        found.setdefault(words_id, set()).add(theme)
    return {key: frozenset(value) for key, value in found.items()}
