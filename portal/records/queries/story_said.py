"""Pieces of a book that come from what the young person said here: their words, answers, pictures.

Only what their own pages show; what was taken back and what is about being safe is marked, so that it is left
out unless they pick it by itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.records.rules.story import Source, key_of
from portal.voice.models import Addition, Answer, Capture, Reply, Statement
from portal.voice.queries.shown import is_shown
from portal.voice.rules import Desk, SafeNow, Way
from portal.voice.rules.alone import ASKED as ASKED_ALONE
from portal.voice.rules.occasions import is_about_safety

MOST = 300
"""So many of each kind on one page, the newest: a page of ticks that a phone can still show."""

_Wanted = Collection[UUID] | None


@dataclass(frozen=True)
class Asked:
    """A question they were asked, and what they said: a pick of `prompt`, or words."""

    prompt: str
    question: str
    choice: str
    words: str


@dataclass(frozen=True)
class Piece:
    """One thing that can be in the book."""

    key: str
    source: Source
    id: UUID
    at: datetime
    words: str = ""
    title: str = ""
    by: str = ""
    """Who wrote it, when they did not write it themselves."""
    about: str = ""
    """Of a chapter: its kind."""
    from_on: date | None = None
    until_on: date | None = None
    own_side: str = ""
    picture_id: UUID | None = None
    """A picture of their own: something they sent."""
    file_id: UUID | None = None
    """A picture that a worker put to their piece."""
    says: str = ""
    face: str = ""
    wants: str = ""
    way: Way = Way.OWN
    asked: Sequence[Asked] = ()
    safe_now: SafeNow | None = None
    not_safe: bool = False
    is_left_out: bool = False
    """Never offered as if it were nothing: taken back, or about being safe."""
    is_new: bool = False


def said(young_person_id: UUID, only: _Wanted = None) -> list[Piece]:
    """What they said, in the words as they are now. What went to both desks is there once."""
    rows = _statements(young_person_id, only)
    ids = [row.id for row in rows]
    changed, more = _additions(ids)
    replies, captures = _replies(ids), _captures(ids)
    names = names_of({capture.by_id for capture in captures.values()})
    pieces = []
    for row in rows:
        capture = captures.get(row.id)
        words = changed.get(row.id) or row.words
        if capture and row.way is Way.OBSERVED:
            words = words or capture.saw
        asked = tuple(one for one in replies.get(row.id, ()) if not is_about_safety(one.prompt))
        wants = "" if row.id in changed else row.wants
        words = "\n\n".join(text for text in (words, *more.get(row.id, ())) if text)
        if not (words or wants or asked or row.face):
            continue
        pieces.append(
            Piece(
                key=key_of(Source.SAID, row.id),
                source=Source.SAID,
                id=row.id,
                at=row.sent_at,
                words=words,
                wants=wants,
                face=row.face.value if row.face else "",
                by=names.get(capture.by_id, "") if capture else "",
                way=row.way,
                asked=asked,
                is_left_out=row.taken_back_at is not None or _is_about_being_safe(row),
            )
        )
    return pieces


def _is_about_being_safe(row: Statement) -> bool:
    """They said that they are not safe, or asked to be seen alone: their words may say of whom."""
    return row.not_safe_button or row.safe_now is SafeNow.NO or row.asked == ASKED_ALONE


def safety(young_person_id: UUID, only: _Wanted = None) -> list[Piece]:
    """Their answers about being safe: each by itself, and never unless they ask for it."""
    rows = _statements(young_person_id, only)
    replies = _replies([row.id for row in rows])
    pieces = []
    for row in rows:
        asked = tuple(one for one in replies.get(row.id, ()) if is_about_safety(one.prompt))
        if row.safe_now or row.not_safe_button or asked:
            pieces.append(
                Piece(
                    key=key_of(Source.SAFETY, row.id),
                    source=Source.SAFETY,
                    id=row.id,
                    at=row.sent_at,
                    asked=asked,
                    safe_now=row.safe_now,
                    not_safe=row.not_safe_button,
                    is_left_out=True,
                )
            )
    return pieces


def answers(young_person_id: UUID, only: _Wanted = None) -> list[Piece]:
    """What they were answered, once they opened it."""
    wanted = (
        sa.select(Answer, Statement.taken_back_at)
        .join(Statement, Statement.id == Answer.statement_id)
        .where(Answer.young_person_id == young_person_id, Answer.read_at.is_not(None), is_shown())
        .order_by(Answer.at.desc(), Answer.id)
        .limit(MOST)
    )
    rows = db.session.execute(wanted if only is None else wanted.where(Answer.id.in_(list(only)))).all()
    names = names_of({answer.by_id for answer, _back in rows})
    return [
        Piece(
            key=key_of(Source.ANSWER, answer.id),
            source=Source.ANSWER,
            id=answer.id,
            at=answer.at,
            by=names.get(answer.by_id, ""),
            words="\n\n".join(t for t in (answer.understood, answer.did, answer.will_do, answer.reason) if t),
            is_left_out=back is not None,
        )
        for answer, back in rows
    ]


def _statements(young_person_id: UUID, only: _Wanted) -> list[Statement]:
    wanted = (
        sa.select(Statement)
        .where(Statement.young_person_id == young_person_id, is_shown())
        .order_by(Statement.sent_at.desc(), Statement.id)
        .limit(MOST)
    )
    rows = db.session.scalars(wanted if only is None else wanted.where(Statement.id.in_(list(only)))).all()
    if only is not None:
        return list(rows)
    councils = {row.send_once for row in rows if row.desk is Desk.COUNCIL}
    return [row for row in rows if row.desk is Desk.COUNCIL or row.send_once not in councils]


def _additions(ids: Sequence[UUID]) -> tuple[dict[UUID, str], dict[UUID, list[str]]]:
    """The words put in place of the first ones, and what was added."""
    rows = db.session.scalars(
        sa.select(Addition).where(Addition.statement_id.in_(ids)).order_by(Addition.at, Addition.id)
    )
    changed: dict[UUID, str] = {}
    more: dict[UUID, list[str]] = {}
    for row in rows:
        if row.replaces:
            changed[row.statement_id] = row.words
        else:
            more.setdefault(row.statement_id, []).append(row.words)
    return changed, more


def _replies(ids: Sequence[UUID]) -> dict[UUID, list[Asked]]:
    found: dict[UUID, list[Asked]] = {}
    rows = db.session.scalars(sa.select(Reply).where(Reply.statement_id.in_(ids)).order_by(Reply.place))
    for row in rows:
        found.setdefault(row.statement_id, []).append(Asked(row.prompt, row.question, row.choice, row.words))
    return found


def _captures(ids: Sequence[UUID]) -> dict[UUID, Capture]:
    rows = db.session.scalars(sa.select(Capture).where(Capture.statement_id.in_(ids)))
    return {row.statement_id: row for row in rows}
