"""Mailing codes to people who have no account here. The mail names nobody and no topic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from functools import partial
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit.mail import CLAIM, Outcome, Sender, neutral, send_each
from portal.notices.rules import MAX_TRIES, wait_before
from portal.surveys.models import Invitation, Wave
from portal.surveys.queries.invitations import code_of
from portal.surveys.rules.kinds import Mail, WaveState

_TEMPLATES = {Mail.ASKED: "survey_asked", Mail.REMINDER: "survey_reminder"}


@dataclass(frozen=True)
class _Claimed:
    id: UUID
    mail: Mail
    address: str
    tries: int


def mail_invitations(now: datetime, sender: Sender | None, place: str) -> int:
    """Send what waits; returns how many went. `place`: the address where a code is typed. Opens transactions
    of its own."""
    if sender is None:
        return 0
    write = partial(_written, mail_from=sender.mail_from, place=place, now=now)
    return send_each(sender, partial(_claim, now), write, partial(_mark, now))


def _claim(now: datetime) -> _Claimed | None:
    with db.transaction():
        row = _next(now)
        if row is None:
            return None
        row.mail_tries += 1
        row.mail_after = now + CLAIM
        return _Claimed(row.id, row.mail, row.address, row.mail_tries)


def _next(now: datetime) -> Invitation | None:
    return db.session.scalars(
        sa.select(Invitation)
        .join(Wave, Wave.id == Invitation.wave_id)
        .where(
            Invitation.mail != Mail.NOTHING,
            Invitation.mail_after <= now,
            Invitation.mail_tries < MAX_TRIES,
            Wave.state == WaveState.OPEN,
        )
        .order_by(Invitation.mail_after, Invitation.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=Invitation)
    ).first()


def _written(claimed: _Claimed, *, mail_from: str, place: str, now: datetime) -> EmailMessage | None:
    if not claimed.address:
        return None
    code = code_of(claimed.id)
    return neutral(
        _TEMPLATES[claimed.mail],
        mail_from=mail_from,
        address=claimed.address,
        name=f"{claimed.id}.{claimed.mail}",
        on=now,
        code=f"{code[:5]} {code[5:]}",
        place=place,
    )


def _mark(now: datetime, claimed: _Claimed, outcome: Outcome, _fault: str) -> None:
    with db.transaction() as session:
        row = session.get_one(Invitation, claimed.id)
        if row.mail is not claimed.mail:
            return  # a reminder was put there meanwhile
        if outcome is Outcome.LATER:
            row.mail_after = now + wait_before(claimed.tries)
        else:
            row.mail, row.mail_after = Mail.NOTHING, None
