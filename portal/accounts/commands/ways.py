"""Words for coming back and the phones that shorten them: made, kept, ended."""

from __future__ import annotations

import secrets
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts import words as word_list
from portal.accounts.models import Account, Phone, WayIn
from portal.accounts.queries.ways import phone_hash, short_hash, words_hash, words_to_keep
from portal.accounts.rules.throttle import COME_BACK_WORDS
from portal.audit import commands as audit
from portal.kit import clock


def make_words(account_id: UUID, *, own_phone: bool) -> str | None:
    """Draw five new words, to be shown until they are kept; a double tap makes them once.

    Words that were kept before still work until these are. Gives the secret for the phone in hand if it is
    the young person's own, else None."""
    account = db.session.get_one(Account, account_id, with_for_update=True)
    way = words_to_keep(account_id) or _draw(account)
    return add_phone(way, tuple(way.words.split())) if own_phone else None


def add_phone(way: WayIn, words: tuple[str, ...]) -> str:
    """Let the phone in hand shorten this way in. Gives the secret it must keep (256 bits)."""
    secret = secrets.token_urlsafe(32)
    db.session.add(
        Phone(
            account_id=way.account_id,
            way_id=way.id,
            secret_hash=phone_hash(secret),
            three_hash=short_hash(way.account_id, words),
            made_at=clock.now(),
        )
    )
    db.session.flush()
    return secret


def keep_words(way: WayIn) -> int:
    """They have the words now: forget them here, and end every way in they had before, every session too.

    Gives the version with which the session in hand carries on: whoever came in by the old words is out."""
    now = clock.now()
    account = db.session.get_one(Account, way.account_id, with_for_update=True)
    others = (WayIn.account_id == way.account_id, WayIn.id != way.id, WayIn.ended_at.is_(None))
    db.session.execute(sa.update(WayIn).where(*others).values(ended_at=now, words_sealed=None))
    db.session.execute(
        sa.update(Phone)
        .where(Phone.account_id == way.account_id, Phone.way_id != way.id, Phone.ended_at.is_(None))
        .values(ended_at=now)
    )
    way.kept_at, way.words = now, ""
    account.ways_version += 1
    _record("new words", way.account_id, way.young_person_id)
    db.session.flush()
    return account.ways_version


def end_all(account: Account) -> None:
    """End every way in, every phone and every session this account has."""
    now = clock.now()
    for table in (WayIn, Phone):
        open_ones = (table.account_id == account.id, table.ended_at.is_(None))
        db.session.execute(sa.update(table).where(*open_ones).values(ended_at=now))
    db.session.execute(sa.update(WayIn).where(WayIn.account_id == account.id).values(words_sealed=None))
    account.ways_version = (account.ways_version or 1) + 1
    db.session.flush()


def _draw(account: Account) -> WayIn:
    assert account.young_person_id is not None
    words = word_list.draw(COME_BACK_WORDS)
    while db.session.scalar(sa.select(WayIn.id).where(WayIn.words_hash == words_hash(words))):
        words = word_list.draw(COME_BACK_WORDS)  # somebody has or had them: draw again
    way = WayIn(
        account_id=account.id,
        young_person_id=account.young_person_id,
        words_hash=words_hash(words),
        made_at=clock.now(),
    )
    way.words = " ".join(words)
    db.session.add(way)
    db.session.flush()
    return way


def _record(action: str, account_id: UUID, young_person_id: UUID) -> None:
    audit.record(
        action,
        by=account_id,
        role="young_person",
        young_person_id=young_person_id,
        subject=("account", account_id),
    )
