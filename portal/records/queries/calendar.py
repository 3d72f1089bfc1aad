"""The days of an officer's calendar: references only, nothing that names anybody."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import StandIn
from portal.accounts.queries.sessions import roles_on
from portal.policy.roles import RECORDS, Role
from portal.records.models import Meeting, RecordsCalendar, RecordsRequest, Search
from portal.records.queries.board import may_meet
from portal.records.rules import Found, State

MOST = 2000
R = RecordsRequest


class What(StrEnum):
    """What a day of the calendar is."""

    DUE = "due"
    AIM = "aim"
    NOTICE = "notice"
    CHASE = "chase"
    TALK = "talk"


@dataclass(frozen=True)
class Day:
    """One day of one request."""

    what: What
    about_id: UUID
    reference: str
    on: date | datetime


def hash_of(token: str) -> bytes:
    """What is kept of an address: it has 256 bits, so no salt is needed."""
    return hashlib.sha256(token.encode()).digest()


def made_at(account_id: UUID) -> datetime | None:
    """When their address was made, or None where they have none."""
    return db.session.scalar(
        sa.select(RecordsCalendar.made_at).where(RecordsCalendar.account_id == account_id)
    )


def account_behind(token: str, on: date) -> UUID | None:
    """Whose address it is, while they still give records; None for anything else."""
    account_id = db.session.scalar(
        sa.select(RecordsCalendar.account_id).where(RecordsCalendar.token_hash == hash_of(token))
    )
    return account_id if account_id and roles_on(account_id, on) & RECORDS else None


def days_of(account_id: UUID, on: date) -> list[Day]:
    """Days of the requests they have or stand in for; a data protection officer sees when each is due."""
    theirs = _theirs(account_id, on)
    return [*_dates(theirs), *_chases(theirs), *_talks(account_id, theirs)][:MOST]


def _theirs(account_id: UUID, on: date) -> list[sa.ColumnElement[bool]]:
    runs = R.state.in_((State.OPEN, State.UNPROVEN))
    if Role.DATA_PROTECTION_OFFICER in roles_on(account_id, on):
        return [runs, may_meet(account_id, on)]
    stands_in = sa.select(StandIn.account_id).where(
        StandIn.stand_in_id == account_id, StandIn.from_on <= on, StandIn.until_on >= on
    )
    mine = sa.or_(R.officer_id == account_id, R.officer_id.in_(stands_in))
    return [runs, mine, may_meet(account_id, on)]


def _dates(theirs: list[sa.ColumnElement[bool]]) -> Iterator[Day]:
    rows = db.session.execute(
        sa.select(R.id, R.reference, R.due_on, R.aim_by_on, R.notice_by_on)
        .where(*theirs, R.due_on.is_not(None), R.stands_still_since.is_(None))
        .order_by(R.due_on, R.id)
        .limit(MOST)
    )
    for about_id, reference, due_on, aim_by_on, notice_by_on in rows:
        found = {What.DUE: due_on, What.NOTICE: notice_by_on}
        if aim_by_on != due_on:
            found[What.AIM] = aim_by_on
        yield from (Day(what, about_id, reference, day) for what, day in found.items() if day)


def _chases(theirs: list[sa.ColumnElement[bool]]) -> Iterator[Day]:
    rows = db.session.execute(
        sa.select(Search.id, R.reference, Search.chase_on)
        .join(R, R.id == Search.request_id)
        .where(*theirs, Search.found == Found.WAITING, Search.chase_on.is_not(None))
        .order_by(Search.chase_on, Search.id)
        .limit(MOST)
    )
    for about_id, reference, day in rows:
        if day:
            yield Day(What.CHASE, about_id, reference, day)


def _talks(account_id: UUID, theirs: list[sa.ColumnElement[bool]]) -> Iterator[Day]:
    """Talks they sit in, of requests that were given too."""
    runs_or_given = [*theirs[1:], sa.or_(Meeting.with_id == account_id, Meeting.with_id.is_(None))]
    rows = db.session.execute(
        sa.select(Meeting.id, R.reference, Meeting.at, Meeting.due_on)
        .join(R, R.id == Meeting.request_id)
        .where(*runs_or_given, Meeting.done_at.is_(None), Meeting.off_at.is_(None))
        .order_by(Meeting.due_on, Meeting.id)
        .limit(MOST)
    )
    for about_id, reference, at, day in rows:
        if at or day:
            yield Day(What.TALK, about_id, reference, at or day)
