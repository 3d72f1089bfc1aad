"""Ways in of requesters without an account, and what is mailed to them: a code, or that there is news."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import db
from portal.accounts.models import Attempt
from portal.accounts.queries.throttle import attempt_key
from portal.audit import commands as audit
from portal.records.models import RecordsRequest, RequestKey
from portal.records.queries.outside import (
    Words,
    address_of,
    code_hash,
    code_of,
    keys_of,
    words_hash,
    words_of,
)
from portal.records.queries.theirs import hides_from_them, may_say_adoption
from portal.records.rules.outside import (
    CODE_BY_HAND_FOR,
    CODE_FOR,
    LONGEST_WAIT_FOR_MAIL,
    MAILS_TO_ONE,
    SHOWN_AGAIN_FOR,
    Mail,
)

MAILING = "records_mail"


@dataclass(frozen=True)
class GivenWay:
    """A way in that an officer hands on, by letter or on the phone."""

    words: Words
    code: str


def send_code_to(key: RequestKey, now: datetime, *, wait: timedelta = timedelta()) -> bool:
    """Put a new code in the post. Where the address had several in this hour already it waits for its turn.
    Returns whether a code is on its way."""
    address = address_of(key).casefold()
    if not address:
        return False
    free_at = _free_at(address, now)
    if free_at > now and key.mail == Mail.CODE:
        return True  # the one that waits is as good
    mail_after = max(free_at, now + wait)
    if mail_after > now + LONGEST_WAIT_FOR_MAIL:
        return False
    count(MAILING, address, mail_after)
    new_code(key, mail_after + CODE_FOR)
    key.mail, key.mail_after, key.mail_tries = Mail.CODE, mail_after, 0
    db.session.flush()
    return True


def new_code(key: RequestKey, until: datetime) -> str:
    """The next code of a way in. The one before it opens nothing any more."""
    key.code_number += 1
    code = code_of(key)
    key.code_hash, key.code_until, key.wrong_tries = code_hash(key.id, code), until, 0
    db.session.flush()
    return code


def tell_of_news(request: RecordsRequest, *, now: datetime) -> None:
    """There is something new on their page: a neutral mail, if they gave an address and have a way in."""
    if request.apart_from_id is not None and not may_say_adoption(request):
        return
    ways = [*keys_of(request.id), *(keys_of(request.apart_from_id) if request.apart_from_id else ())]
    for key in ways:
        # A code that waits brings them here anyway.
        if key.proven_at and key.mail == Mail.NOTHING and address_of(key):
            key.mail, key.mail_after, key.mail_tries = Mail.NEWS, now, 0
    db.session.flush()


def give_way_in(request: RecordsRequest, *, send_once: UUID, by: UUID, now: datetime) -> GivenWay | None:
    """Five words and a code, to be told on the phone or put in a letter. Earlier ways in end. None when the
    same form comes again after they were used or ended: they are theirs alone by then."""
    db.session.refresh(request, with_for_update=True)
    # Only what this account made with this form is shown to it again: never the words of whoever asked.
    key_id = uuid.uuid5(send_once, f"{request.id} {by}")
    key = db.session.get(RequestKey, key_id, populate_existing=True)
    if key is None:
        for old in keys_of(request.id):
            old.ended_at = now
        key = new_key(request, now, key_id=key_id)
        new_code(key, now + CODE_BY_HAND_FOR)
    elif key.proven_at or key.ended_at or now - key.made_at > SHOWN_AGAIN_FOR:
        return None
    audit.record(
        "give_way_in",
        by=by,
        role="staff",
        young_person_id=request.young_person_id,
        safety=hides_from_them(request),
        subject=("records_request", request.id),
    )
    db.session.flush()
    return GivenWay(words_of(key.id), code_of(key))


def new_key(request: RecordsRequest, now: datetime, *, key_id: UUID | None = None) -> RequestKey:
    """A way in, its words not used yet."""
    # Worked out from the request, so that the same form sent twice at the same moment is one way in.
    key_id = key_id or uuid.uuid5(request.id, "way in")
    key = RequestKey(id=key_id, request_id=request.id, words_hash=words_hash(words_of(key_id)), made_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(key)
            db.session.flush()
    except IntegrityError:
        return db.session.get_one(RequestKey, key_id)
    return key


def count(door: str, key: str, now: datetime) -> None:
    """Counted with the change itself: what was refused was not done."""
    db.session.add(Attempt(door=door, key_hash=attempt_key(door, key), at=now))


def count_wrong_code(key_id: UUID) -> None:
    """Counted although nothing else of the try is kept."""
    db.aside(lambda own: _count_on(own, key_id))


def _count_on(own: Session, key_id: UUID) -> None:
    own.execute(
        sa.update(RequestKey)
        .where(RequestKey.id == key_id)
        .values(wrong_tries=RequestKey.wrong_tries + 1)
        .execution_options(synchronize_session=False)
    )


def _free_at(address: str, now: datetime) -> datetime:
    """When the next code may be mailed there; those that wait are counted for when they go."""
    same = (Attempt.door == MAILING, Attempt.key_hash == attempt_key(MAILING, address))
    latest = sa.select(Attempt.at).where(*same).order_by(Attempt.at.desc())
    last = db.session.scalars(latest.offset(MAILS_TO_ONE.tries - 1).limit(1)).first()
    return max(now, last + MAILS_TO_ONE.window) if last else now
