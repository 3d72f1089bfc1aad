"""Who is on duty when, as the council really staffs it: the hours of every week, and days that differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
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
    rota = _Rota(local.date(), DAYS_LOOKED_AT)
    if any(turn.covers(local.time()) for turn in rota.turns_on(local.date())):
        return at
    coming = rota.comes_next(local, zone)
    return coming[0].astimezone(at.tzinfo) if coming else None


def comes_next(at: datetime, zone: ZoneInfo) -> tuple[datetime, list[UUID]] | None:
    """When somebody begins next, and who then does, step 1 first; None if nobody does in the days to come."""
    local = at.astimezone(zone)
    return _Rota(local.date(), DAYS_LOOKED_AT).comes_next(local, zone)


def turns_on(day: date) -> list[Turn]:
    """Who is on duty in which hours of a date: as that day is staffed differently, or else as every week."""
    return _Rota(day, 1).turns_on(day)


class _Rota:
    """So many days as they are staffed, read with two queries, or three where a day differs."""

    def __init__(self, first: date, days: int) -> None:
        self.days = [first + timedelta(days=ahead) for ahead in range(days)]
        self.different: dict[date, list[DutyDay]] = defaultdict(list)
        for row in _different_between(first, self.days[-1]):
            self.different[row.day].append(row)
        self.weekly: list[DutyHours] = []
        self.granted: dict[UUID, list[RoleGrant]] = defaultdict(list)
        for hours, grant in _weekly_and_granted(first, self.days[-1]):
            if hours not in self.weekly:
                self.weekly.append(hours)
            self.granted[hours.account_id].append(grant)
        others = {row.account_id for rows in self.different.values() for row in rows if row.account_id}
        for grant in _granted(others - self.granted.keys(), first, self.days[-1]):
            self.granted[grant.account_id].append(grant)

    def turns_on(self, day: date) -> list[Turn]:
        """In the order of their hours: as that day is staffed differently, or else as every week."""
        rows: Iterable[DutyHours | DutyDay] = self.different.get(day) or [
            row for row in self.weekly if row.weekday == day.weekday()
        ]
        return [
            Turn(row.account_id, row.starts, row.ends, row.step)
            for row in rows
            if row.account_id and self._may_be_called(row.account_id, day)
        ]

    def comes_next(self, local: datetime, zone: ZoneInfo) -> tuple[datetime, list[UUID]] | None:
        for day in self.days:
            is_today = day == local.date()
            later = [turn for turn in self.turns_on(day) if not is_today or turn.starts > local.time()]
            if later:
                first = min(turn.starts for turn in later)
                begins = sorted((turn for turn in later if turn.starts == first), key=lambda turn: turn.step)
                return datetime.combine(day, first, zone), [turn.account_id for turn in begins]
        return None

    def _may_be_called(self, account_id: UUID, day: date) -> bool:
        return any(
            grant.from_on <= day and (grant.until_on is None or grant.until_on >= day)
            for grant in self.granted[account_id]
        )


def _different_between(first: date, last: date) -> Sequence[DutyDay]:
    return db.session.scalars(
        sa.select(DutyDay)
        .where(DutyDay.day.between(first, last))
        .order_by(DutyDay.day, DutyDay.starts, DutyDay.step, DutyDay.id)
    ).all()


def _weekly_and_granted(first: date, last: date) -> Sequence[sa.Row[DutyHours, RoleGrant]]:
    """The hours of every week, each with the grants by which its person may be called on these days."""
    wanted = _grants(first, last).join(DutyHours, DutyHours.account_id == RoleGrant.account_id)
    return db.session.execute(
        wanted.with_only_columns(DutyHours, RoleGrant).order_by(
            DutyHours.step, DutyHours.starts, DutyHours.id
        )
    ).all()


def _granted(account_ids: Collection[UUID], first: date, last: date) -> Sequence[RoleGrant]:
    if not account_ids:
        return []
    return db.session.scalars(_grants(first, last).where(RoleGrant.account_id.in_(account_ids))).all()


def _grants(first: date, last: date) -> sa.Select[RoleGrant]:
    """The grants, of open accounts, of the roles that may be called, that touch these days."""
    return (
        sa.select(RoleGrant)
        .join(Account, Account.id == RoleGrant.account_id)
        .where(
            Account.is_open.is_(True),
            RoleGrant.role.in_(ON_DUTY_ROLES),
            RoleGrant.from_on <= last,
            sa.or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= first),
        )
    )


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
