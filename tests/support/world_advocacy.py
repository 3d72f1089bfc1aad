"""Advocates in the small council: one offered, somebody who waits for one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from portal import db
from portal.advocacy.commands import offers
from portal.advocacy.models import Referral
from portal.advocacy.rules import Point, Reach, State
from portal.kit import clock

if TYPE_CHECKING:
    from tests.support.world import World


def build(world: World) -> None:
    now = clock.now()
    with db.transaction() as session:
        offered = offers.offer(world.young.id, Point.OTHER, uuid4(), now=now)
        row = Referral(
            send_once=uuid4(),
            young_person_id=world.young.id,
            statement_id=world.statements["advocate"].id,
            state=State.ASKED,
            reach=Reach.CALL,
            asked_at=now - timedelta(days=3),
            due_on=now.date(),
        )
        row.number = "After school"
        session.add(row)
        session.flush()
        world.ids |= {
            "advocate_offer_id": offered.id,
            "referral_id": row.id,
            "own_referral_id": row.id,
        }
