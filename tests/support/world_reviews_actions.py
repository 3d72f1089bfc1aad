"""What was agreed in the small council, in several states, and a record that is begun."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING

from portal import db
from portal.kit import clock
from portal.policy.roles import Role
from portal.reviews.commands import actions, actions_doing, actions_own, record
from portal.reviews.queries.actions import version_of
from portal.reviews.rules import ActionKind, ActionState
from portal.reviews.rules.actions import Line
from portal.reviews.rules.record import Part

if TYPE_CHECKING:
    from tests.support.world import World


def build(world: World) -> None:
    """After the dates of reviews: one was held, and here is what was agreed at it."""
    person, review = world.young.id, world.ids["review_id"]
    worker, iro, me = world[Role.SOCIAL_WORKER], world[Role.IRO], world[Role.YOUNG_PERSON]
    today = clock.now().date()
    day = today + timedelta(days=20)
    assert isinstance(review, uuid.UUID)
    with db.transaction():
        held = actions.agree(
            person,
            [
                _line("Ring the dentist", day, worker.id, worker.name),
                _line("Buy boots", day, worker.id, worker.name),
                Line("Come on Sundays", day, owner_name="Nan"),
                Line(
                    "Move school",
                    day,
                    owner_id=iro.id,
                    owner_name=iro.name,
                    is_held_back=True,
                    held_back_until=day,
                    held_back_why="They hear it from their worker",
                ),
            ],
            send_once=uuid.uuid4(),
            by=iro.id,
            today=today,
            review_id=review,
        )
        once = uuid.uuid4()
        actions_doing.say_how_far(
            held[1].id,
            ActionState.DONE,
            "You have boots",
            send_once=once,
            by=worker.id,
            seen=version_of(held[1]),
            today=today,
        )
        actions_own.chase(held[0].id, uuid.uuid4(), by=me.id, today=today)
        school = [_line("A tutor each week", day, worker.id, worker.name)]
        actions.agree(
            person, school, send_once=uuid.uuid4(), by=worker.id, today=today, kind=ActionKind.SCHOOL
        )
        record.write(review, {Part.HEALTH: "All well"}, seen=0, by=iro.id)
        world.ids |= {"action_id": held[0].id, "held_back_action_id": held[3].id}


def _line(words: str, day: date, owner_id: uuid.UUID, name: str) -> Line:
    return Line(words, day, f"You get this: {words}", "It was asked for", owner_id, name)
