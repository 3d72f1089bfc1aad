"""What is said without a name, and by a group: states, limits and times. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from portal.themes.as_if_said import as_if_said
from portal.themes.order import Level, Order, order_of

CODE_WORDS = 5
"""Words of the code: five of 2,048 are 55 bits."""

LEADS_STEP, MANAGERS_STEP, READERS_STEP = 90, 91, 80
"""Steps of the line after those on duty, whose steps the council numbers itself."""

UNREAD_STEP = timedelta(hours=1)
"""How long each step has with what is merely unread past its time."""

MOST_POINTS = 8
MOST_OF_A_GROUP = 500

Line = Sequence[tuple[int, Sequence[UUID]]]


class Outcome(StrEnum):
    """What the reader did. The same things as at the duty desk, as far as they can be done for nobody."""

    NOTHING_NEEDED = "nothing_needed"
    PASSED_ON = "passed_on"
    REFERRAL = "referral"
    POLICE = "police"
    DESIGNATED_OFFICER = "designated_officer"  # allegations against people who work with children
    OTHER_COUNCIL = "other_council"


class GroupKind(StrEnum):
    """What kind of group it was."""

    CARE4US = "care4us"
    LEAVERS = "leavers"
    HOME_EVENING = "home_evening"  # an evening in a children's home
    SCHOOL = "school"
    OTHER = "other"


class AgeBand(StrEnum):
    UNDER_8 = "under_8"
    FROM_8 = "8_11"
    FROM_12 = "12_15"
    FROM_16 = "16_17"
    FROM_18 = "18_25"


class Prompt(StrEnum):
    """What the group was asked about."""

    HOME = "home"
    FAMILY = "family"
    SCHOOL = "school"
    HEALTH = "health"
    SAFETY = "safety"
    WORKERS = "workers"
    LISTENED = "listened"
    FREE_TIME = "free_time"
    MONEY = "money"
    FUTURE = "future"


class SaidBy(StrEnum):
    """How many of the group said a point. Never a number: a small one would give somebody away."""

    SEVERAL = "several"
    ONE = "one"


class WhyNot(StrEnum):
    """Why something was refused."""

    CLOSED = "this talk is closed"
    NOT_READ_YET = "nobody has marked it read yet"
    ALREADY_READ = "somebody marked it read meanwhile"
    NOT_ANSWERED_YET = "there is no answer yet"


def hour_of(at: datetime) -> datetime:
    """The hour in which it was, and nothing finer: what is kept instead of the moment somebody wrote."""
    return at.replace(minute=0, second=0, microsecond=0)


def day_of(at: datetime) -> datetime:
    """The day on which it was, and nothing finer."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def why_not_write(closed_on: date | None) -> WhyNot | None:
    return WhyNot.CLOSED if closed_on else None


def is_time_to_call(called_at: datetime | None, now: datetime, wait: timedelta) -> bool:
    return called_at is None or now - called_at >= wait


def urgent_line(
    duty: Iterable[tuple[int, UUID]], leads: Sequence[UUID], managers: Sequence[UUID], apart: Collection[UUID]
) -> Line:
    """Who is called to what cannot wait: those on duty by step, then safety leads, then managers."""
    steps: dict[int, list[UUID]] = {}
    for step, account_id in duty:
        steps.setdefault(step, []).append(account_id)
    return without([*sorted(steps.items()), (LEADS_STEP, leads), (MANAGERS_STEP, managers)], apart)


def without(line: Iterable[tuple[int, Sequence[UUID]]], apart: Collection[UUID]) -> Line:
    """The line without those who are kept apart, and without steps where nobody is left."""
    clear = [(step, [one for one in ids if one not in apart]) for step, ids in line]
    return [(step, ids) for step, ids in clear if ids]


def next_in_line(line: Line, called: Collection[UUID]) -> list[tuple[int, UUID]]:
    """The first step with somebody who was not called yet; when all were, everybody again, each once."""
    for step, ids in line:
        if fresh := [one for one in ids if one not in called]:
            return [(step, one) for one in dict.fromkeys(fresh)]
    again: dict[UUID, int] = {}
    for step, ids in line:
        for one in ids:
            again.setdefault(one, step)
    return [(step, one) for one, step in again.items()]


def quarter_of(day: date) -> date:
    """The first day of the quarter it lies in."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def fold(text: str) -> str:
    """A name as it is searched: small letters, no accents, nothing but letters and digits between spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", re.sub("['\u2019]", "", kept)))


def order_for(text: str, *, not_safe: bool = False) -> Order:
    """When to read it: by its own words, and by the same as somebody would say it of themselves. Only its own
    words call anybody."""
    own, other = order_of(text, not_safe=not_safe), order_of(as_if_said(text))
    places = list(Level)  # now, soon, rest
    first = min((own, other), key=lambda order: places.index(order.level))
    known = {reason.kind for reason in own.why}
    why = (*own.why, *(reason for reason in other.why if reason.kind not in known))
    return Order(first.level, why, pages=own.pages)
