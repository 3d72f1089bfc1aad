"""Who stands behind an agreed action today: owner, stand-in, manager, who leads the reviews.

Besides the council's own, carers and partners with an account own what they said they would do."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account, StandIn
from portal.accounts.queries.around import has_role, manager_of, people_around
from portal.people.models import CareLink
from portal.people.queries.links import holding
from portal.people.rules import LinkKind
from portal.policy.roles import COUNCIL, Role
from portal.policy.viewer import Viewer
from portal.reviews.models import AgreedAction
from portal.reviews.queries.reviews import iro_of, managers_of
from portal.reviews.rules.actions import Hears, Ladder
from portal.reviews.rules.actions import who_hears as steps
from portal.voice.models import Statement
from portal.voice.queries.apart import shut_to

OUTSIDE = frozenset({Role.FOSTER_CARER, Role.PARTNER})
"""Who does not work for the council and owns what was agreed all the same. Not advocates: they stay
outside."""
_OWNERS = COUNCIL | OUTSIDE
_OWNING_KINDS = [kind for kind in LinkKind if Role(kind.value) in _OWNERS]
_TEAM = (LinkKind.SOCIAL_WORKER, LinkKind.PERSONAL_ADVISER)


@dataclass(frozen=True)
class CanOwn:
    """Somebody who has a page where it is theirs to do. `kind`: None for the manager of a worker."""

    account_id: UUID
    name: str
    kind: LinkKind | None


def can_own(young_person_id: UUID, on: date) -> list[CanOwn]:
    """Who may own what is agreed for a young person: who works with them or looks after them, and the
    managers of their workers. A carer or partner who is kept from something they said is not offered."""
    found = [
        CanOwn(one.account_id, one.name, one.kind)
        for one in people_around(young_person_id, on)
        if one.kind in _OWNING_KINDS
        and (Role(one.kind.value) not in OUTSIDE or not apart_from(one.account_id, [young_person_id], on))
    ]
    known = {one.account_id for one in found}
    managers = sa.select(Account).where(
        Account.id.in_(managers_of(young_person_id, on)), has_role(on, Role.MANAGER)
    )
    rows = db.session.scalars(managers.order_by(Account.made_at, Account.id))
    return found + [CanOwn(one.id, one.name, None) for one in rows if one.id not in known]


def apart_from(account_id: UUID, young_person_ids: Collection[UUID], on: date) -> set[UUID]:
    """Of these young people, those who said something that must not reach the account."""
    said = sa.select(Statement.id, Statement.young_person_id).where(
        Statement.young_person_id.in_(young_person_ids)
    )
    whose: dict[UUID, UUID | None] = {row.id: row.young_person_id for row in db.session.execute(said)}
    return {young for one in shut_to(account_id, whose, on) if (young := whose[one])}


def is_outside(viewer: Viewer) -> bool:
    """A carer or partner, and nothing else here."""
    return not viewer.roles & COUNCIL


def has_gone(owner_id: UUID, young_person_id: UUID, on: date) -> bool:
    """Whether an owner is not there for it any more: no account or role, does not work with them, nor
    manages anybody who does."""
    return not db.session.scalar(sa.select(_is_there(sa.literal(owner_id), sa.literal(young_person_id), on)))


def owner_is_there(on: date) -> sa.ColumnElement[bool]:
    """The same as a condition on the rows of a list: whoever worked with a young person and does not any
    more has lost sight of what was theirs to do."""
    return _is_there(AgreedAction.owner_id, AgreedAction.young_person_id, on)


def _is_there(owner: Any, young: Any, on: date) -> sa.ColumnElement[bool]:
    """`owner`, `young`: columns, or values as columns."""
    held = sa.select(CareLink.id).where(CareLink.young_person_id == young, holding(on))
    works = held.where(CareLink.account_id == owner, CareLink.kind.in_(_OWNING_KINDS))
    worker = sa.select(Account.id).where(Account.manager_id == owner)
    manages = held.where(CareLink.kind.in_(_TEAM), CareLink.account_id.in_(worker))
    here = sa.select(Account.id).where(Account.id == owner)
    return sa.or_(
        sa.and_(here.where(has_role(on, *_OWNERS)).exists(), works.exists()),
        sa.and_(here.where(has_role(on, Role.MANAGER)).exists(), manages.exists()),
    )


def stand_ins_of(account_ids: Iterable[UUID], on: date) -> list[UUID]:
    """Who does their work that day, where they are away."""
    return list(
        db.session.scalars(
            sa.select(StandIn.stand_in_id)
            .where(StandIn.account_id.in_(list(account_ids)), StandIn.from_on <= on, StandIn.until_on >= on)
            .order_by(StandIn.from_on, StandIn.id)
        )
    )


def who_hears(row: AgreedAction, on: date) -> list[UUID]:
    """Whom a chase reaches: the owner and whoever leads the reviews, with who stands in for them; where
    nobody of these is there, the managers of who works with the young person."""
    owner = row.owner_id if row.owner_id and _may_hear(row.owner_id, row.young_person_id, on) else None
    found = [one for one in (owner, iro_of(row.young_person_id, on)) if one]
    if not found:
        found = managers_of(row.young_person_id, on)
    return list(dict.fromkeys([*found, *stand_ins_of(found, on)]))


def owner_today(row: AgreedAction, on: date) -> UUID | None:
    """Whoever owns it and is there for it; None: somebody without an account does, or they are gone."""
    if row.owner_id is None or has_gone(row.owner_id, row.young_person_id, on):
        return None
    return row.owner_id


def _may_hear(owner_id: UUID, young_person_id: UUID, on: date) -> bool:
    """Whether a chase reaches the owner. Not a carer or partner whom something they said concerns: it would
    come home that they complained."""
    if has_gone(owner_id, young_person_id, on):
        return False
    is_outside = sa.select(Account.id).where(Account.id == owner_id, ~has_role(on, *COUNCIL))
    if db.session.scalar(is_outside) is None:
        return True
    return not apart_from(owner_id, [young_person_id], on)


def who_hears_late(row: AgreedAction, on: date, ladder: Ladder) -> list[UUID]:
    """Who hears that it is late today, up the line. Nobody owns it here: whoever leads the reviews."""
    iro = iro_of(row.young_person_id, on)
    owner = owner_today(row, on) or iro
    found: list[UUID] = []
    for step in steps((on - row.due_on).days, ladder):
        found += _at(step, owner, iro, on)
    return list(dict.fromkeys(found))


def _at(step: Hears, owner: UUID | None, iro: UUID | None, on: date) -> list[UUID]:
    above = {Hears.OWNER: owner, Hears.IRO: iro}
    if step in above:
        one = above[step]
    elif step is Hears.STAND_IN:
        return stand_ins_of([owner] if owner else [], on)
    else:
        under = owner if step is Hears.MANAGER else iro
        above_them = manager_of(under) if under else None
        one = above_them or (iro if step is Hears.MANAGER else None)  # a carer or partner has none here
    return [one] if one else []
