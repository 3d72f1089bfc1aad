"""Files of a draft: sent with what was said, taken off it, thrown away. See `files_taking`, `files_desk`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.vault.files import keeping
from portal.vault.models import StoredFile
from portal.voice.models import Attachment, Statement
from portal.voice.queries import files as queries
from portal.voice.rules import Level


def remove(attachment: Attachment) -> None:
    """They do not want to send it after all. Only of a draft: nothing that was sent is ever removed."""
    if attachment.statement_id is None:
        _let_go([attachment])


def throw_away(young_person_id: UUID, send_once: UUID) -> int:
    """The draft was thrown away: its files are gone for good. Returns how many there were."""
    return _let_go(queries.waiting(young_person_id, send_once))


def claim(young_person_id: UUID, send_once: UUID, statements: Sequence[Statement], now: datetime) -> int:
    """The draft's files become those of the statements it was sent as. Returns how many files there were.

    `statements`: of the parts that hold them, so not what tells the council only that somebody is not safe
    while the words are an advocate's. What went to both desks is stored once. To be called before anybody is
    told of the statements: a file that no engine can read lifts them in the desk's list."""
    files = queries.waiting(young_person_id, send_once)
    if not statements:
        return 0
    first, *others = statements
    for one in files:
        one.statement_id, one.send_once = first.id, first.send_once
        db.session.add_all(_twin(one, other) for other in others)
    if files:
        for statement in statements:
            _lift(statement, files)
    db.session.flush()
    return len(files)


def _twin(one: Attachment, statement: Statement) -> Attachment:
    twin = Attachment(
        young_person_id=one.young_person_id,
        send_once=statement.send_once,
        statement_id=statement.id,
        kind=one.kind,
        place=one.place,
        made_at=one.made_at,
        shown_id=one.shown_id,
        original_id=one.original_id,
        width=one.width,
        height=one.height,
        seconds=one.seconds,
        sealed_at=one.sealed_at,
        sealed_by_young_person=one.sealed_by_young_person,
        seal_why=one.seal_why,
    )
    twin.says = one.says
    return twin


def _lift(statement: Statement, files: Iterable[Attachment]) -> None:
    """The engine cannot hear a voice or see a picture: without words it never stands among the rest, and what
    their young person sealed for the police is looked at now."""
    sealed = any(one.sealed_at for one in files)
    order = list(Level)
    least = Level.NOW if sealed else Level.SOON
    if (statement.words or statement.wants) and not sealed:
        return
    statement.is_good_news = False
    if order.index(statement.level) > order.index(least):
        statement.level = least
    why = json.loads(statement.level_why or "[]")
    statement.level_why = json.dumps([*why, {"kind": "sealed_file" if sealed else "only_files"}])


def forget_never_sent(before: datetime) -> int:
    """Files that were added to a draft before then and never sent."""
    return _let_go(
        db.session.scalars(
            sa.select(Attachment).where(Attachment.statement_id.is_(None), Attachment.made_at < before)
        ).all()
    )


def _let_go(rows: Sequence[Attachment]) -> int:
    for row in rows:
        stored = [row.shown_id, row.original_id]
        db.session.delete(row)
        db.session.flush()
        drop_if_unused(stored)
    return len(rows)


def drop_if_unused(stored: Iterable[UUID | None]) -> int:
    """Stored files that no attachment holds any more are gone; a twin at the other desk may need one yet."""
    gone = 0
    for stored_id in stored:
        held = sa.or_(Attachment.shown_id == stored_id, Attachment.original_id == stored_id)
        if stored_id and db.session.scalar(sa.select(Attachment.id).where(held).limit(1)) is None:
            keeping.let_go(db.session.get_one(StoredFile, stored_id))
            gone += 1
    return gone
