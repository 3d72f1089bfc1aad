"""Standing in for people on leave, and who is on duty in which weekly hours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from uuid import UUID

from portal import db
from portal.accounts.models import DutyHours, StandIn
from portal.accounts.queries import staff as queries
from portal.accounts.queries.around import too_close_to, with_role
from portal.accounts.queries.duty import duty_hours
from portal.accounts.rules.staff import (
    Reason,
    Span,
    spans,
    why_not_hours,
    why_not_stand_in,
    why_not_stand_in_days,
)
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.notices.commands import drop, notify
from portal.notices.rules import NoticeKind
from portal.people.commands import keep_apart_too
from portal.people.rules import overlaps
from portal.policy.roles import Role


def why_not_stands_in(
    account_id: UUID, stand_in_id: UUID, from_on: date, until_on: date, *, by: UUID, today: date
) -> Reason | None:
    """Why this person cannot stand in for that one in those days, or None.

    A stand-in gets what the other is told, so nobody arranges that for themselves."""
    if stand_in_id == by:
        return Reason.OWN_STAND_IN
    roles = queries.roles_of([account_id, stand_in_id], today)
    nothing: frozenset[Role] = frozenset()
    reason = why_not_stand_in(
        account_id, stand_in_id, roles.get(account_id, nothing), roles.get(stand_in_id, nothing)
    ) or why_not_stand_in_days(from_on, until_on, today=today)
    if reason is None and _is_last_reader(stand_in_id, account_id, today):
        return Reason.LAST_READER
    if reason is None and any(
        (row.account_id, row.stand_in_id) == (account_id, stand_in_id)
        and overlaps((row.from_on, row.until_on), (from_on, until_on))
        for row in queries.stand_ins_from(today)
    ):
        return Reason.STANDS_IN_ALREADY
    return reason


def _is_last_reader(stand_in_id: UUID, account_id: UUID, on: date) -> bool:
    """Whether nobody else is left to read what concerns the one who is away: a stand-in must not."""
    readers = {one for role in (Role.READER, Role.SAFETY_LEAD) for one in with_role(role, on)}
    clear = readers - too_close_to([account_id], on).keys()
    return clear == {stand_in_id}


def stand_in(
    account_id: UUID, stand_in_id: UUID, from_on: date, until_on: date, *, by: UUID, today: date
) -> StandIn:
    """Somebody does another's work while they are away (both days included). Raises Refused.

    Each is kept from what concerns the other, from now on."""
    if reason := why_not_stands_in(account_id, stand_in_id, from_on, until_on, by=by, today=today):
        raise Refused(reason)
    row = StandIn(
        account_id=account_id, stand_in_id=stand_in_id, from_on=from_on, until_on=until_on, made_by=by
    )
    db.session.add(row)
    keep_apart_too(account_id, stand_in_id, "stand_in")
    keep_apart_too(stand_in_id, account_id, "stand_in")
    audit.record("set_stand_in", by=by, subject=("account", account_id))
    db.session.flush()
    if by != account_id:  # who writes down their own leave tells them there
        notify(stand_in_id, NoticeKind.STANDS_IN, row.id)
    return row


def end_stand_in(row: StandIn, *, by: UUID, today: date) -> None:
    """It ends now: yesterday was its last day; what had not begun is gone."""
    if row.from_on >= today:
        db.session.delete(row)
    else:
        row.until_on = today - timedelta(days=1)
    drop(row.id, NoticeKind.STANDS_IN, NoticeKind.LEAVE_SET)
    audit.record("end_stand_in", by=by, subject=("account", row.account_id))
    db.session.flush()


def add_duty(
    account_id: UUID, weekdays: Iterable[int], starts: time, ends: time, step: int, *, by: UUID
) -> list[DutyHours]:
    """Somebody is on duty in these weekly hours; hours over midnight become two rows. Raises Refused."""
    if reason := why_not_hours(starts, ends):
        raise Refused(reason)
    wanted = spans(weekdays, starts, ends)
    if clashes(account_id, wanted):
        raise Refused(Reason.HOURS_TAKEN)
    rows = [
        DutyHours(account_id=account_id, weekday=one.weekday, starts=one.starts, ends=one.ends, step=step)
        for one in wanted
    ]
    db.session.add_all(rows)
    audit.record("set_duty_hours", by=by, subject=("account", account_id))
    db.session.flush()
    return rows


def clashes(account_id: UUID, wanted: Iterable[Span]) -> bool:
    """Whether somebody is on duty already in a part of these hours."""
    taken = [
        Span(row.weekday, row.starts, row.ends).minutes
        for row in duty_hours()
        if row.account_id == account_id
    ]
    return any(
        first < other_last and other_first < last
        for first, last in (one.minutes for one in wanted)
        for other_first, other_last in taken
    )


def end_duty(row: DutyHours, *, by: UUID) -> None:
    """These weekly hours are no longer theirs."""
    audit.record("end_duty_hours", by=by, subject=("account", row.account_id))
    db.session.delete(row)
    db.session.flush()
