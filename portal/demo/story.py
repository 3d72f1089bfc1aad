"""A book in the demo: Robin began one, and a worker wrote two pieces for it. Everybody in it is made up."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import people_around
from portal.demo.past import Demo
from portal.kit import clock
from portal.policy.roles import Role
from portal.records.commands import story
from portal.records.commands.story import Wrote
from portal.records.queries import story as queries
from portal.records.rules.story import ChapterKind, Cover, Source
from portal.voice.rules.saying import CAN_BE_PICKED

_BY_ROBIN = (
    (
        ChapterKind.CARED,
        "Ines and the pancakes",
        "Ines makes pancakes on Sundays. She lets me turn them. The first one always goes wrong.",
    ),
    (
        ChapterKind.PEOPLE,
        "My brother",
        "We do not live in the same house now. We ring each other on Fridays and he tells me his jokes.",
    ),
)
_FOR_ROBIN = (
    (
        ChapterKind.LIVED,
        "Why you moved in the spring",
        "You lived with Pat until the spring of last year. Pat became ill and needed to rest for a long time."
        "\n\nIt was not because of you. You asked me that in the car. Here you can read it again.",
    ),
    (
        ChapterKind.SCHOOL,
        "The day of the race",
        "You ran the long race and came fourth. It rained all day. You laughed so much that you had to stop.",
    ),
)


def tell(demo: Demo, accounts: dict[UUID, Account], now: datetime) -> None:
    """One piece of the worker's is in the book, with Robin's own side; the other waits to be looked at."""
    robin = demo.cohort.robin
    if robin is None or robin.id not in accounts:
        return
    me = accounts[robin.id].id
    around = [one for one in people_around(robin.id, now.date()) if one.kind in CAN_BE_PICKED]
    with db.transaction():
        for number, (kind, title, words) in enumerate(_BY_ROBIN):
            at = now - timedelta(days=40 - number)
            with clock.at(at):
                wrote = Wrote(kind, title, words, date(at.year - 2, 4, 1) if not number else None)
                story.write_own(robin.id, wrote, send_once=uuid4(), by=me, now=at)
        _written_for(robin.id, around[0].account_id if around else None, me, now)
        offered = [one.key for one in queries.offered(robin.id) if not one.is_left_out]
        said = [key for key in offered if key.startswith((Source.SAID, Source.PICTURE))][:3]
        in_it = queries.bound(robin.id).keys
        story.pick(robin.id, offered, {*said, *in_it}, by=me, now=now)
        story.dress(robin.id, "Robin so far", Cover.TREE.value, by=me, now=now)


def _written_for(young_person_id: UUID, worker: UUID | None, me: UUID, now: datetime) -> None:
    if worker is None:
        return
    for number, (kind, title, words) in enumerate(_FOR_ROBIN):
        at = now - timedelta(days=21 - 18 * number)
        with clock.at(at):
            piece = story.write_for(
                young_person_id,
                Wrote(kind, title, words),
                send_once=uuid4(),
                by=worker,
                role=Role.SOCIAL_WORKER.value,
                now=at,
            )
            if not number:
                story.look_at(piece, "I thought it was me. Now I know.", is_in=True, by=me, now=at)
