"""Families complain from outside, and come back with five words. Nobody is looked up here."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from portal import db
from portal.accounts.commands.throttle import count_wrong
from portal.accounts.models import Attempt
from portal.accounts.queries.throttle import EVERYBODY, attempt_key, wait_for_all, wait_for_one
from portal.accounts.rules.doors import Shut, Wrong
from portal.complaints.commands.receiving import NewComplaint, NewCompliment, receive, receive_compliment
from portal.complaints.models import Complaint, ComplaintKey, Compliment
from portal.complaints.queries.family import Words, key_of, key_with, words_hash, words_of
from portal.complaints.rules import Came
from portal.complaints.rules.family import ALL_COMPLAINING, ALL_WAYS_IN, ONE_WAY_IN
from portal.nameless.commands import sayings
from portal.nameless.commands.talking import Moment

DOOR, SENDING = "complaints", "complaints_sending"


@dataclass(frozen=True)
class Complained:
    """What became of a form from the public page. `words` is None once they were used: never shown again."""

    complaint: Complaint
    words: Words | None


def complain(new: NewComplaint, question: str, *, moment: Moment, outside_days: int) -> Complained | Shut:
    """Take it in; the same form sent again is the same complaint and the same words. Raises Refused.

    What they wrote is read by the duty desk too, the same working day, under `question`: it may say that a
    child is not safe."""
    if wait := _wait_to_send(moment.now):
        return Shut(Wrong.TOO_SOON, wait)
    complaint = receive(
        replace(new, came=Came.FAMILY_PAGE), by=new.account_id, now=moment.now, outside_days=outside_days
    )
    key = key_of(complaint.id)
    if key is None:
        _count_one(moment.now)
        key = _new_key(complaint, moment.now)
        text = "\n\n".join(part for part in (new.words, new.wish, new.about, new.child_name) if part)
        sayings.say(question, text, moment)
    db.session.flush()
    return Complained(complaint, None if key.used_at else words_of(key.id))


def thank(new: NewCompliment, question: str, *, moment: Moment) -> Compliment | Shut:
    """A thank-you from outside: kept, and read by the desk before it is passed on. Raises Refused."""
    if wait := _wait_to_send(moment.now):
        return Shut(Wrong.TOO_SOON, wait)
    row = receive_compliment(replace(new, came=Came.FAMILY_PAGE), by=None, now=moment.now)
    if row.at == moment.now:  # not the same form sent again
        _count_one(moment.now)
        sayings.say(question, "\n\n".join(part for part in (new.words, new.about) if part), moment)
    return row


def come_in(words: Words, now: datetime) -> ComplaintKey | Shut:
    """Open a complaint with its words. Wrong ones, and ones nobody was given, are the same answer."""
    wait = max(wait_for_all(DOOR, ALL_WAYS_IN, now), wait_for_one(DOOR, " ".join(words), ONE_WAY_IN, now))
    if wait > timedelta():
        return Shut(Wrong.TOO_SOON, wait)
    key = key_with(words)
    if key is None:
        count_wrong(DOOR, [EVERYBODY, " ".join(words)], now)
        return Shut(Wrong.NOT_RIGHT)
    key.used_at = key.used_at or now
    db.session.flush()
    return key


def close(key_id: UUID) -> None:
    """They are done: nothing that was open with it is open any more, wherever a copy of it lies."""
    key = db.session.get(ComplaintKey, key_id)
    if key is not None:
        key.closings += 1
        db.session.flush()


def _new_key(complaint: Complaint, now: datetime) -> ComplaintKey:
    # Worked out from the complaint, so that the same form sent twice at the same moment is one way in.
    key_id = uuid.uuid5(complaint.id, "way in")
    key = ComplaintKey(
        id=key_id, complaint_id=complaint.id, words_hash=words_hash(words_of(key_id)), made_at=now
    )
    try:
        with db.session.begin_nested():
            db.session.add(key)
    except IntegrityError:
        return db.session.get_one(ComplaintKey, key_id)
    return key


def _wait_to_send(now: datetime) -> timedelta:
    return wait_for_all(SENDING, ALL_COMPLAINING, now)


def _count_one(now: datetime) -> None:
    """Counted with the change itself: what was refused was not done."""
    db.session.add(Attempt(door=SENDING, key_hash=attempt_key(SENDING, EVERYBODY), at=now))
