"""Young people who want an advocate: their own page, the provider's list, who has waited too long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of, with_role
from portal.advocacy.models import Referral
from portal.advocacy.rules import CHASED_AFTER, State
from portal.people import queries as people
from portal.people.models import KeptApart
from portal.policy.roles import Relation, Role
from portal.policy.viewer import Subject, Viewer
from portal.voice.queries.apart import shut_to

KIND = "advocate_referral"
MOST = 200
OPEN = (State.ASKED, State.THERE)


@dataclass(frozen=True)
class Row:
    """A line of a list, without a word of what was said."""

    referral: Referral
    name: str
    there: str


def age_of(young_person_id: UUID, on: date) -> int | None:
    person = people.get(young_person_id)
    return people.age_on(person, on) if person else None


def is_somebody_here(on: date) -> bool:
    """Whether advocates sign in here."""
    return bool(with_role(Role.ADVOCATE, on))


def open_referral(young_person_id: UUID) -> Referral | None:
    """The one that goes on; one at a time is enough."""
    return db.session.scalars(
        sa.select(Referral)
        .where(Referral.young_person_id == young_person_id, Referral.state.in_(OPEN))
        .order_by(Referral.asked_at.desc())
        .limit(1)
    ).first()


def own_referrals(young_person_id: UUID) -> list[Row]:
    """Their own, the newest first, with who is there."""
    found = sa.select(Referral).where(Referral.young_person_id == young_person_id)
    return _rows(list(db.session.scalars(found.order_by(Referral.asked_at.desc()))))


def own_referral(viewer: Viewer, own_referral_id: UUID) -> Subject | None:
    """One of their own. Not while their past is shut."""
    row = db.session.get(Referral, own_referral_id)
    if row is None or viewer.young_person_id is None or viewer.past_is_shut:
        return None
    if row.young_person_id != viewer.young_person_id:
        return None
    return Subject(row, row.young_person_id, frozenset({Relation.OWN}), KIND, row.id)


def referral(viewer: Viewer, referral_id: UUID) -> Subject | None:
    """One for an advocate. What concerns them or somebody close to them is not theirs to open."""
    row = db.session.get(Referral, referral_id)
    if row is None or row.state is State.TAKEN_BACK:
        return None
    relations = {Relation.ADVOCATE_OF}
    if _shut(viewer.account_id, [row]):
        relations.add(Relation.CONFLICTED)
    return Subject(_rows([row])[0], row.young_person_id, frozenset(relations), KIND, row.id)


def waiting(viewer: Viewer) -> list[Row]:
    """Whom nobody has answered, the oldest first."""
    return _listed(viewer, State.ASKED, Referral.asked_at)


def with_an_advocate(viewer: Viewer) -> list[Row]:
    return _listed(viewer, State.THERE, Referral.asked_at)


def ended(viewer: Viewer) -> list[Row]:
    return _listed(viewer, State.ENDED, Referral.ended_at.desc())


def waits_too_long(viewer: Viewer, now: datetime) -> list[Row]:
    """Nobody is there after 48 hours; at once where no advocate signs in here. Nobody whom it concerns, nor
    anybody close to them, learns that the young person wants an advocate."""
    rows = to_chase(now, at_once=not is_somebody_here(people.today()))
    shut = _shut(viewer.account_id, rows)
    return _rows([row for row in rows if row.id not in shut], in_full=True)


def to_chase(now: datetime, *, at_once: bool = False) -> list[Referral]:
    until = now if at_once else now - CHASED_AFTER
    return list(
        db.session.scalars(
            sa.select(Referral)
            .where(Referral.state == State.ASKED, Referral.asked_at <= until)
            .order_by(Referral.asked_at, Referral.id)
        )
    )


def _listed(viewer: Viewer, state: State, order: Any) -> list[Row]:
    rows = list(
        db.session.scalars(
            sa.select(Referral).where(Referral.state == state).order_by(order, Referral.id).limit(MOST)
        )
    )
    shut = _shut(viewer.account_id, rows)
    return _rows([row for row in rows if row.id not in shut])


def _shut(account_id: UUID, rows: list[Referral]) -> set[UUID]:
    """Of these, whose words must not reach the account; and wishes of those it is kept apart from, who may
    have written nothing."""
    ids = [row.statement_id for row in rows if row.statement_id]
    shut = set(shut_to(account_id, ids, people.today())) if ids else set()
    apart = _apart_from(account_id) if rows else set()
    return {row.id for row in rows if row.statement_id in shut or row.young_person_id in apart}


def _apart_from(account_id: UUID) -> set[UUID]:
    """Young people whose words concern the account, or somebody close to it."""
    found = sa.select(KeptApart.young_person_id).where(KeptApart.account_id == account_id).distinct()
    return set(db.session.scalars(found))


def _rows(rows: list[Referral], *, in_full: bool = False) -> list[Row]:
    """`in_full`: as the provider knows them, for whoever rings it."""
    young = people.several(row.young_person_id for row in rows)
    names = names_of(row.there_id for row in rows if row.there_id)
    found = []
    for row in rows:
        person = young[row.young_person_id]
        name = person.name if in_full else person.called or person.name
        found.append(Row(row, name or "", names.get(row.there_id, "") if row.there_id else ""))
    return found
