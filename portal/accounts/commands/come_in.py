"""A young person comes in: by five words, by three on their own phone, or by a card of six.

The order matters. A known phone is asked first and never waits; what it shows opens only its own account.
Every other try is slowed, first by device, then by the tries of all unknown devices together.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import db
from portal.accounts.commands.cards import use_card
from portal.accounts.commands.throttle import count_wrong
from portal.accounts.commands.ways import add_phone, keep_words
from portal.accounts.models import Account, Phone, WayIn
from portal.accounts.queries.cards import card_with
from portal.accounts.queries.throttle import EVERYBODY, wait_for_all, wait_for_one
from portal.accounts.queries.ways import known_phone, short_hash, way_with
from portal.accounts.rules.doors import Opened, Shut, Wrong
from portal.accounts.rules.throttle import (
    ALL_CARDS,
    ALL_WORDS,
    CARD_WORDS,
    COME_BACK_WORDS,
    DEVICE,
    PHONE_TRIES,
    SHORT_WORDS,
    Ceiling,
)

Words = tuple[str, ...]


def come_in(words: Words, *, device: str, phone_secret: str, now: datetime, today: date) -> Opened | Shut:
    """Try a door with the words that were read. Six are a card's, five are somebody's own."""
    if len(words) == CARD_WORDS:
        return _by_card(words, device, now, today)
    phone = known_phone(phone_secret)
    if phone and _is_own(phone, words):
        return _by_phone(*phone)
    if phone:
        _count_on_phone(phone[0].id, now)
    if len(words) != COME_BACK_WORDS:
        return Shut(Wrong.NOT_RIGHT if phone else Wrong.NOT_WHOLE)
    return _by_words(words, "" if phone else device, now)


def remember_phone(words: Words) -> str | None:
    """Five words were typed on somebody's own phone: three are enough there from now on. Gives its secret."""
    found = way_with(words)
    return add_phone(found[0], words) if found else None


def _is_own(phone: tuple[Phone, Account], words: Words) -> bool:
    enough = SHORT_WORDS <= len(words) <= COME_BACK_WORDS
    return enough and phone[0].three_hash == short_hash(phone[1].id, words)


def _by_phone(phone: Phone, account: Account) -> Opened:
    phone.wrong_tries = 0
    _kept_by_use(db.session.get_one(WayIn, phone.way_id))
    return Opened(account.id, account.ways_version, account.language, easy_read=account.easy_read)


def _count_on_phone(phone_id: UUID, now: datetime) -> None:
    """One more wrong try on a phone. At the tenth its shortcut ends; five words work there as anywhere."""
    db.aside(lambda own: _count(own, phone_id, now))


def _count(session: Session, phone_id: UUID, now: datetime) -> None:
    this = (Phone.id == phone_id, Phone.ended_at.is_(None))
    session.execute(sa.update(Phone).where(*this).values(wrong_tries=Phone.wrong_tries + 1))
    session.execute(sa.update(Phone).where(*this, Phone.wrong_tries >= PHONE_TRIES).values(ended_at=now))


def _by_words(words: Words, device: str, now: datetime) -> Opened | Shut:
    """Five words of anybody. Without a device it is a known phone, which never waits: while too many guess
    at once, it opens its own account only."""
    wait = _wait("words", device, ALL_WORDS, now)
    if wait > timedelta():
        return Shut(Wrong.TOO_SOON, wait) if device else Shut(Wrong.NOT_RIGHT)
    found = way_with(words)
    if found is None:
        count_wrong("words", _counted(device), now)
        return Shut(Wrong.NOT_RIGHT)
    way, account = found
    _kept_by_use(way)
    return Opened(account.id, account.ways_version, account.language, easy_read=account.easy_read)


def _by_card(words: Words, device: str, now: datetime, today: date) -> Opened | Shut:
    wait = _wait("card", device, ALL_CARDS, now)
    if wait > timedelta():
        return Shut(Wrong.TOO_SOON, wait)
    card = card_with(words)
    if card is None:
        count_wrong("card", _counted(device), now)
        return Shut(Wrong.NOT_RIGHT)
    return use_card(card, now=now, today=today)


def _kept_by_use(way: WayIn) -> None:
    """Whoever comes in with new words has them."""
    if way.kept_at is None:
        keep_words(way)


def _wait(door: str, device: str, ceiling: Ceiling, now: datetime) -> timedelta:
    for_one = wait_for_one(door, device, DEVICE, now) if device else timedelta()
    return max(for_one, wait_for_all(door, ceiling, now))


def _counted(device: str) -> list[str]:
    return [device, EVERYBODY] if device else [EVERYBODY]
