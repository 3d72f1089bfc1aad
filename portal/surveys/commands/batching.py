"""A batch: answers without names leave the intake, many at once, in an order that says nothing.

All answers of the wave, those that were out already too, get new ids and are written anew in a shuffled
order; so are the free words, apart from them, and who has answered, apart from both. What is in the tables
afterwards was written by one transaction and knows no moment. The intake and what was typed and not sent are
written anew as well, so that PostgreSQL's files keep no row of before; `tidying` does the rest.
"""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.surveys.commands.counting import count_anew
from portal.surveys.models import (
    SurveyAnswer,
    SurveyAnswered,
    SurveyDraft,
    SurveyIntake,
    SurveyIntakeUsed,
    SurveyTheme,
    SurveyVersion,
    SurveyWords,
    Wave,
)
from portal.surveys.queries.waves import waiting_and_there
from portal.surveys.rules.batches import is_time, parted
from portal.surveys.rules.content import Content, read
from portal.surveys.rules.kinds import YOUNG, Face, Privacy, WordsState
from portal.vault import keys
from portal.vault.sealed import seal_value

ON_THE_WAY = (SurveyDraft, SurveyIntake, SurveyIntakeUsed)
"""In the order in which whoever sends touches them: locked in the same, nobody waits for each other."""
_order = secrets.SystemRandom()


@dataclass(frozen=True)
class _Answer:
    face: Face
    values: str  # JSON


def batch(wave_id: UUID, *, now: datetime, is_closing: bool) -> int:
    """Write what waits in the intake out of it; returns how many answers that were. None while they are too
    few: they wait on, and are not counted anywhere."""
    _hold_everybody_off()
    wave = db.session.get_one(Wave, wave_id)
    waiting, there = waiting_and_there(wave_id)
    if wave.privacy is not Privacy.ANONYMOUS:
        return 0
    if not is_time(waiting, there, wave.least, is_closing=is_closing):
        return 0
    content = read(db.session.get_one(SurveyVersion, wave.version_id).content)
    answers, words = _taken_apart(wave_id, content)
    _write_answers(wave_id, [*_answers_there(wave_id), *answers])
    _write_words(wave_id, words)
    _write_answered(wave_id)
    _empty_the_intake(wave_id)
    db.session.expire_all()
    count_anew(wave_id)
    return waiting


def destroy_rest(wave_id: UUID) -> int:
    """What came too few to be shown safely is destroyed, and what nobody sent. Returns how many answers."""
    _hold_everybody_off()
    waiting, _there = waiting_and_there(wave_id)
    _empty_the_intake(wave_id)
    return waiting


def forget_drafts(wave_id: UUID) -> int:
    """Nobody can send them any more."""
    done = db.session.execute(sa.delete(SurveyDraft).where(SurveyDraft.wave_id == wave_id))
    return int(done.rowcount)  # type: ignore[attr-defined]  # of a delete


def forget_old_drafts(before: date) -> int:
    """What somebody began and has not touched since that day."""
    done = db.session.execute(sa.delete(SurveyDraft).where(SurveyDraft.touched_on < before))
    return int(done.rowcount)  # type: ignore[attr-defined]  # of a delete


def _hold_everybody_off() -> None:
    """Nobody sends until this is over. SQLite has one writer in any case. Where somebody is sending just now
    the batch gives way, long before the database would end one of the two: there is one every minute."""
    if _is_postgresql():
        db.session.execute(sa.text("SET LOCAL lock_timeout = '400ms'"))
        names = ", ".join(table.__tablename__ for table in ON_THE_WAY)
        db.session.execute(sa.text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))


def _taken_apart(wave_id: UUID, content: Content) -> tuple[list[_Answer], list[dict[str, Any]]]:
    answers, words = list[_Answer](), list[dict[str, Any]]()
    for row in _opened(SurveyIntake, wave_id):
        chosen, texts = parted(content, json.loads(row.values or "{}"))
        answers.append(_Answer(row.face, json.dumps(chosen)))
        is_childs = row.face in YOUNG
        words += [_fresh_words(question, text, is_childs) for question, text in texts]
    return answers, words


def _fresh_words(question: str, text: str, is_childs: bool) -> dict[str, Any]:
    return {
        "question": question,
        "is_childs": is_childs,
        "words": text,
        "shown": "",
        "state": WordsState.WAITING,
        "checked_by_id": None,
        "themes_by_id": None,
        "themes": (),
    }


def _answers_there(wave_id: UUID) -> list[_Answer]:
    return [_Answer(row.face, row.values) for row in _opened(SurveyAnswer, wave_id)]


def _opened(table: type[Any], wave_id: UUID) -> Iterable[Any]:
    """The wave's rows, to be read and let go of. Held until the end: words that somebody checks meanwhile
    would be written anew as they were before."""
    rows = sa.select(table).where(table.wave_id == wave_id).with_for_update()
    for row in db.session.scalars(rows.execution_options(populate_existing=True)).all():
        db.session.expunge(row)
        yield row


def _write_answers(wave_id: UUID, answers: list[_Answer]) -> None:
    rows = [_sealed(SurveyAnswer, {"face": one.face}, values=one.values) for one in answers]
    _replace(SurveyAnswer, wave_id, rows)


def _write_words(wave_id: UUID, fresh: list[dict[str, Any]]) -> None:
    """Words that were there keep what was found in them: whether they were checked, what they are about."""
    known = _themes_of(wave_id)
    there = [_words_there(row, known.get(row.id, ())) for row in _opened(SurveyWords, wave_id)]
    rows, themes = list[dict[str, Any]](), list[dict[str, Any]]()
    for one in [*there, *fresh]:
        about = one.pop("themes")
        row = _sealed(SurveyWords, one, words=one.pop("words"), shown=one.pop("shown"))
        rows.append(row)
        themes += [{"words_id": row["id"], "theme": theme} for theme in about]
    _forget_themes(wave_id)
    _replace(SurveyWords, wave_id, rows)
    _insert(SurveyTheme, themes)


def _themes_of(wave_id: UUID) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    whose = sa.select(SurveyWords.id).where(SurveyWords.wave_id == wave_id)
    for row in db.session.execute(sa.select(SurveyTheme.__table__).where(SurveyTheme.words_id.in_(whose))):
        found.setdefault(row.words_id, []).append(row.theme)
    return found


def _words_there(row: SurveyWords, about: Iterable[str]) -> dict[str, Any]:
    kept = ("question", "is_childs", "words", "shown", "state", "checked_by_id", "themes_by_id")
    return {name: getattr(row, name) for name in kept} | {"themes": about}


def _forget_themes(wave_id: UUID) -> None:
    whose = sa.select(SurveyWords.id).where(SurveyWords.wave_id == wave_id)
    db.session.execute(sa.delete(SurveyTheme).where(SurveyTheme.words_id.in_(whose)))


def _write_answered(wave_id: UUID) -> None:
    done = [
        one
        for table in (SurveyAnswered, SurveyIntakeUsed)
        for one in db.session.scalars(sa.select(table.invitation_id).where(table.wave_id == wave_id))
    ]
    _replace(SurveyAnswered, wave_id, [{"invitation_id": one} for one in done])


def _sealed(table: type[Any], columns: dict[str, Any], **texts: str) -> dict[str, Any]:
    """A row with an id of its own, its texts sealed for it."""
    row_id = uuid.uuid4()
    sealed = {
        f"{name}_sealed": seal_value(db.session(), table, f"{name}_sealed", row_id, keys.COUNCIL, text)
        for name, text in texts.items()
    }
    return {"id": row_id, **columns, **sealed}


def _replace(table: type[Any], wave_id: UUID, rows: Sequence[dict[str, Any]]) -> None:
    """These rows instead of the wave's."""
    db.session.execute(sa.delete(table).where(table.wave_id == wave_id))
    _insert(table, [{**row, "wave_id": wave_id} for row in rows])


def _insert(table: type[Any], rows: list[dict[str, Any]]) -> None:
    """In a shuffled order: where a row lies says nothing of when it came."""
    _order.shuffle(rows)
    if rows:
        db.session.execute(sa.insert(table.__table__), rows)


def _empty_the_intake(wave_id: UUID) -> None:
    for table in (SurveyIntake, SurveyIntakeUsed):
        db.session.execute(sa.delete(table).where(table.wave_id == wave_id))
    if _is_postgresql():
        for each in ON_THE_WAY:
            _write_anew(each)


def _write_anew(table: type[Any]) -> None:
    """PostgreSQL leaves deleted rows where they lie: into a new file goes what other waves have here."""
    rest = [dict(row) for row in db.session.execute(sa.select(table.__table__)).mappings()]
    db.session.execute(sa.text(f"TRUNCATE {table.__tablename__}"))
    _insert(table, rest)


def _is_postgresql() -> bool:
    return db.session.get_bind().dialect.name == "postgresql"
