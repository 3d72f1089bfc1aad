"""Of the small council: a complaint that its young person took back, and a thank-you to be passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from portal import db
from portal.complaints.commands import theirs
from portal.complaints.commands.receiving import NewComplaint, NewCompliment, receive, receive_compliment
from portal.complaints.rules import Came, Complainer
from portal.kit import clock

if TYPE_CHECKING:
    from tests.support.world import World


def build(world: World) -> None:
    """After the complaints of `world_complaints`."""
    now = clock.now()
    today = now.date()
    with db.transaction():
        ended = receive(
            NewComplaint(Came.OWN_PAGE, uuid4(), "My bike was sold.", young_person_id=world.young.id),
            by=None,
            now=now,
            today=today,
        )
        theirs.take_back(ended, "I have it back", send_once=uuid4(), by=None, today=today)
        thanks = NewCompliment(Came.FAMILY_PAGE, uuid4(), "She drove us to the sea", Complainer.FAMILY)
        world.ids["compliment_id"] = receive_compliment(thanks, by=None, now=now, today=today).id
