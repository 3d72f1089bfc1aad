"""What was added or changed after it was sent: what waits at the desk, and one of them to be marked read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people import queries as people
from portal.policy.viewer import Subject, Viewer
from portal.voice.models import Addition, Statement
from portal.voice.queries.desk import AtDesk, at_desk_to_change, listed_for, shut_to_viewer
from portal.voice.rules import Desk, Level
from portal.voice.rules.desk import LEVEL_ORDER


@dataclass(frozen=True)
class Added:
    """A line of the desk's list: something was added to what was read, or changed. No word of it."""

    id: UUID  # the statement's
    name: str
    level: Level
    at: datetime
    read_by_at: datetime
    is_past: bool
    replaces: bool
    is_taken_back: bool


@dataclass(frozen=True)
class AddedAtDesk:
    """One addition, with its statement as the desk has it."""

    found: AtDesk
    addition: Addition


def unread_additions(viewer: Viewer, now: datetime) -> list[Added]:
    """What was added to statements that were read already: now, soon, rest, then the oldest. What belongs to
    one that is not read yet stands in the list with it."""
    rows = db.session.execute(
        listed_for(viewer)
        .add_columns(Addition)
        .join(Addition, Addition.statement_id == Statement.id)
        .where(Addition.read_at.is_(None), Statement.read_at.is_not(None))
        .order_by(Addition.at, Addition.id)
    ).all()
    shut = shut_to_viewer(viewer, [statement for statement, _ in rows])
    young = people.several(statement.young_person_id for statement, _ in rows)
    found = [
        Added(
            id=statement.id,
            name=young[statement.young_person_id].name,
            level=addition.level,
            at=addition.at,
            read_by_at=addition.read_by_at,
            is_past=addition.read_by_at < now,
            replaces=addition.replaces,
            is_taken_back=statement.taken_back_at is not None,
        )
        for statement, addition in rows
        if statement.id not in shut
    ]
    return sorted(found, key=lambda one: LEVEL_ORDER.index(one.level))


def addition_at_desk(viewer: Viewer, statement_id: UUID, addition_id: UUID) -> Subject | None:
    """One addition for somebody who marks it read; the statement's row is locked."""
    subject = at_desk_to_change(viewer, statement_id)
    addition = db.session.get(Addition, addition_id)
    if subject is None or addition is None or addition.statement_id != statement_id:
        return None
    return replace(subject, thing=AddedAtDesk(subject.thing, addition))


def additions_of(statement_id: UUID) -> Sequence[Addition]:
    """All that was added to one statement, oldest first."""
    return db.session.scalars(
        sa.select(Addition).where(Addition.statement_id == statement_id).order_by(Addition.at, Addition.id)
    ).all()


def changed_to(statement_id: UUID) -> Addition | None:
    """The words they put in place of the first ones, the newest; None when they never did."""
    return next((one for one in reversed(additions_of(statement_id)) if one.replaces), None)


def changed_words(statement_ids: Sequence[UUID]) -> dict[UUID, str]:
    """For a list: the newest words of each that was changed."""
    rows = db.session.scalars(
        sa.select(Addition)
        .where(Addition.statement_id.in_(statement_ids), Addition.replaces.is_(True))
        .order_by(Addition.at, Addition.id)
    )
    return {row.statement_id: row.words for row in rows}


def sent_before(statement_id: UUID, send_once: UUID) -> bool:
    """Whether this form has come already."""
    same = (Addition.statement_id == statement_id, Addition.send_once == send_once)
    return db.session.scalar(sa.select(Addition.id).where(*same)) is not None


def unread_of_read(*conditions: sa.ColumnElement[bool]) -> Iterator[tuple[Statement, Addition]]:
    """Additions nobody at the council's desk has read, of statements that were read there: each row locked
    while it is handled. An advocate's are the provider's own."""
    wanted = (Addition.read_at.is_(None), *conditions)
    ids = db.session.scalars(
        sa.select(Addition.id)
        .join(Statement, Statement.id == Addition.statement_id)
        .where(Statement.read_at.is_not(None), Statement.desk == Desk.COUNCIL, *wanted)
        .order_by(Addition.at)
    ).all()
    for addition_id in ids:
        addition = db.session.scalars(
            sa.select(Addition)
            .where(Addition.id == addition_id, *wanted)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        ).one_or_none()
        if addition is not None:
            yield db.session.get_one(Statement, addition.statement_id), addition
