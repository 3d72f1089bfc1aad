"""For the small council: an own card, lists ticked, something asked for, a worker's note."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from portal import db
from portal.kit import clock
from portal.policy.roles import Role
from portal.rights.models import ListNote, ListTick, PersonCard, RightsAsk
from portal.rights.rules.lists import Has

if TYPE_CHECKING:
    from tests.support.world import World


def build(world: World) -> None:
    """The ids are the URLs' `person_card_id`, `line`, `pack`."""
    now, whose = clock.now(), world.young.id
    said = world.statements["read"]
    with db.transaction() as session:
        card = PersonCard(young_person_id=whose, send_once=uuid.uuid4(), made_at=now)
        card.name, card.does, card.phone = "Aunt Bo", "My aunt", "01632 960 100"
        note = ListNote(
            young_person_id=whose,
            line="passport",
            send_once=uuid.uuid4(),
            by_id=world[Role.SOCIAL_WORKER].id,
            at=now,
        )
        note.words = "The form is sent."
        ask = RightsAsk(
            young_person_id=whose, send_once=said.send_once, what="list:passport", at=now - timedelta(days=2)
        )
        ticks = [
            ListTick(young_person_id=whose, line=line, has=has, at=now)
            for line, has in (("passport", Has.NEED), ("bank_account", Has.HAVE), ("savings", Has.NEED))
        ]
        session.add_all([card, note, ask, *ticks])
        session.flush()
        world.ids["person_card_id"] = card.id
    world.ids |= {"line": "passport", "pack": "8-11"}
