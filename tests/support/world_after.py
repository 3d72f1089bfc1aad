"""What happened after it was sent: something was added to what was read, and files were asked for."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from portal import db
from portal.filing.models import FilingBatch
from portal.kit import clock
from portal.policy.roles import Role
from portal.voice.models import Addition
from tests.support.factories import Make
from tests.support.rows import keep

if TYPE_CHECKING:
    from tests.support.world import World


def build(make: Make, world: World) -> None:
    said, now = world.statements["read"], clock.now()
    with db.transaction() as session:
        row = Addition(
            statement_id=said.id,
            young_person_id=said.young_person_id,
            send_once=uuid.uuid4(),
            at=now,
            read_by_at=now,
        )
        row.words = "And my brother"
        session.add(row)
        told = world.statements["advocate"]
        more = Addition(
            statement_id=told.id,
            young_person_id=told.young_person_id,
            send_once=uuid.uuid4(),
            at=now,
            read_by_at=now,
        )
        more.words = "And there is more"
        session.add(more)
        batch = FilingBatch(
            by_id=world[Role.SOCIAL_WORKER].id,
            send_once=uuid.uuid4(),
            asked_at=now,
            statement_ids=[str(said.id)],
        )
        world.ids |= {"addition_id": row.id, "batch_id": keep(session, batch).id}
    # Waits for a safety lead before it goes on the record.
    somebody, reader = make.staff(Role.SOCIAL_WORKER), world[Role.READER]
    make.statement(world.young, "He shouts", to=[], concerning=[somebody], read_by=reader)
