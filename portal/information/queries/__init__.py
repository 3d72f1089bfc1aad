"""Askings about information: a young person's own, and the list of those who decide."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.information.models import Asking
from portal.information.rules import State
from portal.people import queries as people
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.voice.models import Statement
from portal.voice.queries.apart import kept_from, shut_to

KIND = "information_asking"
MOST = 200


@dataclass(frozen=True)
class Row:
    """A line of the list of those who decide."""

    asking: Asking
    name: str


def own_askings(young_person_id: UUID) -> list[Asking]:
    """Their own, the newest first."""
    found = sa.select(Asking).where(Asking.young_person_id == young_person_id)
    return list(db.session.scalars(found.order_by(Asking.at.desc(), Asking.id)))


def own_asking(viewer: Viewer, own_info_asking_id: UUID) -> Subject | None:
    """One of their own. Not while their past is shut."""
    row = db.session.get(Asking, own_info_asking_id)
    if row is None or viewer.young_person_id is None or viewer.past_is_shut:
        return None
    if row.young_person_id != viewer.young_person_id:
        return None
    return Subject(row, row.young_person_id, frozenset({Relation.OWN}), KIND, row.id)


def asking(viewer: Viewer, info_asking_id: UUID) -> Subject | None:
    """One for those who decide, once the duty desk has read it and marked whom it concerns; for nobody it
    concerns, nor those close to them."""
    row = db.session.get(Asking, info_asking_id)
    if row is None or row.state is State.TAKEN_BACK or not _was_read(row):
        return None
    is_shut = viewer.account_id in kept_from(row.statement_id, people.today())
    relations = frozenset({Relation.CONFLICTED}) if is_shut else frozenset()
    return Subject(_rows([row])[0], row.young_person_id, relations, KIND, row.id)


def to_answer(viewer: Viewer) -> list[Row]:
    """Open ones, the soonest due first."""
    return _listed(viewer, State.ASKED)


def answered(viewer: Viewer) -> list[Row]:
    return _listed(viewer, State.ANSWERED)


def _listed(viewer: Viewer, state: State) -> list[Row]:
    found = (
        sa.select(Asking)
        .join(Statement, Statement.id == Asking.statement_id)
        .where(Asking.state == state, Statement.read_at.is_not(None))
        .order_by(Asking.due_on, Asking.id)
        .limit(MOST)
    )
    rows = list(db.session.scalars(found))
    shut = shut_to(viewer.account_id, [row.statement_id for row in rows], people.today()) if rows else set()
    return _rows([row for row in rows if row.statement_id not in shut])


def how_many_unread() -> int:
    """Those the duty desk has not read yet: nobody knows yet whom they concern."""
    found = (
        sa.select(sa.func.count(Asking.id))
        .join(Statement, Statement.id == Asking.statement_id)
        .where(Asking.state == State.ASKED, Statement.read_at.is_(None))
    )
    return db.session.scalar(found) or 0


def _was_read(row: Asking) -> bool:
    said = db.session.get(Statement, row.statement_id)
    return said is not None and said.read_at is not None


def _rows(rows: list[Asking]) -> list[Row]:
    young = people.several(row.young_person_id for row in rows)
    return [Row(row, young[row.young_person_id].called or young[row.young_person_id].name) for row in rows]
