"""What was said without a name in the small council, and by a group: unread, handed to answer, answered."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.clocks.reading import Hours
from portal.kit import clock
from portal.nameless.commands import groups as group_commands
from portal.nameless.commands import reading, sayings, talking
from portal.nameless.commands.groups import GroupSaid
from portal.nameless.commands.talking import Moment, Said
from portal.nameless.models import GroupSaying, NamelessTalk, SurveySaying
from portal.nameless.rules import GroupKind, Outcome, SaidBy
from portal.policy.roles import Role

if TYPE_CHECKING:
    from tests.support.world import World


def build(world: World) -> None:
    """One talk that is unread and pages, a group that is unread, one that is answered, a survey's words."""
    moment = Moment(clock.now(), Hours())
    with db.transaction() as session:
        told = talking.tell(uuid.uuid4(), Said("Nobody at the house listens", not_safe=True), moment)
        found = talking.message_with(told.send_once)
        assert found is not None
        talk = session.get_one(NamelessTalk, found.talk_id)
        world.ids["talk_id"] = talk.id
        writer, reader = world[Role.PARTICIPATION_WORKER].id, world[Role.READER].id
        world.ids["saying_id"] = _group(writer, moment).id
        sayings.say("What would make it better?", "My room is cold", moment)
        world.ids["survey_saying_id"] = session.scalars(sa.select(SurveySaying.id)).one()
        for author in (world[Role.SOCIAL_WORKER].id, world[Role.PARTNER].id):
            _answered(_group(author, moment), reader, moment)


def _group(writer: uuid.UUID, moment: Moment) -> GroupSaying:
    said = GroupSaid(
        kind=GroupKind.HOME_EVENING,
        name="Evening at the house",
        held_on=moment.now.date() - timedelta(days=1),
        place="the house",
        how_many=6,
        ages=["12_15"],
        prompts=["home"],
        points=[("We want a say in the menu", SaidBy.SEVERAL), ("My room is cold", SaidBy.ONE)],
        wants="A cook who listens",
        promised="An answer next week",
    )
    return group_commands.write(uuid.uuid4(), said, by=writer, moment=moment)


def _answered(saying: GroupSaying, reader: uuid.UUID, moment: Moment) -> None:
    on = moment.now.astimezone(ZoneInfo("Europe/London")).date()
    done = reading.Done(Outcome.NOTHING_NEEDED, "", "", (), saying.written_by_id, 5)
    group_commands.mark_read(saying, done, by=reader, now=moment.now, on=on)
    group_commands.answer(saying, "You choose two meals a week.", by=reader, now=moment.now)
