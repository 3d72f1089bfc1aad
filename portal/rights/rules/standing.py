"""What the law calls a young person in or after care. Pure.

Sources: Children Act 1989 s22 (looked after), Sch 2 para 19B (eligible), s23A (relevant), s23C (former
relevant), s24 (qualifying); the thirteen weeks: SI 2010/959 reg 40 and SI 2010/2571 reg 3 [to be confirmed by
the council's lawyers: so does the page].
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

BEGINS, GROWN_UP, QUALIFIES_UNTIL, ENDS = 16, 18, 21, 25
"""Ages in years: what is for care leavers begins, a grown-up, the end of most for who qualifies, the end."""
OLDEST = 120


class Standing(StrEnum):
    """The law's names."""

    LOOKED_AFTER = "looked_after"
    ELIGIBLE = "eligible"
    RELEVANT = "relevant"
    FORMER_RELEVANT = "former_relevant"
    QUALIFYING = "qualifying"
    NONE = "none"


class Care(StrEnum):
    """Where somebody stands with care, as they say it."""

    NOW = "now"
    BEFORE = "before"
    NEVER = "never"


class Say(StrEnum):
    """An answer. Nobody has to know."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Told:
    """What was answered, or what is known here. `weeks`: thirteen or more in care since they were 14;
    `at_sixteen`: some of it on or after their 16th birthday; `guardian`: they left care for a special
    guardian; `studies`: at school, college, university or in training, or wanting to go back."""

    age: int
    care: Care
    weeks: Say = Say.UNSURE
    at_sixteen: Say = Say.UNSURE
    guardian: Say = Say.NO
    studies: Say = Say.UNSURE
    is_parent: bool = False
    came_alone: bool = False
    was_locked_up: bool = False


def standings(told: Told) -> tuple[Standing, ...]:
    """What they may be, surest first: more than one where something is not known."""
    if told.care is Care.NEVER or told.age >= ENDS:
        return (Standing.NONE,)
    if told.care is Care.NOW:
        return _in_care(told)
    return _after_care(told) if told.age >= BEGINS else (Standing.NONE,)


def asks_more(age: int, care: Care) -> bool:
    """Whether more has to be asked: of whom the answer makes a difference."""
    return BEGINS <= age < ENDS and care is not Care.NEVER


def _in_care(told: Told) -> tuple[Standing, ...]:
    if told.age >= GROWN_UP:  # nobody is looked after past 18: they mean that the council helps them
        return _after_care(told)
    if told.age < BEGINS or told.weeks is Say.NO:
        return (Standing.LOOKED_AFTER,)
    return (Standing.ELIGIBLE,) if told.weeks is Say.YES else (Standing.ELIGIBLE, Standing.LOOKED_AFTER)


def _after_care(told: Told) -> tuple[Standing, ...]:
    found = [one for one in _by_care(told) if one is not Standing.QUALIFYING or _still_qualifies(told)]
    return tuple(found) or (Standing.NONE,)


def _by_care(told: Told) -> tuple[Standing, ...]:
    most = Standing.FORMER_RELEVANT if told.age >= GROWN_UP else Standing.RELEVANT
    if told.at_sixteen is Say.NO:
        return (Standing.QUALIFYING,) if told.guardian is Say.YES else (Standing.NONE,)
    if told.weeks is Say.NO:
        return (Standing.QUALIFYING,)
    if told.weeks is Say.YES and told.at_sixteen is Say.YES:
        return (most,)
    return (most, Standing.QUALIFYING)


def _still_qualifies(told: Told) -> bool:
    """Help for who qualifies ends at 21, with study or training at 25 (s24B)."""
    return told.age < QUALIFIES_UNTIL or told.studies is not Say.NO
