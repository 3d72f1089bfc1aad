"""How guessing is slowed, and the arithmetic of what is left to chance. Pure.

Nothing here locks anybody out: each wait is short and ends by itself. Nothing goes by network address: a
children's home is one address. Two counts slow a door: wrong tries of one device (or for one staff account),
and wrong tries of all unknown devices together. A phone that proves its secret is counted by neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

LIST = 2_048
"""Words on the list that codes are drawn from: 11 bits each."""
CARD_WORDS, COME_BACK_WORDS, SHORT_WORDS = 6, 5, 3
PHONE_TRIES = 10
"""Wrong tries of three words after which a phone's shortcut ends; the five words still work."""

AT_ONCE = 64
"""Tries that may be under way at the same moment: they are counted when they end, so a limit may be passed
by as many. A generous figure for the threads of all web workers together."""


@dataclass(frozen=True)
class Steps:
    """After `free` wrong tries within `window`, each further one doubles the wait, up to `longest`."""

    free: int
    window: timedelta
    first: timedelta
    longest: timedelta


@dataclass(frozen=True)
class Ceiling:
    """No more than `tries` wrong ones within `window`, by everybody together."""

    tries: int
    window: timedelta


DEVICE = Steps(free=5, window=timedelta(minutes=15), first=timedelta(seconds=5), longest=timedelta(minutes=1))
STAFF_ACCOUNT = Steps(
    free=5, window=timedelta(minutes=30), first=timedelta(seconds=10), longest=timedelta(minutes=5)
)
ALL_WORDS = Ceiling(tries=600, window=timedelta(minutes=1))
ALL_CARDS = Ceiling(tries=600, window=timedelta(minutes=1))
ALL_STAFF = Ceiling(tries=120, window=timedelta(minutes=1))


def wait_by_steps(tries: Sequence[datetime], now: datetime, plan: Steps) -> timedelta:
    """How long the next try has to wait, given the times of the wrong ones."""
    recent = [at for at in tries if now - plan.window < at <= now]
    if len(recent) < plan.free:
        return timedelta()
    doublings = min(len(recent) - plan.free, 20)
    wait = min(plan.first * (1 << doublings), plan.longest)
    return max(timedelta(), max(recent) + wait - now)


def tries_that_matter(plan: Steps) -> int:
    """How many of the latest wrong tries decide the wait: more change nothing."""
    doublings = 0
    while plan.first * (1 << doublings) < plan.longest:
        doublings += 1
    return plan.free + doublings


def wait_by_ceiling(oldest_that_counts: datetime | None, now: datetime, plan: Ceiling) -> timedelta:
    """How long until there is room again. The argument is the time of the `tries`-th latest wrong try."""
    if oldest_that_counts is None:
        return timedelta()
    return max(timedelta(), oldest_that_counts + plan.window - now)


def tries_a_day(plan: Ceiling) -> int:
    """The most wrong tries that one day can see, those under way at once included."""
    windows = timedelta(days=1) // plan.window + 1
    return windows * (plan.tries + AT_ONCE)


def chance_a_day(young_people: int) -> float:
    """The chance that somebody without any way in guesses anybody's, guessing all day at both doors.

    Counts, for each young person, two sets of five words (new ones wait beside the old until they are
    kept) and two live cards. A union bound: the true chance is smaller."""
    by_words = tries_a_day(ALL_WORDS) * 2 * young_people / pow(float(LIST), COME_BACK_WORDS)
    by_cards = tries_a_day(ALL_CARDS) * 2 * young_people / pow(float(LIST), CARD_WORDS)
    return by_words + by_cards


def chance_with_their_phone() -> float:
    """The chance that somebody who holds a young person's own phone guesses its three words before the
    shortcut ends."""
    return (PHONE_TRIES + AT_ONCE) / pow(float(LIST), SHORT_WORDS)
