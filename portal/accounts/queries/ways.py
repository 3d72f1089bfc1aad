"""A young person's ways in: their words, their phones, and the history of both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import AccessCard, Account, IdentityCheck, Phone, WayIn
from portal.accounts.rules.throttle import SHORT_WORDS
from portal.vault import keys


def words_hash(words: tuple[str, ...]) -> bytes:
    """The keyed hash by which five words are found."""
    return keys.blind("five words", " ".join(words))


def short_hash(account_id: UUID, words: tuple[str, ...]) -> bytes:
    """The keyed hash of the first three words, of use beside this account's phone only."""
    return keys.blind("three words", f"{account_id} {' '.join(words[:SHORT_WORDS])}")


def phone_hash(secret: str) -> bytes:
    return keys.blind("phone", secret)


def card_hash(words: tuple[str, ...]) -> bytes:
    return keys.blind("card", " ".join(words))


def way_with(words: tuple[str, ...]) -> tuple[WayIn, Account] | None:
    """The way in with these words, and whose it is, while it holds."""
    found = db.session.execute(
        sa.select(WayIn, Account)
        .join(Account, Account.id == WayIn.account_id)
        .where(WayIn.words_hash == words_hash(words), WayIn.ended_at.is_(None), Account.is_open.is_(True))
    ).one_or_none()
    return (found[0], found[1]) if found else None


def known_phone(secret: str) -> tuple[Phone, Account] | None:
    """The phone that holds this secret, and whose it is, while its shortcut holds."""
    if not secret:
        return None
    found = db.session.execute(
        sa.select(Phone, Account)
        .join(Account, Account.id == Phone.account_id)
        .join(WayIn, WayIn.id == Phone.way_id)
        .where(
            Phone.secret_hash == phone_hash(secret),
            Phone.ended_at.is_(None),
            WayIn.ended_at.is_(None),
            Account.is_open.is_(True),
        )
    ).one_or_none()
    return (found[0], found[1]) if found else None


def words_to_keep(account_id: UUID) -> WayIn | None:
    """Words that were made and that the young person has not said they have."""
    return db.session.scalars(
        _open_ways(account_id).where(WayIn.kept_at.is_(None)).order_by(WayIn.made_at.desc()).limit(1)
    ).first()


def has_words(account_id: UUID) -> bool:
    """Whether they have words that they said they have."""
    kept = _open_ways(account_id).where(WayIn.kept_at.is_not(None)).limit(1)
    return db.session.scalars(kept).first() is not None


def past_shut_at(young_person_id: UUID) -> datetime | None:
    """Since when the past is shut after a lost way in; None while it is open. What was said or drafted before
    this moment stays shut."""
    return db.session.scalar(
        sa.select(Account.past_shut_at).where(Account.young_person_id == young_person_id)
    )


class WayStep(StrEnum):
    """What happened to a young person's ways in."""

    CARD_MADE = "card_made"
    LOST_CARD_MADE = "lost_card_made"
    CARD_USED = "card_used"
    CARD_CANCELLED = "card_cancelled"
    CONFIRMED = "confirmed"  # a second worker checked with them in person
    REFUSED = "refused"  # a second worker found that it was not them
    NEW_WORDS = "new_words"  # words for coming back were saved; whatever opened it before did so no longer


@dataclass(frozen=True)
class WayEvent:
    """One thing that happened to the ways in, and who did it (None: the young person, or nobody)."""

    at: datetime
    step: WayStep
    by_id: UUID | None


def ways_history(young_person_id: UUID) -> list[WayEvent]:
    """Who made cards, who confirmed a lost way in, new words, and when, latest first: for their own page."""
    cards = db.session.scalars(sa.select(AccessCard).where(AccessCard.young_person_id == young_person_id))
    checks = db.session.scalars(
        sa.select(IdentityCheck).where(IdentityCheck.young_person_id == young_person_id)
    )
    events = [event for card in cards for event in _of_card(card)]
    events += [event for check in checks for event in _of_check(check)]
    kept = sa.select(WayIn.kept_at).where(
        WayIn.young_person_id == young_person_id, WayIn.kept_at.is_not(None)
    )
    events += [WayEvent(at, WayStep.NEW_WORDS, None) for at in db.session.scalars(kept) if at]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _of_card(card: AccessCard) -> list[WayEvent]:
    made = WayStep.LOST_CARD_MADE if card.for_lost else WayStep.CARD_MADE
    found = [WayEvent(card.made_at, made, card.made_by)]
    if card.used_at:
        found.append(WayEvent(card.used_at, WayStep.CARD_USED, None))
    if card.cancelled_at:
        found.append(WayEvent(card.cancelled_at, WayStep.CARD_CANCELLED, card.cancelled_by))
    return found


def _of_check(check: IdentityCheck) -> list[WayEvent]:
    if check.confirmed_at:
        return [WayEvent(check.confirmed_at, WayStep.CONFIRMED, check.confirmed_by)]
    if check.refused_by and check.ended_at:
        return [WayEvent(check.ended_at, WayStep.REFUSED, check.refused_by)]
    return []


def _open_ways(account_id: UUID) -> sa.Select[WayIn]:
    return sa.select(WayIn).where(WayIn.account_id == account_id, WayIn.ended_at.is_(None))


def address_of(account_id: UUID) -> str:
    """Where their notices go; empty when they gave no address."""
    account = db.session.get(Account, account_id)
    return account.email if account else ""
