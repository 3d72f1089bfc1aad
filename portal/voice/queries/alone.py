"""Cards that ask "see me on my own", and askings that wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.people import queries as people
from portal.policy.viewer import Subject, Viewer
from portal.vault import keys
from portal.voice.models import AloneCard, Statement
from portal.voice.rules.alone import ASKED, may_end


@dataclass(frozen=True)
class CardRow:
    """A card as the list shows it. Never its words, and never whether it was used: whoever looks may be the
    one a child is afraid of."""

    id: UUID
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    may_end: bool
    """Whoever looks may end it."""


@dataclass(frozen=True)
class Child:
    """Whose page it is."""

    id: UUID
    name: str


def card_hash(words: Sequence[str]) -> bytes:
    """What stands in the table instead of a card's words."""
    return keys.blind("alone card", " ".join(words))


def card_with(words: Sequence[str]) -> AloneCard | None:
    """The card with these words, ended or not."""
    return db.session.scalars(
        sa.select(AloneCard).where(AloneCard.code_hash == card_hash(words))
    ).one_or_none()


def cards_of(viewer: Viewer, young_person_id: UUID) -> list[CardRow]:
    """A child's cards, newest first."""
    cards = db.session.scalars(
        sa.select(AloneCard)
        .where(AloneCard.young_person_id == young_person_id)
        .order_by(AloneCard.made_at.desc(), AloneCard.id)
    ).all()
    names = names_of({card.made_by_id for card in cards})
    return [
        CardRow(
            one.id,
            one.made_at,
            names.get(one.made_by_id, ""),
            one.ended_at,
            may_end=may_end(one.made_by_id, viewer.account_id, viewer.roles),
        )
        for one in cards
    ]


def card_of(young_person_id: UUID, card_id: UUID) -> AloneCard | None:
    """One card, if it is this child's."""
    card = db.session.get(AloneCard, card_id)
    return card if card and card.young_person_id == young_person_id else None


def latest_asking(young_person_id: UUID) -> Statement | None:
    """The last time they asked to be seen alone."""
    return db.session.scalars(
        sa.select(Statement)
        .where(Statement.young_person_id == young_person_id, Statement.asked == ASKED)
        .order_by(Statement.sent_at.desc())
        .limit(1)
    ).first()


def child(viewer: Viewer, young_person_id: UUID) -> Subject | None:
    """The child a worker's page is about, as the guard's subject."""
    found = people.young_person_subject(viewer, young_person_id)
    if found is None:
        return None
    thing = Child(young_person_id, found.thing.name)
    return Subject(thing, young_person_id, found.relations, "young_person", young_person_id)


def childs_card(viewer: Viewer, young_person_id: UUID, card_id: UUID) -> Subject | None:
    """The same with one of its cards that the viewer may end: (child, card's id)."""
    found, card = child(viewer, young_person_id), card_of(young_person_id, card_id)
    if found is None or card is None or not may_end(card.made_by_id, viewer.account_id, viewer.roles):
        return None
    return Subject((found.thing, card_id), young_person_id, found.relations, "alone_card", card_id)
