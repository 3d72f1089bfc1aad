"""Who is on duty when, as the council really staffs it: the hours of every week, and days that differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account, DutyDay, DutyHours, RoleGrant
from portal.accounts.rules.staff import MIDNIGHT
from portal.policy.roles import Role

DAYS_LOOKED_AT = 15
"""So far ahead it is looked for who is on duty next: a week, and one of holidays."""

ON_DUTY_ROLES = (Role.DUTY_WORKER, Role.READER, Role.SAFETY_LEAD, Role.MANAGER)
"""Roles that may take what somebody is called to; others are not called."""


@dataclass(frozen=True)
class Turn:
    """Somebody's hours on one date."""

    account_id: UUID
    starts: time
    ends: time
    step: int

    def covers(self, now: time) -> bool:
        return self.starts <= now and (now < self.ends or self.ends >= MIDNIGHT)


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
    here = {(turn.step, turn.account_id) for turn in turns_on(local.date()) if turn.covers(local.time())}
    return sorted(here, key=lambda one: (one[0], str(one[1])))


def duty_next_from(at: datetime, zone: ZoneInfo) -> datetime | None:
    """When somebody is on duty next: `at` itself if somebody is, None if nobody is in the days to come."""
    local = at.astimezone(zone)
    if any(turn.covers(local.time()) for turn in turns_on(local.date())):
        return at
    coming = comes_next(at, zone)
    return coming[0].astimezone(at.tzinfo) if coming else None


def comes_next(at: datetime, zone: ZoneInfo) -> tuple[datetime, list[UUID]] | None:
    """When somebody begins next, and who then does, step 1 first; None if nobody does in the days to come."""
    local = at.astimezone(zone)
    for ahead in range(DAYS_LOOKED_AT):
        day = local.date() + timedelta(days=ahead)
        later = [turn for turn in turns_on(day) if ahead or turn.starts > local.time()]
        if later:
            first = min(turn.starts for turn in later)
            begins = sorted((turn for turn in later if turn.starts == first), key=lambda turn: turn.step)
            return datetime.combine(day, first, zone), [turn.account_id for turn in begins]
    return None


def turns_on(day: date) -> list[Turn]:
    """Who is on duty in which hours of a date: as that day is staffed differently, or else as every week."""
    different = different_hours(day)
    rows: Sequence[DutyHours | DutyDay] = different or [
        row for row in _hours_on(day) if row.weekday == day.weekday()
    ]
    callable_ = _callable({row.account_id for row in rows if row.account_id}, day) if different else None
    return [
        Turn(row.account_id, row.starts, row.ends, row.step)
        for row in rows
        if row.account_id and (callable_ is None or row.account_id in callable_)
    ]


def different_hours(day: date) -> Sequence[DutyDay]:
    """The lines of a day that does not follow the week, the mark that it is so among them; or none."""
    return db.session.scalars(
        sa.select(DutyDay).where(DutyDay.day == day).order_by(DutyDay.starts, DutyDay.step, DutyDay.id)
    ).all()


def different_days(first: date) -> Sequence[date]:
    """Dates from this one on that are staffed differently."""
    return db.session.scalars(
        sa.select(DutyDay.day).where(DutyDay.day >= first).distinct().order_by(DutyDay.day)
    ).all()


def _callable(account_ids: set[UUID], day: date) -> set[UUID]:
    held = (
        sa.select(RoleGrant.id)
        .where(
            RoleGrant.account_id == Account.id,
            RoleGrant.role.in_(ON_DUTY_ROLES),
            RoleGrant.from_on <= day,
            sa.or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= day),
        )
        .correlate(Account)
    )
    wanted = sa.select(Account.id).where(
        Account.id.in_(account_ids), Account.is_open.is_(True), held.exists()
    )
    return set(db.session.scalars(wanted))


def turns_of(account_id: UUID, first: date) -> int:
    """In how many lines of the rota somebody stands, the week's and those of days to come."""
    week = sa.select(sa.func.count()).select_from(DutyHours).where(DutyHours.account_id == account_id)
    days = sa.select(sa.func.count()).select_from(DutyDay)
    days = days.where(DutyDay.account_id == account_id, DutyDay.day >= first)
    return (db.session.scalar(week) or 0) + (db.session.scalar(days) or 0)


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
