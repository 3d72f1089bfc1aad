"""Telling the service something without a name, and going on talking. No event is written: there is nobody to
name in it. What is stored is the words, the hour, and the hash of five words."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.accounts.commands.throttle import count_wrong
from portal.accounts.queries.throttle import EVERYBODY, wait_for_all
from portal.accounts.rules.doors import Shut, Wrong
from portal.accounts.rules.throttle import ALL_WORDS
from portal.clocks.reading import Hours, local_day, read_by
from portal.kit.errors import Refused
from portal.nameless.commands.calls import call_next
from portal.nameless.models import NamelessMessage, NamelessTalk
from portal.nameless.queries.talk import Words, code_for, code_hash, message_with, talk_with
from portal.nameless.rules import hour_of, order_for, why_not_write
from portal.vault import keys

DOOR = "nameless"


@dataclass(frozen=True)
class Said:
    """What was typed, whether they pressed "I'm not safe", and whether they say that it is a complaint."""

    words: str
    not_safe: bool = False
    is_complaint: bool = False


@dataclass(frozen=True)
class Moment:
    """Now, and what the council's settings promise."""

    now: datetime
    hours: Hours


@dataclass(frozen=True)
class Told:
    """What became of it, and whether it calls somebody. `code` is None once the five words were used: they
    are not shown again."""

    code: Words | None
    send_once: UUID
    read_by_at: datetime
    not_safe: bool
    calls: bool


def tell(send_once: UUID, said: Said, moment: Moment) -> Told:
    """Store it, and give the five words. The same form sent again is the same talk and the same words; with
    other words in it they are added, so that nothing typed is lost."""
    found = message_with(send_once)
    if found is None:
        found = _first(send_once, said, moment)
    talk = db.session.get_one(NamelessTalk, found.talk_id)
    if (found.words, found.not_safe) != (said.words, said.not_safe):
        more = _id_for_more(send_once, said)
        if talk.is_kept or talk.closed_on:
            return tell(more, said, moment)
        found = say_more(talk, more, said, moment)
    code = None if talk.is_kept else code_for(send_once)
    return Told(code, send_once, found.read_by_at or moment.now, said.not_safe, talk.pages_duty)


def told_again(found: NamelessMessage) -> Told:
    """What became of a form that was sent before: shown again while the five words were not used."""
    talk = db.session.get_one(NamelessTalk, found.talk_id)
    code = None if talk.is_kept else code_for(found.send_once)
    return Told(code, found.send_once, found.read_by_at or found.at, found.not_safe, talk.pages_duty)


def told_now(talk: NamelessTalk, moment: Moment) -> Told:
    """What is true now for somebody who is not safe and has the five words already."""
    return Told(None, talk.id, read_by(moment.hours, moment.now), True, talk.pages_duty)


def say_more(talk: NamelessTalk, send_once: UUID, said: Said, moment: Moment) -> NamelessMessage:
    """One more turn of theirs. Raises Refused when the talk is closed."""
    if found := message_with(send_once):
        return found
    db.session.refresh(talk, with_for_update=True)
    if why := why_not_write(talk.closed_on):
        raise Refused(why)
    last = sa.select(sa.func.max(NamelessMessage.number)).where(NamelessMessage.talk_id == talk.id)
    return _add(talk, send_once, (db.session.scalar(last) or 0) + 1, said, moment)


def keep(send_once: UUID, words: Words) -> NamelessTalk | None:
    """They used the five words, on the spot: they have them. None when these are other words."""
    if words != code_for(send_once):
        return None
    talk = talk_with(words)
    if talk is not None:
        talk.is_kept = True
        db.session.flush()
    return talk


def come_back(words: Words, now: datetime) -> NamelessTalk | Shut:
    """Open a talk by its five words. Wrong ones, and those of a talk that was erased, are the same answer."""
    wait = wait_for_all(DOOR, ALL_WORDS, now)
    if wait > timedelta():
        return Shut(Wrong.TOO_SOON, wait)
    talk = talk_with(words)
    if talk is None:
        count_wrong(DOOR, [EVERYBODY], now)
        return Shut(Wrong.NOT_RIGHT)
    if not talk.is_kept:
        talk.is_kept = True
        db.session.flush()
    return talk


def close(talk: NamelessTalk, moment: Moment) -> None:
    """They are done. What is unread is read all the same; all of it is erased some time later."""
    if talk.closed_on is None:
        talk.closed_on = local_day(moment.now, moment.hours.zone)
        db.session.flush()


def _first(send_once: UUID, said: Said, moment: Moment) -> NamelessMessage:
    talk = NamelessTalk(code_hash=code_hash(code_for(send_once)), is_complaint=said.is_complaint)
    try:
        with db.session.begin_nested():
            db.session.add(talk)
            db.session.flush()
            return _add(talk, send_once, 1, said, moment)
    except IntegrityError:
        # The same form, sent twice at the same moment: the other one was quicker.
        found = message_with(send_once)
        if found is None:
            raise
        return found


def _add(talk: NamelessTalk, send_once: UUID, number: int, said: Said, moment: Moment) -> NamelessMessage:
    order = order_for(said.words, not_safe=said.not_safe)
    message = NamelessMessage(
        talk_id=talk.id,
        number=number,
        send_once=send_once,
        at=hour_of(moment.now),
        not_safe=said.not_safe,
        level=order.level,
        read_by_at=read_by(moment.hours, moment.now),
    )
    message.words = said.words
    db.session.add(message)
    db.session.flush()
    if order.pages and not talk.pages_duty:
        talk.pages_duty = True
        call_next(talk, now=moment.now, zone=ZoneInfo(moment.hours.zone))
    return message


def _id_for_more(send_once: UUID, said: Said) -> UUID:
    text = json.dumps([str(send_once), said.words, said.not_safe])
    return uuid.UUID(bytes=keys.blind("nameless said more", text)[:16], version=4)
