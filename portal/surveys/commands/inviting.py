"""Asking people to answer: who is invited, and how they hear of it.

Nobody is asked more often than the council allows. Nothing here changes when somebody answers a wave without
names: they are reminded like everybody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.surveys.models import Invitation, Wave
from portal.surveys.queries import invitations as queries
from portal.surveys.queries.invitees import (
    Invitee,
    accounts_of,
    at_addresses,
    staff_with,
    young_people_of,
)
from portal.surveys.queries.waves import locked
from portal.surveys.rules.inviting import MOST_AT_ONCE, Invited, Whom, is_enough
from portal.surveys.rules.kinds import LeftOut, Mail, Privacy, WaveState, WayIn
from portal.surveys.rules.waves import why_not_invite


@dataclass(frozen=True)
class Limits:
    """What the council allows: asks of one person in twelve months."""

    asks_a_year: int


def invite(wave_id: UUID, whom: Whom, limits: Limits, *, by: UUID, now: datetime, today: date) -> Invited:
    """Invite them, each once however they could be reached: at once where the wave is open, when it opens
    otherwise. Sent twice, the second time finds them asked already. Raises Refused."""
    wave = locked(wave_id)
    if why := why_not_invite(wave.state, {WayIn(way) for way in wave.ways}):
        raise Refused(why)
    done, new = Invited(), list[Invitation]()
    for column, wanted in _wanted(whom, today).items():
        those = _those(wave, column, wanted, limits, today, done)
        db.session.add_all(those)
        db.session.flush()
        new += those
    done.asked = len(new)
    audit.record("invited to a survey wave", by=by, subject=("survey_wave", wave.id))
    if wave.state is WaveState.OPEN:
        _send(wave, new, now=now, today=today)
    return done


def _wanted(whom: Whom, today: date) -> dict[str, list[Invitee]]:
    """By the column in which each kind is kept."""
    return {
        "account_id": staff_with(whom.roles, today),
        "young_person_id": young_people_of(whom.ages, today),
        "address_hash": at_addresses(whom.addresses, whom.group),
    }


def _those(
    wave: Wave, column: str, wanted: list[Invitee], limits: Limits, today: date, done: Invited
) -> list[Invitation]:
    """Those of them who may be asked. The others are counted by why."""
    if not wanted:
        return []
    done.leave_out(LeftOut.TOO_MANY, max(0, len(wanted) - MOST_AT_ONCE))
    wanted = wanted[:MOST_AT_ONCE]
    fresh = _not_asked_yet(wave, column, wanted)
    done.leave_out(LeftOut.ASKED_ALREADY, len(wanted) - len(fresh))
    free = _not_too_often(column, fresh, limits, today)
    done.leave_out(LeftOut.ASKED_ENOUGH, len(fresh) - len(free))
    return [_invitation(wave, column, one) for one in free]


def _not_asked_yet(wave: Wave, column: str, wanted: list[Invitee]) -> list[Invitee]:
    """Neither this way nor the other: by their account, and by an address that somebody pasted."""
    already = queries.asked_in(wave.id, column)
    for other in sorted({one.also[0] for one in wanted if one.also}):
        already |= queries.asked_in(wave.id, other)
    return [one for one in wanted if one.key not in already and not (one.also and one.also[1] in already)]


def _not_too_often(column: str, fresh: list[Invitee], limits: Limits, today: date) -> list[Invitee]:
    before = queries.asked_on(column, [one.key for one in fresh], today)
    for other in sorted({one.also[0] for one in fresh if one.also}):
        keys = [one.also[1] for one in fresh if one.also and one.also[0] == other]
        before |= queries.asked_on(other, keys, today)
    return [one for one in fresh if not is_enough(_asked_on(one, before), today, limits.asks_a_year)]


def _asked_on(one: Invitee, before: dict[UUID | bytes, list[date | None]]) -> list[date | None]:
    also = before.get(one.also[1], []) if one.also else []
    return [*before.get(one.key, []), *also]


def _invitation(wave: Wave, column: str, one: Invitee) -> Invitation:
    row = Invitation(wave_id=wave.id, team=one.team[:120], mail=Mail.NOTHING, mail_tries=0)
    setattr(row, column, one.key)
    row.address = one.address
    row.code_hash = queries.code_hash(queries.code_of(row.id))
    return row


def send_all(wave: Wave, *, now: datetime, today: date) -> None:
    """The wave has opened: everybody who waits to be asked is."""
    waiting = [one for one in queries.of_wave(wave.id) if one.sent_on is None]
    _send(wave, waiting, now=now, today=today)


def _send(wave: Wave, some: Sequence[Invitation], *, now: datetime, today: date) -> None:
    for one in some:
        one.sent_on = today
    _tell(wave, some, NoticeKind.SURVEY_ASKED, Mail.ASKED, now=now)


def remind(wave_id: UUID, *, now: datetime) -> int:
    """Once: everybody who was asked where answers have no name ("ignore this if you have"), and only those
    who have not answered where they have. Returns how many."""
    wave = locked(wave_id)
    if wave.state is not WaveState.OPEN or wave.reminded_at is not None:
        return 0
    some = queries.of_wave(wave.id)
    if wave.privacy is Privacy.CONFIDENTIAL:
        left = queries.unanswered(wave.id)
        some = [one for one in some if one.id in left]
    _tell(wave, some, NoticeKind.SURVEY_REMINDER, Mail.REMINDER, now=now)
    wave.reminded_at = now
    db.session.flush()
    return len(some)


def _tell(wave: Wave, some: Sequence[Invitation], kind: NoticeKind, mail: Mail, *, now: datetime) -> None:
    """By a notice to whoever has an account, by mail to an address. Neither names the survey."""
    accounts = accounts_of({one.young_person_id for one in some if one.young_person_id})
    for one in some:
        account_id = one.account_id or accounts.get(one.young_person_id)
        if account_id is not None:
            notices.notify(account_id, kind, wave.id)
        elif one.address_hash is not None:
            one.mail, one.mail_after, one.mail_tries = mail, now, 0
    db.session.flush()


def forget_addresses(wave_id: UUID) -> None:
    """The wave is over: addresses of people who have no account are not kept; the hash says that they were
    asked, for a year."""
    db.session.execute(
        sa.update(Invitation)
        .where(Invitation.wave_id == wave_id)
        .values(address_sealed=None, mail=Mail.NOTHING, mail_after=None)
    )
