"""The advocacy provider's own desk: what young people told an advocate. The council sees none of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal import db
from portal.accounts.queries.around import names_of
from portal.people import queries as people
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.voice.models import Addition, Answer, Statement
from portal.voice.queries.apart import is_written_down_for, kept_from, shut_to
from portal.voice.queries.desk import load
from portal.voice.rules import Desk, Level, Says

PAGE_SIZE = 25


@dataclass(frozen=True)
class ForAdvocate:
    """A statement on the provider's desk, for one of its advocates."""

    statement: Statement
    apart: dict[UUID, str]
    was_passed_on: bool


@dataclass(frozen=True)
class AdvocateRow:
    """A line of the provider's list, without a word of what was said."""

    id: UUID
    name: str
    level: Level
    sent_at: datetime
    read_at: datetime | None
    read_by: str
    answered_at: datetime | None
    answer_read: bool
    wants_call: bool
    is_open_again: bool
    has_new_words: bool  # added or changed, and nobody has read that yet


@dataclass(frozen=True)
class AddedForAdvocate:
    """One addition, with its statement as the provider's desk has it."""

    found: ForAdvocate
    addition: Addition


def for_advocate(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """One statement for an advocate."""
    return _subject(viewer, statement_id, lock=False)


def for_advocate_to_change(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """The same with its row locked."""
    return _subject(viewer, statement_id, lock=True)


def addition_for_advocate(viewer: Viewer, statement_id: UUID, addition_id: UUID) -> Subject | None:
    """One addition for an advocate who marks it read; the statement's row is locked."""
    subject = for_advocate_to_change(viewer, statement_id)
    addition = db.session.get(Addition, addition_id)
    if subject is None or addition is None or addition.statement_id != statement_id:
        return None
    return replace(subject, thing=AddedForAdvocate(subject.thing, addition))


def _subject(viewer: Viewer, statement_id: UUID, *, lock: bool) -> Subject | None:
    statement = load(statement_id, lock=lock)
    if statement is None or statement.desk is not Desk.ADVOCATE:
        return None
    apart = kept_from(statement_id, people.today())
    relations = {Relation.ADVOCATE_OF}
    if viewer.account_id in apart:
        relations.add(Relation.CONFLICTED)
    thing = ForAdvocate(statement, apart, passed_on(statement) is not None)
    # Another kind in the log: the council's own pages about it must be able to leave it out.
    return Subject(thing, statement.young_person_id, frozenset(relations), "advocate_statement", statement_id)


def passed_on(statement: Statement) -> Statement | None:
    """What the council's safety team was sent about this by an advocate, if anything."""
    return db.session.scalars(
        sa.select(Statement).where(
            Statement.young_person_id == statement.young_person_id,
            Statement.desk == Desk.COUNCIL,
            Statement.send_once == statement.id,
        )
    ).one_or_none()


def is_open_again() -> sa.ColumnElement[bool]:
    """They said of the latest answer that it is not sorted, and did not take it back."""
    newer = aliased(Answer)
    later = sa.select(newer.id).where(newer.statement_id == Answer.statement_id, newer.at > Answer.at)
    said = sa.select(Answer.id).where(
        Answer.statement_id == Statement.id,
        Answer.says == Says.NOT_SORTED,
        ~later.correlate(Answer).exists(),
    )
    return sa.and_(Statement.taken_back_at.is_(None), said.correlate(Statement).exists())


def has_new_words() -> sa.ColumnElement[bool]:
    """Something was added to it or changed, and nobody has read that."""
    new = sa.select(Addition.id).where(Addition.statement_id == Statement.id, Addition.read_at.is_(None))
    return new.correlate(Statement).exists()


def waits_for_an_advocate() -> sa.ColumnElement[bool]:
    """Nobody has read it, or what was added to it, or it is open again."""
    waits = sa.or_(Statement.read_at.is_(None), has_new_words(), is_open_again())
    return sa.and_(Statement.desk == Desk.ADVOCATE, waits)


def to_read(viewer: Viewer) -> Sequence[AdvocateRow]:
    """What no advocate has read yet, new words too, and what is open again: most urgent, then oldest."""
    level = sa.case({"now": 0, "soon": 1, "rest": 2}, value=Statement.level)
    listed = _listed(viewer).where(waits_for_an_advocate())
    return _rows(viewer, db.session.scalars(listed.order_by(level, Statement.sent_at, Statement.id)).all())


def already_read(viewer: Viewer, *, page: int) -> tuple[Sequence[AdvocateRow], int]:
    """What was read, with all that was added, and is not open again, newest first, and how many there are."""
    listed = _listed(viewer).where(~waits_for_an_advocate())
    total = db.session.scalar(sa.select(sa.func.count()).select_from(listed.subquery())) or 0
    rows = db.session.scalars(
        listed.order_by(Statement.sent_at.desc(), Statement.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    return _rows(viewer, rows), total


def _listed(viewer: Viewer) -> sa.Select[Statement]:
    return sa.select(Statement).where(
        Statement.desk == Desk.ADVOCATE, ~is_written_down_for(viewer.account_id)
    )


def _rows(viewer: Viewer, statements: Sequence[Statement]) -> list[AdvocateRow]:
    ids = [s.id for s in statements]
    shut = shut_to(viewer.account_id, ids, people.today())
    young = people.several(s.young_person_id for s in statements)
    names = names_of(s.read_by_id for s in statements if s.read_by_id)
    answers = {
        answer.statement_id: answer
        for answer in db.session.scalars(
            sa.select(Answer).where(Answer.statement_id.in_(ids)).order_by(Answer.at, Answer.id)
        )
    }
    new = sa.select(Addition.statement_id).where(Addition.statement_id.in_(ids), Addition.read_at.is_(None))
    new_words = set(db.session.scalars(new))
    found = []
    for s in statements:
        answer = answers.get(s.id)
        row = AdvocateRow(
            s.id,
            young[s.young_person_id].called or young[s.young_person_id].name,
            s.level,
            s.sent_at,
            s.read_at,
            names.get(s.read_by_id, "") if s.read_by_id else "",
            answer.at if answer else None,
            bool(answer and answer.read_at),
            s.wants_call,
            bool(answer and answer.says is Says.NOT_SORTED and not s.taken_back_at),
            s.id in new_words,
        )
        if s.id not in shut:
            found.append(row)
    return found
