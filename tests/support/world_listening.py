"""For the small council: a challenge between practitioners, open, made by the reviewing officer."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from portal import db
from portal.kit import clock
from portal.listening.models import PracticeChallenge
from portal.listening.rules import About
from portal.policy.roles import Role

if TYPE_CHECKING:
    from tests.support.world import World


def build(world: World) -> None:
    """Its id is the URL's `spoken_id`."""
    said, now = world.statements["late"], clock.now()
    with db.transaction() as session:
        row = PracticeChallenge(
            send_once=uuid.uuid4(),
            statement_id=said.id,
            young_person_id=said.young_person_id,
            about=About.SILENCE,
            by_id=world[Role.IRO].id,
            to_id=world[Role.SOCIAL_WORKER].id,
            at=now,
            answer_by_on=now.date(),
        )
        row.words = "It is late, and Sam asked again."
        session.add(row)
        session.flush()
        world.ids["spoken_id"] = row.id
