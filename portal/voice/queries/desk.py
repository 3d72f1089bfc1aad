"""The duty desk: its list, one statement on it, and the people its pages offer to pick."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal import db
from portal.accounts.queries.around import names_of
from portal.people import queries as people
from portal.policy.roles import Relation, Role
from portal.policy.viewer import Subject, Viewer
from portal.voice.models import Call, Concern, Statement
from portal.voice.queries.apart import is_let_in, is_written_down_for, kept_from, shut_to, was_let_in
from portal.voice.queries.desk_languages import nobody_reads, read_on_duty
from portal.voice.queries.naming import has_number, is_named
from portal.voice.rules import Desk, Level, SafeNow
from portal.voice.rules.desk import LEVEL_ORDER

PAGE_SIZE = 25
_LEVEL = sa.case({level.value: place for place, level in enumerate(LEVEL_ORDER)}, value=Statement.level)
_ANSWERED = sa.case((sa.or_(Statement.not_safe_button, Statement.safe_now == SafeNow.NO), 0), else_=1)
"""A direct "I'm not safe" comes before what words only suggest."""


@dataclass(frozen=True)
class AtDesk:
    """A statement on the desk, everything that belongs to it loaded, and who is kept from it."""

    statement: Statement
    apart: dict[UUID, str]
    concern: Concern | None = None


@dataclass(frozen=True)
class Row:
    """A line of the desk's list. It holds no word of what was said."""

    id: UUID
    name: str
    level: Level
    why: Sequence[dict[str, Any]]
    sent_at: datetime
    read_by_at: datetime
    is_past: bool
    taken_by: str
    taken_by_me: bool
    is_good_news: bool
    is_taken_back: bool
    read_at: datetime | None = None
    read_by: str = ""
    is_foreign: bool = False
    """Nobody on duty reads the language of its words."""


@dataclass(frozen=True)
class Search:
    """What somebody looks for among what was read: a name or number, sent from and to (both included)."""

    text: str = ""
    sent_from: datetime | None = None
    sent_before: datetime | None = None


@dataclass(frozen=True)
class Found:
    rows: Sequence[Row]
    total: int


def at_desk(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """A statement for somebody who opens it at the desk."""
    return _subject(viewer, statement_id, lock=False)


def at_desk_to_change(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """The same with its row locked, so that of two people who act at once the second sees the first."""
    return _subject(viewer, statement_id, lock=True)


def concern_at_desk(viewer: Viewer, statement_id: UUID, concern_id: UUID) -> Subject | None:
    """One of the people a statement was marked to concern."""
    subject = _subject(viewer, statement_id, lock=True)
    if subject is None:
        return None
    found: AtDesk = subject.thing
    concern = next((c for c in found.statement.concerns if c.id == concern_id), None)
    if concern is None:
        return None
    thing = AtDesk(found.statement, found.apart, concern)
    return Subject(thing, subject.young_person_id, subject.relations, subject.kind, subject.id)


def _subject(viewer: Viewer, statement_id: UUID, *, lock: bool) -> Subject | None:
    statement = load(statement_id, lock=lock)
    if statement is None:
        return None
    apart = kept_from(statement.id, people.today())
    relations = set()
    if viewer.account_id in apart and not is_let_in(viewer.account_id, statement_id, apart):
        relations.add(Relation.CONFLICTED)
    if statement.desk is Desk.ADVOCATE:
        relations.add(Relation.ADVOCATE_OF)
    if statement.taken_by_id == viewer.account_id or _was_called(viewer.account_id, statement.id):
        relations.add(Relation.PAGED)
    thing = AtDesk(statement, apart)
    return Subject(thing, statement.young_person_id, frozenset(relations), "statement", statement.id)


def load(statement_id: UUID, *, lock: bool = False) -> Statement | None:
    """A statement with all that belongs to it, or None."""
    if lock:
        db.session.execute(sa.select(Statement.id).where(Statement.id == statement_id).with_for_update())
    everything = (
        selectinload(part)
        for part in (
            Statement.topics,
            Statement.recipients,
            Statement.concerns,
            Statement.handlings,
            Statement.answers,
        )
    )
    return db.session.scalars(
        sa.select(Statement)
        .where(Statement.id == statement_id)
        .options(*everything)
        .execution_options(populate_existing=True)
    ).one_or_none()


def _was_called(account_id: UUID, statement_id: UUID) -> bool:
    called = sa.select(Call.id).where(Call.statement_id == statement_id, Call.account_id == account_id)
    return bool(db.session.scalar(sa.select(called.exists())))


def reads_everything(viewer: Viewer) -> bool:
    """Trained readers and safety leads see the whole list; others what they were called to."""
    return bool(viewer.roles & {Role.READER, Role.SAFETY_LEAD})


def to_read(viewer: Viewer, now: datetime) -> list[Row]:
    """Everything not read yet that this person may read: now, soon, rest; direct answers, then the oldest."""
    unread = listed_for(viewer).where(Statement.read_at.is_(None))
    statements = db.session.scalars(unread.order_by(_LEVEL, _ANSWERED, Statement.sent_at, Statement.id)).all()
    return as_rows(viewer, statements, now)


def already_read(viewer: Viewer, search: Search, now: datetime, *, page: int, size: int = PAGE_SIZE) -> Found:
    """What was read, newest first, a page of it. Nothing ever leaves this list."""
    listed = _searched(listed_for(viewer).where(Statement.read_at.is_not(None)), search)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(listed.subquery())) or 0
    statements = db.session.scalars(
        listed.order_by(Statement.sent_at.desc(), Statement.id).limit(size).offset((page - 1) * size)
    ).all()
    return Found(as_rows(viewer, statements, now), total)


def listed_for(viewer: Viewer) -> sa.Select[Statement]:
    """What stands on the desk for this person: everything, or what they were called to."""
    listed = sa.select(Statement).where(
        Statement.desk == Desk.COUNCIL,
        sa.or_(~is_written_down_for(viewer.account_id), was_let_in(viewer.account_id)),
    )
    if reads_everything(viewer):
        return listed
    called = (
        sa.select(Call.id)
        .where(Call.statement_id == Statement.id, Call.account_id == viewer.account_id)
        .correlate(Statement)
        .exists()
    )
    mine = sa.or_(called, Statement.taken_by_id == viewer.account_id)
    return listed.where(mine, Statement.is_good_news.is_(False))


def _searched(listed: sa.Select[Statement], search: Search) -> sa.Select[Statement]:
    if search.sent_from:
        listed = listed.where(Statement.sent_at >= search.sent_from)
    if search.sent_before:
        listed = listed.where(Statement.sent_at < search.sent_before)
    if not search.text.strip():
        return listed
    return listed.where(sa.or_(is_named(search.text), has_number(search.text)))


def as_rows(viewer: Viewer, statements: Sequence[Statement], now: datetime) -> list[Row]:
    """Lines of a list, without what the viewer has come too close to since it was marked."""
    shut = shut_to_viewer(viewer, statements)
    young = people.several(s.young_person_id for s in statements)
    names = names_of(_ids(one for s in statements for one in (s.taken_by_id, s.read_by_id)))
    known = read_on_duty(now, zone()) if any(s.read_at is None for s in statements) else frozenset[str]()
    return [
        Row(
            id=s.id,
            name=young[s.young_person_id].name,
            level=s.level,
            why=reasons_of(s),
            sent_at=s.sent_at,
            read_by_at=s.read_by_at,
            is_past=s.read_at is None and s.read_by_at < now,
            taken_by=names.get(s.taken_by_id, "") if s.taken_by_id else "",
            taken_by_me=s.taken_by_id == viewer.account_id,
            is_good_news=s.is_good_news,
            is_taken_back=s.taken_back_at is not None,
            read_at=s.read_at,
            read_by=names.get(s.read_by_id, "") if s.read_by_id else "",
            is_foreign=s.read_at is None and nobody_reads(s, known),
        )
        for s in statements
        if s.id not in shut
    ]


def shut_to_viewer(viewer: Viewer, statements: Sequence[Statement]) -> set[UUID]:
    """Those of the statements that must not be opened by the viewer."""
    on, me = people.today(), viewer.account_id
    shut = shut_to(me, [s.id for s in statements], on)
    return {one for one in shut if not is_let_in(me, one, kept_from(one, on))}


def _ids(ids: Iterable[UUID | None]) -> set[UUID]:
    return {one for one in ids if one}


def reasons_of(statement: Statement) -> list[dict[str, Any]]:
    """What put it at its level, as the first engine wrote it down: each with its `kind`."""
    found = json.loads(statement.level_why or "[]")
    return [one if isinstance(one, dict) else {"kind": str(one)} for one in found]


def today() -> date:
    """The council's date now."""
    return people.today()


def zone() -> ZoneInfo:
    """The council's time zone."""
    return people.zone()
