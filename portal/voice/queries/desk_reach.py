"""How a young person could be reached: numbers they gave, and who is around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import people_around
from portal.people.rules import LinkKind
from portal.policy.viewer import Viewer
from portal.voice.models import Statement
from portal.voice.queries.desk import shut_to_viewer
from portal.voice.rules import Desk

NEAR = (LinkKind.FOSTER_CARER, LinkKind.PARTNER, LinkKind.SOCIAL_WORKER, LinkKind.PERSONAL_ADVISER)
_LOOKED_AT = 20


@dataclass(frozen=True)
class Near:
    """Somebody around them. `is_apart`: it concerns them or somebody close to them, so nobody rings them."""

    name: str
    kind: str
    organisation: str
    is_apart: bool


def last_number(viewer: Viewer, statement: Statement) -> tuple[str, datetime] | None:
    """The newest number they gave with something else they said, of what the viewer may open."""
    said = db.session.scalars(
        sa.select(Statement)
        .where(
            Statement.young_person_id == statement.young_person_id,
            Statement.id != statement.id,
            Statement.desk == Desk.COUNCIL,
            Statement.call_number_sealed.is_not(None),
        )
        .order_by(Statement.sent_at.desc())
        .limit(_LOOKED_AT)
    ).all()
    shut = shut_to_viewer(viewer, said) if said else set()
    return next(((one.call_number, one.sent_at) for one in said if one.id not in shut), None)


def near(statement: Statement, apart: dict[UUID, str], on: date) -> list[Near]:
    """Who they live with first, then school and others, then who works with them."""
    around = [one for one in people_around(statement.young_person_id, on) if one.kind in NEAR]
    around.sort(key=lambda one: NEAR.index(one.kind))
    return [Near(one.name, one.kind.value, one.organisation, one.account_id in apart) for one in around]
