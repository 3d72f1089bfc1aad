"""Who stands behind an agreed action today: owner, stand-in, manager, who leads the reviews."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account, StandIn
from portal.accounts.queries.around import PersonAround, has_role, manager_of, people_around
from portal.people.models import CareLink
from portal.people.queries.links import holding
from portal.policy.roles import COUNCIL
from portal.reviews.models import AgreedAction
from portal.reviews.queries.reviews import iro_of, managers_of
from portal.reviews.rules.actions import Hears, Ladder
from portal.reviews.rules.actions import who_hears as steps


def can_own(young_person_id: UUID, on: date) -> list[PersonAround]:
    """Who around a young person works for the council, and so has a page where it is theirs to do."""
    council = {role.value for role in COUNCIL}
    return [one for one in people_around(young_person_id, on) if one.kind.value in council]


def has_gone(owner_id: UUID, young_person_id: UUID, on: date) -> bool:
    """Whether an owner is not there for it any more: no account or role, or worked with them and does not."""
    is_here = sa.select(Account.id).where(Account.id == owner_id, has_role(on, *COUNCIL))
    if db.session.scalar(is_here) is None:
        return True
    theirs = sa.select(CareLink.id).where(
        CareLink.young_person_id == young_person_id, CareLink.account_id == owner_id
    )
    still = theirs.where(holding(on))
    return not db.session.scalar(sa.select(sa.or_(~theirs.exists(), still.exists())))


def owner_is_there(on: date) -> sa.ColumnElement[bool]:
    """The same as a condition on the rows of a list: whoever worked with a young person and does not any
    more has lost sight of what was theirs to do."""
    link = sa.select(CareLink.id).where(
        CareLink.young_person_id == AgreedAction.young_person_id,
        CareLink.account_id == AgreedAction.owner_id,
    )
    is_here = sa.select(Account.id).where(Account.id == AgreedAction.owner_id, has_role(on, *COUNCIL))
    return sa.and_(is_here.exists(), sa.or_(~link.exists(), link.where(holding(on)).exists()))


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
    owner = row.owner_id if row.owner_id and not has_gone(row.owner_id, row.young_person_id, on) else None
    found = [one for one in (owner, iro_of(row.young_person_id, on)) if one]
    if not found:
        found = managers_of(row.young_person_id, on)
    return list(dict.fromkeys([*found, *stand_ins_of(found, on)]))


def who_hears_late(row: AgreedAction, on: date, ladder: Ladder) -> list[UUID]:
    """Who hears that it is late today, up the line. Nobody owns it here: whoever leads the reviews."""
    iro = iro_of(row.young_person_id, on)
    owner = row.owner_id or iro
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
        one = manager_of(under) if under else None
    return [one] if one else []
