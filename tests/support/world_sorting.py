"""Sorting in the small council: one before the reader, one in doubt, one that two people see differently."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from portal import db
from portal.coding.queries import sorted_by
from portal.kit import clock
from portal.policy.roles import Role
from portal.sorting.models import SecondSorting, Taking, Unsure
from tests.support.coded import coded

if TYPE_CHECKING:
    from tests.support.world import World


def build(world: World) -> None:
    """The reader and the safety lead sort; where a statement is sorted already it stays so."""
    reader, lead, now = world[Role.READER], world[Role.SAFETY_LEAD], clock.now()
    twice, before, doubted = (world.statements[one] for one in ("answered", "late", "shared"))
    with db.transaction():
        is_sorted = sorted_by(twice.id) is not None
    if not is_sorted:
        coded(twice, reader, "money", at=now - timedelta(hours=1))
    with db.transaction() as session:
        session.add(Taking(statement_id=before.id, account_id=reader.id, taken_at=now, until=now))
        unsure = Unsure(
            statement_id=doubted.id, young_person_id=doubted.young_person_id, by_id=lead.id, at=now
        )
        unsure.note = "Football or friends"
        session.add(unsure)
        session.add(
            SecondSorting(
                statement_id=twice.id,
                young_person_id=twice.young_person_id,
                said_on=now.date(),
                band="12_15",
                by_id=lead.id,
                at=now,
                themes=["home"],
                stance="worry",
                first_by_id=reader.id,
                first_themes=["money"],
                first_stance="ask",
                machine_themes=["money"],
                codebook_version=1,
            )
        )
