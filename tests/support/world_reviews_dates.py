"""Reviews in the small council: one that was held yesterday and nothing is written, and the next one planned,
with what the young person wants of it and a talk."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from portal import db
from portal.kit import clock
from portal.policy.roles import Role
from portal.reviews.commands import reviews

if TYPE_CHECKING:
    from tests.support.factories import Make
    from tests.support.world import World


def build(make: Make, world: World) -> None:
    """After the story, in which the young person is in care since long ago."""
    iro, now = world[Role.IRO], clock.now()
    today = now.date()
    make.held_before(world.young, today - timedelta(days=400), today - timedelta(days=220))
    held = make.review(world.young, "held", iro=iro)
    with db.transaction():
        planned = reviews.ensure_review(world.young.id, today=today, now=now)
        assert planned is not None
        meeting = reviews.Meeting(today + timedelta(days=90), "16:00", "At home")
        reviews.plan(planned.id, meeting, send_once=uuid.uuid4(), by=iro.id, now=now, today=today)
        world.ids |= {"review_id": held.id, "planned_review_id": planned.id}
