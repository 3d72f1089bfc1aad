"""Access cards, and lost ways in that wait for a second worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import AccessCard, Account, IdentityCheck
from portal.accounts.queries.around import names_of
from portal.accounts.queries.ways import card_hash
from portal.kit import clock
from portal.people import queries as people
from portal.policy.permissions import Permission
from portal.policy.predicates import Ask
from portal.policy.table import is_allowed
from portal.policy.viewer import Subject, Viewer


@dataclass(frozen=True)
class CardRow:
    """A card as the list shows it. Never its words: they are known to the paper alone."""

    id: UUID
    made_at: datetime
    made_by: str
    for_lost: bool
    expires_at: datetime
    used_at: datetime | None
    cancelled_at: datetime | None

    @property
    def is_live(self) -> bool:
        """Whether it would still open the door."""
        return not self.used_at and not self.cancelled_at and clock.now() < self.expires_at


@dataclass(frozen=True)
class Holder:
    """The young person a card is for."""

    id: UUID
    name: str


@dataclass(frozen=True)
class CardRef:
    """A card of a young person, by their ids."""

    id: UUID
    young_person_id: UUID


@dataclass(frozen=True)
class Check:
    """A lost way in that waits until a second worker has met the young person."""

    id: UUID
    young_person_id: UUID
    young_person: str
    opened_at: datetime
    card_made_by: UUID
    maker: str
    is_open: bool


def card_with(words: tuple[str, ...]) -> AccessCard | None:
    """The card with these six words, whatever has become of it."""
    return db.session.scalars(
        sa.select(AccessCard).where(AccessCard.code_hash == card_hash(words))
    ).one_or_none()


def card_sent(send_once: UUID) -> AccessCard | None:
    """The card that this very form made already."""
    return db.session.scalars(sa.select(AccessCard).where(AccessCard.send_once == send_once)).one_or_none()


def cards_of(young_person_id: UUID) -> list[CardRow]:
    """A young person's cards, newest first."""
    cards = db.session.scalars(
        sa.select(AccessCard)
        .where(AccessCard.young_person_id == young_person_id)
        .order_by(AccessCard.made_at.desc())
    ).all()
    names = names_of({card.made_by for card in cards})
    return [
        CardRow(
            card.id,
            card.made_at,
            names.get(card.made_by, ""),
            card.for_lost,
            card.expires_at,
            card.used_at,
            card.cancelled_at,
        )
        for card in cards
    ]


def holder(viewer: Viewer, young_person_id: UUID) -> Subject | None:
    """The young person a card is for, as the guard's subject."""
    found = people.young_person_subject(viewer, young_person_id)
    return replace(found, thing=Holder(young_person_id, found.thing.name)) if found else None


def holder_of(young_person_id: UUID) -> Holder:
    """The young person a card is for, where the guard has asked already."""
    return Holder(young_person_id, people.several([young_person_id])[young_person_id].name)


def card_subject(viewer: Viewer, young_person_id: UUID, card_id: UUID) -> Subject | None:
    """A card of this young person, as the guard's subject; another's is not there."""
    card = db.session.get(AccessCard, card_id)
    if card is None or card.young_person_id != young_person_id:
        return None
    relations = people.relations_to(viewer, young_person_id)
    return Subject(CardRef(card_id, young_person_id), young_person_id, relations, "access_card", card_id)


def has_account(young_person_id: UUID) -> bool:
    """Whether they came in before: any further card is for a lost way in."""
    return bool(
        db.session.scalar(sa.select(Account.id).where(Account.young_person_id == young_person_id).limit(1))
    )


def open_check(young_person_id: UUID) -> IdentityCheck | None:
    """The lost way in of this young person that waits, if one does."""
    return db.session.scalars(
        _open_checks().where(IdentityCheck.young_person_id == young_person_id).limit(1)
    ).first()


def checks_waiting(viewer: Viewer) -> list[Check]:
    """The lost ways in that this viewer may confirm, and those whose card they made themselves (to be told
    that somebody else has to), longest waiting first."""
    rows = db.session.scalars(_open_checks()).all()
    mine = [row for row in rows if _may_check(viewer, row.young_person_id)]
    return _shown(mine)


def check_subject(viewer: Viewer, check_id: UUID) -> Subject | None:
    """One lost way in as the guard's subject."""
    row = db.session.get(IdentityCheck, check_id)
    if row is None:
        return None
    relations = people.relations_to(viewer, row.young_person_id)
    return Subject(_shown([row])[0], row.young_person_id, relations, "identity_check", row.id)


def _may_check(viewer: Viewer, young_person_id: UUID) -> bool:
    relations = people.relations_to(viewer, young_person_id)
    return is_allowed(Permission.CONFIRM_IDENTITY, Ask(viewer.roles, relations))


def _open_checks() -> sa.Select[IdentityCheck]:
    return (
        sa.select(IdentityCheck)
        .where(IdentityCheck.confirmed_at.is_(None), IdentityCheck.ended_at.is_(None))
        .order_by(IdentityCheck.opened_at)
    )


def _shown(rows: Sequence[IdentityCheck]) -> list[Check]:
    young = people.several(row.young_person_id for row in rows)
    names = names_of({row.card_made_by for row in rows})
    return [
        Check(
            row.id,
            row.young_person_id,
            young[row.young_person_id].name,
            row.opened_at,
            row.card_made_by,
            names.get(row.card_made_by, ""),
            row.confirmed_at is None and row.ended_at is None,
        )
        for row in rows
    ]
