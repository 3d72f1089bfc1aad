"""Asking from outside, proving that an address is theirs, and coming back: five words and a mailed code.

Nothing here looks for who is known: what happens, and how long it takes, is the same for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from portal import db
from portal.accounts.commands.throttle import count_wrong
from portal.accounts.queries.throttle import EVERYBODY, wait_for_all, wait_for_one
from portal.accounts.rules.doors import Shut, Wrong
from portal.notices.rules import NoticeKind
from portal.records.commands.outside import count, count_wrong_code, new_key, send_code_to
from portal.records.commands.receiving import Asked, prove, receive
from portal.records.commands.writing import tell_officer
from portal.records.models import RecordsRequest, RequestKey
from portal.records.queries.outside import Words, address_of, is_right, key_of_form, key_with, words_of
from portal.records.queries.requests import get
from portal.records.rules import State
from portal.records.rules.outside import ALL_ASKING, ALL_WAYS_IN, CODE_AFTER_OPENING, ONE_WAY_IN

DOOR, ASKING = "records", "records_ask"


@dataclass(frozen=True)
class Asking:
    """What became of a form from the public page. `words` is None once they were used: never shown again."""

    request: RecordsRequest
    words: Words | None


def ask(asked: Asked, *, send_once: UUID, now: datetime, today: date) -> Asking:
    """Take a request from outside, however many come. The same form sent again is the same request and the
    same words. Whoever gets no code by mail is an officer's to ring or write to: they are told."""
    wait = wait_for_all(ASKING, ALL_ASKING, now)
    request = receive(asked, send_once=send_once, by=None, now=now, today=today, is_proven=False)
    key = key_of_form(request.id)
    if key is None:
        count(ASKING, EVERYBODY, now)
        key = new_key(request, now)
        if not send_code_to(key, now, wait=wait) and not wait:
            tell_officer(request, NoticeKind.RECORDS_ASKED, today)
    db.session.flush()
    return Asking(request, None if key.proven_at else words_of(key.id))


def come_in(words: Words, code: str, *, now: datetime, today: date) -> RequestKey | Shut:
    """Open a request with its words and the code that counts now. Every mistake is the same answer."""
    wait = _wait(words, now)
    if wait > timedelta():
        return Shut(Wrong.TOO_SOON, wait)
    key = key_with(words)
    if not is_right(key, code, now) or key is None:
        count_wrong(DOOR, [EVERYBODY, " ".join(words)], now)
        if key is not None:
            count_wrong_code(key.id)
        return Shut(Wrong.NOT_RIGHT)
    key.proven_at = key.proven_at or now
    key.wrong_tries = 0
    if key.code_until and address_of(key):  # who has no e-mail gets no other one
        key.code_until = min(key.code_until, now + CODE_AFTER_OPENING)
    request = get(key.request_id)
    if request is not None and request.state is State.UNPROVEN:
        prove(request, send_once=key.id, by=None, now=now, today=today)
    db.session.flush()
    return key


def close(key_id: UUID) -> None:
    """They are done: nothing that was open with it is open any more, wherever a copy of it lies."""
    key = db.session.get(RequestKey, key_id)
    if key is not None:
        key.closings += 1
        db.session.flush()


def send_new_code(words: Words, *, now: datetime) -> Shut | None:
    """Mail a new code, if these words are right and an e-mail was given. The answer never says whether."""
    wait = _wait(words, now)
    if wait > timedelta():
        return Shut(Wrong.TOO_SOON, wait)
    key = key_with(words)
    if key is None:
        count_wrong(DOOR, [EVERYBODY, " ".join(words)], now)
        return None
    send_code_to(key, now)
    return None


def _wait(words: Words, now: datetime) -> timedelta:
    return max(wait_for_all(DOOR, ALL_WAYS_IN, now), wait_for_one(DOOR, " ".join(words), ONE_WAY_IN, now))
