"""Groups of the small council: one that the young person is in, one they may ask to be in, an invitation, an
asking, a note of what helps, one that is held back, and a quarter that was counted."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING

from portal import db
from portal.disclosure.counts import Period
from portal.disclosure.publish import publish
from portal.kit import clock
from portal.outcomes.queries.papers import to_json
from portal.participation.commands import groups, members, notes
from portal.participation.commands.groups import GroupWords
from portal.participation.models import CoverageQuarter, Group
from portal.participation.rules.coverage import VALUES, paper
from portal.participation.rules.groups import GroupKind, Joining
from portal.policy.roles import Role

if TYPE_CHECKING:
    from tests.support.world import World

_QUARTER = Period(date(2025, 10, 1), date(2025, 12, 31))


def build(world: World) -> None:
    """The other one asks to be in it, and was invited to another."""
    by, me, other = world[Role.PARTICIPATION_WORKER].id, world[Role.YOUNG_PERSON].id, world.other_account
    assert other is not None
    today = clock.now().date()
    with db.transaction() as session:
        group = _make("Care4Us", by, today)
        place = members.invite(group, world.young.id, "We would like you there.", by=by, today=today)
        members.say_yes(place, members.Chosen(), by=me, today=today)
        asked = members.ask(group, world.other.id, by=other.id, today=today)
        invited = members.invite(_make("The welcome pack", by, today), world.young.id, "", by=by, today=today)
        _make("Sunday group", by, today)
        groups.close(_make("Old group", by, today), by=by, today=today)
        note = notes.write(place, "Loud rooms are hard.", uuid.uuid4(), by=by)
        held = notes.write(asked, "A note for two people.", uuid.uuid4(), by=by)
        notes.hold_back(held, "A made-up harm.", today + timedelta(days=30), by=by, today=today)
        nobody = paper(_QUARTER, {kind: {} for kind in VALUES}, [], [])
        session.add(
            CoverageQuarter(
                first_on=_QUARTER.first,
                last_on=_QUARTER.last,
                counted_at=clock.now(),
                printed=to_json(publish(nobody).paper),
            )
        )
    world.ids |= {"group_id": group.id, "place_id": asked.id, "own_place_id": invited.id, "note_id": note.id}


def _make(name: str, by: uuid.UUID, today: date) -> Group:
    words = GroupWords(GroupKind.CARE4US, Joining.ASKING, name, "We meet and change things.")
    return groups.make(words, uuid.uuid4(), by=by, today=today)
