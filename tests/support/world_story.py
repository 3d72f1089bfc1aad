"""A young person's book in the small council: a chapter, something they said, a photo; a worker's piece that
waits and one that was put away."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING

from portal import db
from portal.kit import clock
from portal.people.models import Episode
from portal.policy.roles import Role
from portal.records.commands import story
from portal.records.commands.story import Wrote
from portal.records.rules.story import ChapterKind, Source, key_of
from tests.support.world_files import A_DOT

if TYPE_CHECKING:
    from tests.support.world import World


def build(world: World) -> None:
    """After the files: a photo of theirs goes in."""
    person, me, now = world.young.id, world[Role.YOUNG_PERSON].id, clock.now()
    photo, said = world.ids["file_id"], world.statements["read"].id
    with db.transaction() as session:
        session.add(Episode(young_person_id=person, started_on=date(2019, 5, 3), home_kind="U6"))
        mine = Wrote(ChapterKind.PEOPLE, "My nan", "My nan made soup.", date(2019, 5, 3))
        story.write_own(person, mine, send_once=uuid.uuid4(), by=me, now=now)
        keys = [key_of(Source.SAID, said), f"picture:{photo}"]
        story.pick(person, keys, keys, by=me, now=now)
        for words, is_away in (("You learned to swim.", False), ("You had a good day.", True)):
            piece = story.write_for(
                person,
                Wrote(ChapterKind.OTHER, "", words, photo=(A_DOT, "image/png"), says="You in May"),
                send_once=uuid.uuid4(),
                by=world[Role.SOCIAL_WORKER].id,
                role=Role.SOCIAL_WORKER.value,
                now=now,
            )
            if is_away:
                story.put_away(piece, by=me, now=now)
            else:
                world.ids |= {"chapter_id": piece.id, "picture_id": photo}
