"""Second opinions: what is looked at again, by whom it was, and where two people differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal import db
from portal.coding.models import Coding
from portal.coding.queries import Sorted, sorted_by
from portal.kit import clock
from portal.policy.viewer import Subject, Viewer
from portal.sorting.models import SecondSorting, Taking, Unsure
from portal.sorting.rules.second import WITHIN, is_drawn
from portal.sorting.rules.taking import UNDO_WITHIN
from portal.vault import keys
from portal.voice.models import Statement
from portal.voice.queries.desk import AtDesk, at_desk, at_desk_to_change, listed_for, shut_to_viewer

_MOST = 1_000
"""So many of the newest are gone through for those that are drawn."""


@dataclass(frozen=True)
class Two:
    """Two opinions of one statement, and what counts now."""

    found: AtDesk
    second: SecondSorting
    counts: Sorted | None


@dataclass(frozen=True)
class Differs:
    """A line of the list of those that two people see differently: nothing of what was said."""

    statement_id: UUID
    said_at: datetime
    at: datetime
    first_by_id: UUID
    by_id: UUID


def second_waiting(viewer: Viewer) -> sa.Select[Statement]:
    """Sorted by somebody else, and not looked at again by anybody."""
    looked = sa.select(SecondSorting.id).where(SecondSorting.statement_id == Statement.id)
    by_others = sa.select(Coding.id).where(
        Coding.statement_id == Statement.id,
        Coding.by_id != viewer.account_id,
        Coding.set_aside_at.is_(None),
    )
    return listed_for(viewer).where(
        Statement.taken_back_at.is_(None),
        by_others.correlate(Statement).exists(),
        ~looked.correlate(Statement).exists(),
    )


def left_for_second(viewer: Viewer, now: datetime) -> list[UUID]:
    """Those that were drawn and wait for the viewer's opinion, the oldest sorting first. Not what can still
    be undone, what somebody else has before them, and what the viewer was not sure about."""
    has_it = sa.select(Taking.id).where(
        Taking.statement_id == Statement.id, Taking.account_id != viewer.account_id, Taking.until > now
    )
    unsure = sa.select(Unsure.id).where(
        Unsure.statement_id == Statement.id, Unsure.by_id == viewer.account_id
    )
    first = aliased(Coding)
    found = db.session.execute(
        second_waiting(viewer)
        .with_only_columns(Statement.id)
        .join(first, first.statement_id == Statement.id)
        .where(
            first.at.between(now - WITHIN, now - UNDO_WITHIN),
            ~has_it.correlate(Statement).exists(),
            ~unsure.correlate(Statement).exists(),
        )
        .order_by(first.at.desc(), Statement.id)
        .limit(_MOST)
    )
    drawn = [one for (one,) in found if is_drawn(keys.blind("sorted twice", str(one)))]
    if not drawn:
        return []
    some = db.session.scalars(sa.select(Statement).where(Statement.id.in_(drawn))).all()
    shut = shut_to_viewer(viewer, some)
    return [one for one in reversed(drawn) if one not in shut]


def by_whom(statement_id: UUID) -> UUID | None:
    """Who gave the second opinion of a statement."""
    return db.session.scalar(sa.select(SecondSorting.by_id).where(SecondSorting.statement_id == statement_id))


def second_of(statement_id: UUID) -> SecondSorting | None:
    """The second opinion of a statement, if somebody gave one."""
    return db.session.scalars(
        sa.select(SecondSorting)
        .where(SecondSorting.statement_id == statement_id)
        .execution_options(populate_existing=True)
    ).one_or_none()


def seconds_done(account_id: UUID) -> int:
    """How many second opinions somebody has given."""
    theirs = sa.select(sa.func.count()).select_from(SecondSorting).where(SecondSorting.by_id == account_id)
    return db.session.scalar(theirs) or 0


def two_opinions(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """A statement that two people see differently, for those two; once it is settled too. None for others."""
    return _two(viewer, at_desk(viewer, statement_id))


def two_opinions_to_change(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """The same with its row locked."""
    return _two(viewer, at_desk_to_change(viewer, statement_id))


def _two(viewer: Viewer, subject: Subject | None) -> Subject | None:
    second = second_of(subject.thing.statement.id) if subject else None
    if subject is None or second is None or viewer.account_id not in (second.by_id, second.first_by_id):
        return None
    if subject.thing.statement.taken_back_at:
        return None
    is_fresh = second.settled is None and clock.now() - second.at <= UNDO_WITHIN
    if is_fresh and second.by_id == viewer.account_id:
        return None  # theirs can still be undone: whoever has seen the other one could make it agree
    two = Two(subject.thing, second, sorted_by(subject.thing.statement.id))
    return Subject(two, subject.young_person_id, subject.relations, subject.kind, subject.id)


def differing(viewer: Viewer, most: int = 50) -> list[Differs]:
    """Those that the viewer and somebody else see differently and that nobody settled, the oldest first."""
    me = viewer.account_id
    asked = (
        listed_for(viewer)
        .add_columns(SecondSorting)
        .join(SecondSorting, SecondSorting.statement_id == Statement.id)
        .where(
            Statement.taken_back_at.is_(None),
            SecondSorting.settled.is_(None),
            sa.or_(
                sa.and_(SecondSorting.by_id == me, SecondSorting.at < clock.now() - UNDO_WITHIN),
                SecondSorting.first_by_id == me,
            ),
        )
        .order_by(SecondSorting.at, SecondSorting.id)
        .limit(most)
    )
    rows: Sequence[tuple[Statement, SecondSorting]] = [(one, two) for one, two in db.session.execute(asked)]
    shut = shut_to_viewer(viewer, [one for one, _ in rows])
    return [
        Differs(one.id, one.sent_at, two.at, two.first_by_id, two.by_id)
        for one, two in rows
        if one.id not in shut
    ]
