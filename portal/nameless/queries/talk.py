"""A talk as whoever holds its five words sees it. Nothing here asks who that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import duty_next_from, names_of, on_duty
from portal.accounts.words import all_words
from portal.nameless.models import NamelessMessage, NamelessTalk
from portal.nameless.rules import CODE_WORDS
from portal.settings import Settings
from portal.vault import keys

_BITS = 11  # 2,048 words

Words = tuple[str, ...]


def code_for(send_once: UUID) -> Words:
    """The five words of the talk that this form begins: the same for the same form, so that a double tap or
    a page asked for again shows the same words. They are stored nowhere. 55 bits, by the council's key."""
    number = int.from_bytes(keys.blind("nameless code", str(send_once))[:8])
    places = [(number >> (_BITS * place)) % (1 << _BITS) for place in range(CODE_WORDS)]
    return tuple(all_words()[place] for place in places)


def code_hash(words: Words) -> bytes:
    """The keyed hash by which five words are found."""
    return keys.blind("nameless words", " ".join(words))


def talk_with(words: Words) -> NamelessTalk | None:
    """The talk these words open, or None."""
    if len(words) != CODE_WORDS:
        return None
    return db.session.scalars(
        sa.select(NamelessTalk).where(NamelessTalk.code_hash == code_hash(words))
    ).one_or_none()


def talk_by_id(talk_id: UUID) -> NamelessTalk | None:
    """A talk whose words were used a little while ago on this page."""
    return db.session.get(NamelessTalk, talk_id)


def message_with(send_once: UUID) -> NamelessMessage | None:
    """What this form was sent as already, if it was."""
    return db.session.scalars(
        sa.select(NamelessMessage).where(NamelessMessage.send_once == send_once)
    ).one_or_none()


@dataclass(frozen=True)
class Turn:
    """One turn as both sides read it. `at` is the hour only when it is theirs."""

    is_ours: bool
    words: str
    at: datetime
    who: str
    not_safe: bool
    is_read: bool
    read_by_at: datetime | None


@dataclass(frozen=True)
class Conversation:
    """A talk as its page shows it."""

    turns: Sequence[Turn]
    answer_by_on: date | None
    closed_on: date | None


def conversation(talk: NamelessTalk) -> Conversation:
    """All turns, oldest first."""
    rows = messages_of(talk.id)
    names = names_of({row.answered_by_id for row in rows if row.answered_by_id})
    turns = [
        Turn(
            row.is_ours,
            row.words,
            row.at,
            names.get(row.answered_by_id, "") if row.answered_by_id else "",
            row.not_safe,
            row.read_at is not None,
            row.read_by_at,
        )
        for row in rows
    ]
    return Conversation(turns, talk.answer_by_on, talk.closed_on)


def messages_of(talk_id: UUID) -> Sequence[NamelessMessage]:
    return db.session.scalars(
        sa.select(NamelessMessage).where(NamelessMessage.talk_id == talk_id).order_by(NamelessMessage.number)
    ).all()


@dataclass(frozen=True)
class Duty:
    """Whether somebody is on duty at this moment, and from when somebody is."""

    is_here: bool
    next_from: datetime | None


def duty(now: datetime, settings: Settings) -> Duty:
    zone = settings.time_zone
    return Duty(bool(on_duty(now, zone)), duty_next_from(now, zone))
