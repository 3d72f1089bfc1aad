"""A letter in the small council that they read and that was put right; the new one waits on their page, and
to be handed over."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from portal import db
from portal.kit import clock
from portal.policy.roles import Role
from portal.reviews.commands import letters as own
from portal.reviews.commands import writing
from portal.reviews.models import Letter, LetterSending, Review
from portal.reviews.queries import sending as queries
from portal.reviews.queries.writing import words_fingerprint
from portal.reviews.rules import ReviewKind, ReviewState, Way
from portal.reviews.rules.sending import Going
from portal.reviews.rules.writing import sections_from
from tests.support import made_letters as letters
from tests.support.rows import keep

if TYPE_CHECKING:
    from tests.support.world import World


def build(world: World) -> None:
    """After the dates: an earlier review, whose letter is another one than the one still to be written."""
    with letters.inside():
        _build(world)


def _build(world: World) -> None:
    iro, worker, now = world[Role.IRO], world[Role.SOCIAL_WORKER], clock.now()
    with db.transaction() as session:
        review = keep(
            session,
            Review(
                young_person_id=world.young.id,
                send_once=uuid.uuid4(),
                kind=ReviewKind.LATER,
                state=ReviewState.HELD,
                iro_id=iro.id,
                completed_on=now.date() - timedelta(days=20),
                made_at=now,
                changed_at=now,
            ),
        )
    draft = letters.draft(review, iro)
    with db.transaction():
        _translate(draft, world)
    first = letters.send(letters.approve(draft, iro), iro)
    with db.transaction():
        own.open_letter(first, by=world[Role.YOUNG_PERSON].id, now=now)
        note = "I had the wrong day for swimming."
        new_id = writing.correct(first, note, send_once=uuid.uuid4(), by=letters.as_viewer(iro), now=now).id
    new = letters.approve(_letter(new_id), iro)
    letters.send(new, iro, Going(Way.PAGE), Going(Way.HAND, with_id=worker.id))
    with db.transaction() as session:
        given = next(one for one in session.query(LetterSending) if one.way is Way.HAND)
        world.ids |= {"letter_id": new_id, "sending_id": given.id}


def _letter(letter_id: uuid.UUID) -> Letter:
    with db.transaction() as session:
        return keep(session, queries.locked(letter_id))


def _translate(letter: Letter, world: World) -> None:
    row = queries.locked(letter.id)
    writing.translate(
        row,
        "ar",
        sections_from(row.sections),
        "Huda Made-Up",
        seen=words_fingerprint(row).hex(),
        by=letters.as_viewer(world[Role.IRO]),
        now=clock.now(),
    )
