"""A new e-mail of somebody from outside: half of what opens their page goes there, so it counts once it is
proven, and whoever reads the old one hears that something is new."""

from __future__ import annotations

import uuid
from datetime import datetime

from portal import db
from portal.accounts.rules.doors import Shut, Wrong
from portal.records.commands.noting import put_in_log
from portal.records.commands.outside import count_wrong_code, send_code_to
from portal.records.models import RecordsRequest, RequestKey
from portal.records.queries.outside import has_way_in, is_right, keys_of, new_email_of, words_hash, words_of
from portal.records.queries.requests import get
from portal.records.rules.outside import Mail


def change_email(request: RecordsRequest, email: str, *, by: uuid.UUID | None, now: datetime) -> str | None:
    """What they typed becomes their e-mail at once where no code goes there; else it waits to be proven.
    Returns what is to be written on the request, None to leave it."""
    if email == request.email:
        forget_new_email(request, now=now)
        return None
    if not has_way_in(request.id):
        return email
    if not email:
        forget_new_email(request, now=now)
        _tell(request, request.email, now)
        return email
    waiting = new_email_of(request.id)
    if waiting is None or waiting.address != email:
        forget_new_email(request, now=now)
        send_code_to(_row(request, email, now), now)
        put_in_log("new e-mail to be proven", request, by)
    return None


def prove_new_email(
    request: RecordsRequest, code: str, *, by: uuid.UUID | None, now: datetime
) -> Shut | None:
    """The code that was mailed there: it is their e-mail from now on. Sent twice it is the same."""
    waiting = new_email_of(request.id)
    if waiting is None:
        return None
    if not is_right(waiting, code, now):
        count_wrong_code(waiting.id)
        return Shut(Wrong.NOT_RIGHT)
    old, waiting.proven_at = request.email, now
    waiting.code_hash, waiting.mail, waiting.mail_after = None, Mail.NOTHING, None
    for one in {request.id, *(key.request_id for key in keys_of(request.id))}:
        # What was merged into it has a way in of its own, and its code goes the same way.
        if (half := get(one)) is not None:
            half.email = waiting.address
    _tell(request, old, now)
    put_in_log("new e-mail proven", request, by)
    db.session.flush()
    return None


def send_code_again(request: RecordsRequest, *, now: datetime) -> None:
    """A new code to the new e-mail; the one before opens nothing any more."""
    if waiting := new_email_of(request.id):
        send_code_to(waiting, now)


def forget_new_email(request: RecordsRequest, *, now: datetime) -> None:
    """The old e-mail stays."""
    if waiting := new_email_of(request.id):
        waiting.ended_at = now
        db.session.flush()


def _tell(request: RecordsRequest, old: str, now: datetime) -> None:
    """A neutral mail to the address that counted until now: the page says what is new."""
    if old:
        row = _row(request, old, now)
        row.proven_at, row.mail, row.mail_after = now, Mail.NEWS, now
        db.session.flush()


def _row(request: RecordsRequest, address: str, now: datetime) -> RequestKey:
    key_id = uuid.uuid4()
    row = RequestKey(
        id=key_id,
        request_id=request.id,
        opens=False,
        words_hash=words_hash(words_of(key_id)),  # nobody is ever shown them
        made_at=now,
    )
    row.address = address
    db.session.add(row)
    db.session.flush()
    return row
