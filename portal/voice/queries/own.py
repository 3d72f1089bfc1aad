"""What a young person sees of what they said: the list, one conversation, who has it and who opened it.

Everything here is theirs. What was said before a lost way in stays shut until somebody checked in person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal import db
from portal.accounts.queries.around import names_of
from portal.audit.models import Event
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.voice.models import Answer, Statement
from portal.voice.queries.after import changed_words
from portal.voice.queries.conversation import Own, conversation
from portal.voice.queries.drafts import past_shut_at
from portal.voice.queries.shown import is_shown
from portal.voice.rules import Desk, SafeNow, Way
from portal.voice.rules.saying import State, state_of

PAGE_SIZE = 15


@dataclass(frozen=True)
class Row:
    """A line of their list."""

    id: UUID
    sent_at: datetime
    words: str
    state: State
    desk: Desk
    only_not_safe: bool
    way: Way
    asked: str


@dataclass(frozen=True)
class Listed:
    rows: Sequence[Row]
    total: int
    some_are_shut: bool


@dataclass(frozen=True)
class Opened:
    """Somebody opened it: who and when first."""

    name: str
    at: datetime


def said_by(viewer: Viewer, page: int) -> Listed:
    """What they said, newest first, a page of it."""
    theirs = sa.select(Statement).where(Statement.young_person_id == viewer.young_person_id, is_shown())
    open_to = theirs.where(*_not_shut(viewer))
    statements = db.session.scalars(
        open_to.options(selectinload(Statement.answers))
        .order_by(Statement.sent_at.desc(), Statement.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    total, shown = _count(theirs), _count(open_to)
    changed = changed_words([statement.id for statement in statements])
    return Listed([_row(one, changed.get(one.id)) for one in statements], shown, shown < total)


def new_answers(viewer: Viewer) -> int:
    """How many of the things they said have an answer they have not opened: for the start page."""
    unread = sa.select(Answer.id).where(Answer.statement_id == Statement.id, Answer.read_at.is_(None))
    theirs = sa.select(Statement).where(
        Statement.young_person_id == viewer.young_person_id,
        is_shown(),
        Statement.taken_back_at.is_(None),
        unread.exists(),
        *_not_shut(viewer),
    )
    return _count(theirs)


def own_statement(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """Something they said, for its own young person; None for anybody else's, and while the past is shut."""
    statement = db.session.scalars(
        sa.select(Statement)
        .where(Statement.id == statement_id, is_shown(), *_not_shut(viewer))
        .options(
            selectinload(Statement.topics),
            selectinload(Statement.recipients),
            selectinload(Statement.concerns),
            selectinload(Statement.answers),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()
    if statement is None:
        return None
    own = viewer.young_person_id is not None and viewer.young_person_id == statement.young_person_id
    relations = frozenset({Relation.OWN}) if own else frozenset[Relation]()
    thing = conversation(statement) if own else None
    return Subject(thing, statement.young_person_id, relations, "statement", statement.id)


def own_answer(viewer: Viewer, statement_id: UUID, answer_id: UUID) -> Subject | None:
    """The same, when it holds this answer."""
    subject = own_statement(viewer, statement_id)
    if subject is None or subject.thing is None:
        return subject
    answer = next((a for a in subject.thing.answers if a.id == answer_id), None)
    return (
        None
        if answer is None
        else Subject((subject.thing, answer), subject.young_person_id, subject.relations, "answer", answer_id)
    )


def opened_by(own: Own) -> list[Opened]:
    """Who opened it, first times, oldest first. What the safety team did shows when it is safe to show."""
    events = db.session.execute(
        sa.select(Event.actor_id, sa.func.min(Event.at))
        .where(
            Event.young_person_id == own.young_person_id,
            Event.subject_id == own.id,
            Event.actor_role.not_in(("young_person", "refused")),
            Event.actor_id.is_not(None),
            sa.or_(Event.safety.is_(False), Event.shown_at.is_not(None)),
        )
        .group_by(Event.actor_id)
    )
    first = {actor_id: at for actor_id, at in events if actor_id}
    names = names_of(first)
    return sorted((Opened(names.get(a, ""), at) for a, at in first.items()), key=lambda one: one.at)


def _count(rows: sa.Select[Statement]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(rows.subquery())) or 0


def _not_shut(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    shut_at = past_shut_at(viewer.account_id) if viewer.past_is_shut else None
    return [Statement.sent_at >= shut_at, Statement.by_old_way.is_(False)] if shut_at else []


def _row(statement: Statement, changed: str | None) -> Row:
    latest = statement.answers[-1] if statement.answers else None
    state = state_of(
        taken_back_at=statement.taken_back_at,
        read_at=statement.read_at,
        answered=latest is not None,
        answer_read_at=latest.read_at if latest else None,
        says=latest.says if latest else None,
    )
    not_safe = statement.not_safe_button or statement.safe_now is SafeNow.NO
    words = changed or statement.words or statement.wants
    alone = not_safe and not words
    kind = (statement.desk, alone, statement.way, statement.asked)
    return Row(statement.id, statement.sent_at, words, state, *kind)
