"""What young people of the small council say of their information."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from portal import db
from portal.information.models import Asking
from portal.information.rules import Kind
from portal.kit import clock

if TYPE_CHECKING:
    from tests.support.world import World


def build(world: World) -> None:
    now = clock.now()
    with db.transaction() as session:
        row = Asking(
            send_once=uuid4(),
            young_person_id=world.young.id,
            statement_id=world.statements["read"].id,
            kind=Kind.WRONG,
            at=now,
            due_on=now.date(),
        )
        row.words = "My birthday is wrong"
        session.add(row)
        session.flush()
        world.ids |= {"info_asking_id": row.id, "own_info_asking_id": row.id}
