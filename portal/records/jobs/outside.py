"""Mailing codes and neutral news to requesters without an account. They name nobody and no topic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from functools import partial
from uuid import UUID

from portal import db
from portal.kit.mail import CLAIM, Outcome, Sender, neutral, send_each
from portal.notices.rules import wait_before
from portal.records.models import RequestKey
from portal.records.queries.outside import address_of, code_of, next_to_mail
from portal.records.rules.outside import MAIL_TRIES, Mail

_TEMPLATES = {Mail.CODE: "records_code", Mail.NEWS: "something_new"}


@dataclass(frozen=True)
class _Claimed:
    id: UUID
    mail: Mail
    code: str
    code_number: int
    address: str
    tries: int


def mail_requesters(now: datetime, sender: Sender | None) -> int:
    """Send what waits; returns how many went. Opens transactions of its own."""
    if sender is None:
        return 0
    write = partial(compose, mail_from=sender.mail_from, now=now)
    return send_each(sender, partial(_claim, now), write, partial(_mark, now))


def _claim(now: datetime) -> _Claimed | None:
    with db.transaction():
        key = next_to_mail(now)
        if key is None:
            return None
        key.mail_tries += 1
        key.mail_after = now + CLAIM
        code = code_of(key) if key.mail == Mail.CODE else ""
        return _Claimed(key.id, Mail(key.mail), code, key.code_number, address_of(key), key.mail_tries)


def _mark(now: datetime, claimed: _Claimed, outcome: Outcome, _fault: str) -> None:
    with db.transaction() as session:
        key = session.get_one(RequestKey, claimed.id)
        if key.code_number != claimed.code_number:
            return  # a newer code waits already
        if outcome is Outcome.LATER and claimed.tries < MAIL_TRIES:
            key.mail_after = now + wait_before(claimed.tries)
        else:
            key.mail, key.mail_after = Mail.NOTHING, None


def compose(claimed: _Claimed, mail_from: str, now: datetime) -> EmailMessage | None:
    """The mail; none for those who gave no e-mail."""
    if not claimed.address:
        return None
    return neutral(
        _TEMPLATES[claimed.mail],
        mail_from=mail_from,
        address=claimed.address,
        name=f"{claimed.id}.{claimed.mail}.{claimed.code_number}",
        on=now,
        code=_spaced(claimed.code),
    )


def _spaced(code: str) -> str:
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}".strip()
