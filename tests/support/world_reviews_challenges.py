"""An IRO's challenge of the small council, and the annual report of a year that has closed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from portal import db
from portal.kit import clock
from portal.policy.roles import Role
from portal.reviews.commands import challenges
from portal.reviews.commands.annual import keep_figures
from portal.reviews.commands.challenges import Times
from portal.reviews.models import IroReport
from portal.reviews.rules import About
from portal.reviews.rules.figures import Counted, printed, year_of

if TYPE_CHECKING:
    from tests.support.world import World


def build(world: World) -> None:
    """After `world_reviews_dates`. The manager has a stage to answer."""
    iro, manager, now = world[Role.IRO], world[Role.MANAGER], clock.now()
    year = now.year - 2
    with db.transaction() as session:
        row = challenges.open_(
            world.young.id,
            uuid4(),
            About.DRIFT,
            "The plan has not moved since May.",
            manager.id,
            stage=1,
            child_says="I want to know where I live.",
            by=iro.id,
            today=now.date(),
            times=Times(5, (5, 5, 10)),
        )
        report = IroReport(year=year, changed_by_id=iro.id, changed_at=now)
        session.add(report)
        session.flush()
        keep_figures(report, printed(Counted(reviews=(40, 10), challenges={"drift": 9}), year_of(year)), [])
        world.ids |= {"iro_challenge_id": row.id, "year": str(year)}
