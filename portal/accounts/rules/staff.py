"""What holds for staff: roles, stand-ins, duty hours. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from uuid import UUID

from portal.policy.roles import COUNCIL, PANEL, STAFF, WATCHERS, Role

MIDNIGHT = time(23, 59, 59)
"""The end of hours that go on until midnight."""
DAYS_AHEAD = 366
DAYS_BACK = 366
STEPS = (1, 2, 3, 4)
"""The order in which people on duty are called; more than four in a line would be no line."""
OPENS_WORDS = frozenset({Role.READER, Role.SAFETY_LEAD, Role.ADVOCATE})
"""Roles that open what young people said without being picked by them."""
MINUTES_A_DAY = 24 * 60
MINUTES_A_WEEK = 7 * MINUTES_A_DAY


class Reason(StrEnum):
    """Why something about staff was refused."""

    ADDRESS_TAKEN = "another account has this address"
    ENDS_BEFORE_START = "it ends before it starts"
    ENDED_ALREADY = "it has ended already"
    TOO_FAR_AHEAD = "more than a year from now"
    TOO_FAR_BACK = "more than a year ago"
    HAS_ROLE = "they have this role already in those days"
    OWN_MANAGER = "they would be their own manager, or their manager's"
    SAME_PERSON = "nobody stands in for themselves"
    OUTSIDE = "one works for the council, the other does not"
    STANDS_IN_ALREADY = "they stand in for them already in those days"
    LAST_ADMINISTRATOR = "nobody else could give roles"
    OWN_ACCOUNT = "nobody closes their own account"
    STARTS_AT_END = "the hours end when they start"
    HOURS_TAKEN = "they are on duty in these hours already"
    IS_CLOSED = "the account is closed"
    BOTH_SIDES = "an advocate has no role with the council"
    PANEL_APART = "a role of the panel is held alone"
    OWN_ROLE = "nobody gives themselves what opens young people's words"
    LAST_READER = "nobody else could read what concerns the one who is away"
    OWN_STAND_IN = "nobody makes themselves a stand-in"
    OVER_MIDNIGHT = "hours of one date end at midnight"


def why_not_days(from_on: date, until_on: date | None, *, today: date) -> Reason | None:
    """Days that a role or a stand-in cannot have: over before they began, or a slip of the year."""
    if until_on and until_on < from_on:
        return Reason.ENDS_BEFORE_START
    if from_on > today + timedelta(days=DAYS_AHEAD):
        return Reason.TOO_FAR_AHEAD
    return Reason.TOO_FAR_BACK if from_on < today - timedelta(days=DAYS_BACK) else None


def why_not_stand_in_days(from_on: date, until_on: date, *, today: date) -> Reason | None:
    """Standing in is for leave: it ends, within a year, and not in the past."""
    if until_on < from_on:
        return Reason.ENDS_BEFORE_START
    if until_on < today:
        return Reason.ENDED_ALREADY
    return Reason.TOO_FAR_AHEAD if until_on > today + timedelta(days=DAYS_AHEAD) else None


def why_not_stand_in(
    one: UUID, other: UUID, roles: Collection[Role], other_roles: Collection[Role]
) -> Reason | None:
    """Who may stand in for whom: the council's people for the council's, others for their own kind."""
    if one == other:
        return Reason.SAME_PERSON
    both_council = set(roles) & COUNCIL and set(other_roles) & COUNCIL
    same_outside = (set(roles) & set(other_roles)) & (STAFF - COUNCIL)
    return None if both_council or same_outside else Reason.OUTSIDE


def why_not_role(role: Role, held: Collection[Role], *, is_own: bool) -> Reason | None:
    """What is told to an advocate is kept from the council, so nobody is both; and nobody opens words to
    themselves. A role of the panel is held alone: whoever reads its papers opens no young person's row; so is
    that of somebody who watches from outside.
    `held` are the roles they have in those days, `is_own`: whoever gives it gets it."""
    if role in held:
        return Reason.HAS_ROLE
    if is_own and role in OPENS_WORDS:
        return Reason.OWN_ROLE
    both = {role, *held}
    if Role.ADVOCATE in both and both & COUNCIL:
        return Reason.BOTH_SIDES
    return Reason.PANEL_APART if len(both) > 1 and both & (PANEL | WATCHERS) else None


def why_not_manager(account_id: UUID, manager_id: UUID, above: Iterable[UUID]) -> Reason | None:
    """Nobody is their own manager, not even by way of others. `above` are the manager's own managers."""
    in_a_ring = account_id == manager_id or account_id in set(above)
    return Reason.OWN_MANAGER if in_a_ring else None


@dataclass(frozen=True)
class Span:
    """Hours of a weekly day (0 is Monday), `starts` before `ends`; MIDNIGHT means until midnight."""

    weekday: int
    starts: time
    ends: time

    @property
    def minutes(self) -> tuple[int, int]:
        """First and last minute of the week (the last is not included)."""
        day = self.weekday * MINUTES_A_DAY
        end = MINUTES_A_DAY if self.ends >= MIDNIGHT else _minute(self.ends)
        return day + _minute(self.starts), day + end


def spans(weekdays: Iterable[int], starts: time, ends: time) -> list[Span]:
    """The weekly hours as rows: hours over midnight become two, the second on the next day. Hours that
    end at 00:00 go on until midnight."""
    until = MIDNIGHT if ends == time(0) else ends
    made: list[Span] = []
    for weekday in weekdays:
        if starts < until:
            made.append(Span(weekday, starts, until))
        else:
            made += [Span(weekday, starts, MIDNIGHT), Span((weekday + 1) % 7, time(0), ends)]
    return sorted(set(made), key=lambda span: (span.weekday, span.starts, span.ends))


def why_not_hours(starts: time, ends: time) -> Reason | None:
    """Equal times say nothing: a whole day is 00:00 to 00:00, which is allowed."""
    return Reason.STARTS_AT_END if starts == ends and starts != time(0) else None


def why_not_duty_day(day: date, *, today: date) -> Reason | None:
    """A day that can be staffed differently is today or within a year."""
    if day < today:
        return Reason.ENDED_ALREADY
    return Reason.TOO_FAR_AHEAD if day > today + timedelta(days=DAYS_AHEAD) else None


def why_not_line(starts: time, until: time, taken: Iterable[tuple[time, time]]) -> Reason | None:
    """Hours of one date lie within it, and nobody has two lines for the same hours."""
    if starts >= until:
        return Reason.STARTS_AT_END if starts == until else Reason.OVER_MIDNIGHT
    if any(starts < last and first < until for first, last in taken):
        return Reason.HOURS_TAKEN
    return None


def uncovered(covered: Iterable[Span], wanted: Iterable[Span]) -> list[Span]:
    """The wanted weekly hours in which nobody is on duty, in the order of the week."""
    taken = sorted(span.minutes for span in covered)
    return [gap for span in wanted for gap in _gaps(span.minutes, taken)]


def _gaps(wanted: tuple[int, int], taken: Sequence[tuple[int, int]]) -> list[Span]:
    at, end = wanted
    found = []
    for first, last in taken:
        if last <= at or first >= end:
            continue
        if first > at:
            found.append(_span(at, first))
        at = max(at, last)
    if at < end:
        found.append(_span(at, end))
    return found


def _span(first: int, last: int) -> Span:
    weekday, start = divmod(first, MINUTES_A_DAY)
    end = last - weekday * MINUTES_A_DAY
    return Span(weekday, _time(start), MIDNIGHT if end >= MINUTES_A_DAY else _time(end))


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)


def why_not_end_role(role: Role, until_on: date | None, *, today: date, others: int) -> Reason | None:
    """A role ends once, and somebody must be left who can give roles (`others` who can for good)."""
    if until_on is not None and until_on < today:
        return Reason.ENDED_ALREADY
    return Reason.LAST_ADMINISTRATOR if role is Role.ADMINISTRATOR and not others else None


def why_not_close(account_id: UUID, by: UUID | None, others: int) -> Reason | None:
    """Nobody closes their own account, nor the last one that can give roles."""
    if account_id == by:
        return Reason.OWN_ACCOUNT
    return None if others else Reason.LAST_ADMINISTRATOR
