"""Thank-yous: all of them for complaints managers, their own for everybody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries import staff
from portal.accounts.queries.around import names_of
from portal.complaints.models import Compliment
from portal.kit.pages import Page
from portal.people.queries import today
from portal.policy.roles import STAFF, Relation, Role
from portal.policy.viewer import Subject, Viewer
from portal.voice.models import Statement
from portal.voice.queries.apart import kept_from, shut_to

PAGE = 25
KIND = "compliment"


@dataclass(frozen=True)
class Thanks:
    """One thank-you. `is_read`: by the duty desk, where a young person said it; `to`: who was given it."""

    row: Compliment
    to: str
    is_read: bool


def compliments(viewer: Viewer, number: int) -> Page[Thanks]:
    """The newest first, a page of them; nothing that is shut to the viewer."""
    wanted = sa.select(Compliment.id, Compliment.statement_id)
    if Role.COMPLAINTS_MANAGER not in viewer.roles:
        wanted = wanted.where(Compliment.about_id == viewer.account_id, Compliment.passed_on_at.is_not(None))
    order = (Compliment.passed_on_at.is_not(None), Compliment.received_on.desc(), Compliment.id)
    found = db.session.execute(wanted.order_by(*order)).all()
    said = [statement_id for _one, statement_id in found if statement_id]
    shut = shut_to(viewer.account_id, said, today())
    ids = [one for one, statement_id in found if statement_id not in shut]
    here = ids[(number - 1) * PAGE : number * PAGE]
    by_id = {row.id: row for row in db.session.scalars(sa.select(Compliment).where(Compliment.id.in_(here)))}
    shown = [by_id[one] for one in here]
    names = names_of(row.about_id for row in shown if row.about_id)
    unread = _unread([row.statement_id for row in shown if row.statement_id])
    rows = [
        Thanks(row, names.get(row.about_id, "") if row.about_id else "", row.statement_id not in unread)
        for row in shown
    ]
    return Page(rows, number, len(ids), PAGE)


def compliment(viewer: Viewer, compliment_id: UUID) -> Subject | None:
    """One, for whoever passes it on. Nobody the words behind it concern."""
    row = db.session.get(Compliment, compliment_id)
    if row is None:
        return None
    relations = (
        frozenset({Relation.CONFLICTED}) if viewer.account_id in kept(row, today()) else frozenset[Relation]()
    )
    return Subject(row, row.young_person_id, relations, KIND, row.id)


def kept(row: Compliment, on: date) -> set[UUID]:
    """Who must not meet it."""
    return set(kept_from(row.statement_id, on)) if row.statement_id else set()


def is_read(row: Compliment) -> bool:
    """Whether the duty desk has read it, where it is part of what a young person said."""
    return not (row.statement_id and _unread([row.statement_id]))


def may_be_for(row: Compliment, on: date) -> list[tuple[str, str]]:
    """Whom it may be passed to."""
    apart = kept(row, on)
    return [(str(one.id), one.label) for one in staff.choices(on, roles=STAFF) if one.id not in apart]


def _unread(statement_ids: list[UUID]) -> set[UUID]:
    if not statement_ids:
        return set()
    return set(
        db.session.scalars(
            sa.select(Statement.id).where(Statement.id.in_(statement_ids), Statement.read_at.is_(None))
        )
    )
