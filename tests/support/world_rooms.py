"""Being in the room, thank-yous and the pledge in the small council: one in each state."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from portal import db
from portal.kit import clock
from portal.participation.commands import awards
from portal.participation.commands import offers as commands
from portal.participation.models import PledgeRound, RoomOffer
from portal.participation.rules.awards import CertificateWords, Named, Skill, To
from portal.participation.rules.room import Changed, Truth
from portal.policy.roles import Role
from tests.participation import rooms

if TYPE_CHECKING:
    from tests.support.world import World


def build(world: World) -> None:
    """They are the participation worker's; the manager chaired a meeting."""
    keeper = world[Role.PARTICIPATION_WORKER]
    ahead = rooms.offer(keeper)
    rooms.place(ahead, world.young, needs=["travel"])
    over = rooms.offer(keeper, title="Choosing a new team manager")
    rooms.place(over, world.young, took_part=True, truth=Truth.TRUE)
    rooms.is_over(over)
    _asked(world, over)
    world.ids |= {"offer_id": ahead} | _thanks(world) | _pledge(world)


def _asked(world: World, offer_id: UUID) -> None:
    now, keeper = clock.now(), world[Role.PARTICIPATION_WORKER]
    for chair in (Role.PANEL_MEMBER, Role.MANAGER):
        with db.transaction() as session:
            row = session.get_one(RoomOffer, offer_id)
            commands.ask_what_changed(
                row, world[chair].id, now.date() + timedelta(days=20), by=keeper.id, now=now
            )
    with db.transaction() as session:
        row = session.get_one(RoomOffer, offer_id)
        row.thanks, row.came_at = "Thank you for coming.", now
        commands.say_what_changed(
            row, Changed.CHANGED, "Young people now choose too.", by=world[Role.MANAGER].id, now=now
        )


def _thanks(world: World) -> dict[str, UUID | str]:
    now, keeper = clock.now(), world[Role.PARTICIPATION_WORKER]
    with db.transaction():
        award = awards.add("A trip to the sea", "After a year.", uuid4(), by=keeper.id, now=now)
        named = Named("Somebody kind", "They waited with me.", says_who=True, award_id=award.id)
        kind = world[Role.READER]  # their words concern the social worker
        waits, gone = (
            awards.name_somebody(named, uuid4(), young_person_id=None, statement_id=None, by=kind.id, now=now)
            for _ in range(2)
        )
        to = To(young_person_id=world.young.id)
        awards.pass_on(gone, to, "You waited with somebody.", by=keeper.id, now=now)
        said = CertificateWords("Choosing carers", "Asked six people.", "Head of care", (Skill.ASKED,))
        certificate = awards.certify(world.young.id, said, uuid4(), by=keeper.id, now=now)
        return {"award_id": award.id, "thanks_id": waits.id, "certificate_id": certificate.id}


def _pledge(world: World) -> dict[str, UUID | str]:
    """Last year's is counted and half answered, this year's is open."""
    support, today = world[Role.PANEL_SUPPORT], clock.now().date()
    home, _identity = rooms.promises(support)
    now_open = rooms.round_of_marks(support, today)
    with db.transaction() as session:
        row = session.get_one(PledgeRound, now_open)
        row.year, row.opens_on, row.closes_on = today.year - 1, today, today
    counted = now_open
    rooms.counted(counted, today)
    rooms.answered(counted, home, support)
    rooms.round_of_marks(support, today)
    return {"promise_id": home, "round_id": counted}
