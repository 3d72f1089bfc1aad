"""Who is on duty when: the weekly hours as the council really staffs them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account, DutyHours, RoleGrant
from portal.accounts.rules.staff import MIDNIGHT
from portal.policy.roles import Role

ON_DUTY_ROLES = (Role.DUTY_WORKER, Role.READER, Role.SAFETY_LEAD, Role.MANAGER)
"""Roles that may take what somebody is called to; others are not called."""


def duty_hours() -> Sequence[DutyHours]:
    """All weekly hours, in the order of the week, of people whose account is open."""
    return db.session.scalars(
        sa.select(DutyHours)
        .join(Account, Account.id == DutyHours.account_id)
        .where(Account.is_open.is_(True))
        .order_by(DutyHours.weekday, DutyHours.starts, DutyHours.step, DutyHours.id)
    ).all()


def on_duty(at: datetime, zone: ZoneInfo) -> list[tuple[int, UUID]]:
    """Who is on duty at a moment: (step, account id), step 1 first. Whoever left or lost the role is not."""
    local = at.astimezone(zone)
    rows = _hours_on(local.date())
    here = {
        (row.step, row.account_id)
        for row in rows
        if row.weekday == local.weekday() and _covers(row, local.time())
    }
    return sorted(here, key=lambda one: (one[0], str(one[1])))


def duty_next_from(at: datetime, zone: ZoneInfo) -> datetime | None:
    """When somebody is on duty next: `at` itself if somebody is, None if nobody ever is."""
    local = at.astimezone(zone)
    for ahead in range(8):
        day = local.date() + timedelta(days=ahead)
        rows = sorted(
            (row for row in _hours_on(day) if row.weekday == day.weekday()), key=lambda row: row.starts
        )
        for row in rows:
            if ahead == 0 and _covers(row, local.time()):
                return at
        later = [row for row in rows if ahead or row.starts > local.time()]
        if later:
            return datetime.combine(day, later[0].starts, zone).astimezone(at.tzinfo)
    return None


def _covers(row: DutyHours, now: time) -> bool:
    return row.starts <= now and (now < row.ends or row.ends >= MIDNIGHT)


def _hours_on(day: date) -> Sequence[DutyHours]:
    """The week's hours of people who may be called that day."""
    held = (
        sa.select(RoleGrant.id)
        .where(
            RoleGrant.account_id == DutyHours.account_id,
            RoleGrant.role.in_(ON_DUTY_ROLES),
            RoleGrant.from_on <= day,
            sa.or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= day),
        )
        .correlate(DutyHours)
    )
    return db.session.scalars(
        sa.select(DutyHours)
        .join(Account, Account.id == DutyHours.account_id)
        .where(Account.is_open.is_(True), held.exists())
        .order_by(DutyHours.step, DutyHours.starts)
    ).all()


def callable_hours(on: date) -> list[tuple[DutyHours, bool]]:
    """All weekly hours, in the order of the week, each with whether its person can be called that day:
    somebody who lost the role stays on the list, so that the hole is seen."""
    may_be_called = {row.id for row in _hours_on(on)}
    return [(row, row.id in may_be_called) for row in duty_hours()]
