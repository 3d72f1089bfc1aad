"""For the small council: ideas that are up, sent back, waiting to be approved; drafts that young people are
asked about, and one that nobody has seen; two who must not meet."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from portal import db
from portal.kit import clock
from portal.participation.models import Consultation, ConsultationPart, MustNotMeet
from portal.participation.models.ideas import Idea, IdeaEvent, Piece
from portal.participation.rules.consultations import Asking
from portal.participation.rules.ideas import Held, IdeaState, PieceKind, Pool
from portal.policy.roles import Role
from tests.support.factories import Make

if TYPE_CHECKING:
    from tests.support.world import World


def build(make: Make, world: World) -> None:
    """The ids are the URLs' `idea_id`, `piece_id`, `asking_id`, `part_id`, `apart_id`."""
    now = clock.now()
    _idea(make, world, world.other.id, "More bikes", Held.SHOWN, IdeaState.OPEN, now)
    _idea(make, world, world.young.id, "A later bedtime", Held.SHOWN, IdeaState.DID, now)
    _idea(make, world, world.young.id, "A cat in each home", Held.SENT_BACK, IdeaState.WAITING, now)
    _idea(make, world, world.other.id, "Bigger rooms", Held.WAITING, IdeaState.WAITING, now)
    for state in (Asking.DRAFT, Asking.CLOSED, Asking.OPEN):
        _asking(world, state, now)
    third = make.young_person(name="Not Met")
    with db.transaction() as session:
        row = MustNotMeet(
            one_id=world.young.id,
            other_id=third.id,
            by_id=world[Role.PARTICIPATION_WORKER].id,
            at=now,
        )
        row.why = "A court said so."
        session.add(row)
        session.flush()
        world.ids["apart_id"] = row.id


def _idea(
    make: Make, world: World, whose: UUID, title: str, held: Held, state: IdeaState, now: datetime
) -> None:
    person = world.young if whose == world.young.id else world.other
    said = make.statement(person, title, read_by=world[Role.READER], asked="idea")
    with db.transaction() as session:
        idea = Idea(young_person_id=whose, pool=Pool.UNDER_18, state=state, made_at=now, state_at=now)
        idea.answer_by_on = now.date() + timedelta(days=20) if state is not IdeaState.WAITING else None
        session.add(idea)
        session.flush()
        piece = Piece(
            idea_id=idea.id,
            kind=PieceKind.IDEA,
            young_person_id=whose,
            pool=Pool.UNDER_18,
            send_once=uuid.uuid4(),
            statement_id=said.id,
            sent_at=now,
            held=held,
            held_at=now,
        )
        piece.title, piece.words = title, "It would be good for all of us."
        piece.reason = "Please take the place out." if held is Held.SENT_BACK else ""
        session.add(piece)
        if state is not IdeaState.WAITING:
            event = IdeaEvent(
                idea_id=idea.id, young_person_id=whose, send_once=uuid.uuid4(), state=state, at=now
            )
            event.words = "It is done." if state is IdeaState.DID else ""
            session.add(event)
        session.flush()
        if held is Held.SHOWN:
            world.ids["idea_id"] = idea.id
        if held is Held.SENT_BACK or "piece_id" not in world.ids:
            world.ids["piece_id"] = piece.id


def _asking(world: World, state: Asking, now: datetime) -> None:
    with db.transaction() as session:
        row = Consultation(
            send_once=uuid.uuid4(),
            youngest=8,
            oldest=17,
            closes_on=now.date() + timedelta(days=9 if state is not Asking.CLOSED else -1),
            state=state,
            made_by_id=world[Role.PARTICIPATION_WORKER].id,
            made_at=now,
            opened_at=None if state is Asking.DRAFT else now,
        )
        row.title, row.about = "The welcome pack", "We write it anew."
        session.add(row)
        session.flush()
        part = ConsultationPart(consultation_id=row.id, version=1, place=0)
        part.heading, part.words, part.changed = "Your first night", "You choose what to eat.", ""
        session.add(part)
        session.flush()
        world.ids["asking_id"], world.ids["part_id"] = row.id, part.id
