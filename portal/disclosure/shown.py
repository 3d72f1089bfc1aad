"""What may be printed. Nothing in these objects is secret: they may be stored, printed and exported whole.

A zero is never printed as such: "fewer than 5" means 0 to 4. The Department for Education prints a true 0
(rules.md, section 9: methodology of its statistics, "c" for confidential with secondary suppression); we do
not, for two reasons. If zeros were printed, "fewer than 5" would say "one to four", so that every hidden cell
would say that somebody is there. And a 0 beside a total speaks for everybody: "none of the under-tens", or,
where all but one part is 0, "every one of them is in this home". An empty paper loses nothing by it.

A cell hidden for being small and one hidden to protect it look the same, as with the Department's "c": a
reader who could tell them apart would know which is small.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portal.disclosure.counts import Cell, Period


@dataclass(frozen=True, slots=True)
class Rules:
    """`threshold`: counts below it are not shown (5 hides 0 to 4). `base`: numbers are rounded to its
    multiples. Errors: ValueError if rounding would be coarser than what it protects."""

    threshold: int = 5
    base: int = 5

    def __post_init__(self) -> None:
        if self.threshold < 2 or not 1 <= self.base <= self.threshold:
            raise ValueError("the threshold must be at least 2 and the base from 1 to the threshold")

    def rounded(self, count: int) -> int:
        """To the nearest multiple of the base; the middle goes up."""
        return (count + self.base // 2) // self.base * self.base


class Mark(StrEnum):
    """What stands in a cell."""

    NUMBER = "number"
    FEWER = "fewer"
    HIDDEN = "hidden"


class Reason(StrEnum):
    """Why it stands there, for the reader who asks about a number."""

    TRUE_NUMBER = "true_number"
    ROUNDED = "rounded"
    UNDER_THRESHOLD = "under_threshold"
    PROTECTS_SOMEBODY = "protects_somebody"


_PHRASES = {
    Reason.TRUE_NUMBER: "number_exactly",
    Reason.ROUNDED: "number_about",
    Reason.UNDER_THRESHOLD: "fewer_than",
    Reason.PROTECTS_SOMEBODY: "not_shown",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell as printed. `number` is there exactly when the mark is NUMBER."""

    mark: Mark
    reason: Reason
    number: int | None = None

    def __post_init__(self) -> None:
        if (self.number is None) == (self.mark is Mark.NUMBER):
            raise ValueError("a number stands in a cell marked as one, and in no other")

    @property
    def phrase(self) -> str:
        """The key of the words to print; templates hold the words."""
        return _PHRASES[self.reason]


HIDDEN = Shown(Mark.HIDDEN, Reason.PROTECTS_SOMEBODY)
FEWER = Shown(Mark.FEWER, Reason.UNDER_THRESHOLD)


@dataclass(frozen=True, slots=True)
class Published:
    """One entry of the register: a paper as it was printed, and the rules it was printed by."""

    period: Period
    cells: Mapping[Cell, Shown]
    rules: Rules = field(default_factory=Rules)
    lasting: frozenset[str] = frozenset()
    everyone_has_a_theme: bool = False


CEILING = 1_000_000
Range = tuple[int, int]


def label(count: int, rules: Rules, *, rounded: bool) -> Shown:
    """What a count looks like before anything is hidden for another's sake."""
    if count < rules.threshold:
        return FEWER
    if rounded:
        return Shown(Mark.NUMBER, Reason.ROUNDED, rules.rounded(count))
    return Shown(Mark.NUMBER, Reason.TRUE_NUMBER, count)


def possible(shown: Shown, rules: Rules) -> Range:
    """The least and the greatest count that a reader must reckon with, seeing only this cell."""
    if shown.number is None:
        return (0, rules.threshold - 1) if shown.mark is Mark.FEWER else (0, CEILING)
    if shown.reason is Reason.TRUE_NUMBER:
        return shown.number, shown.number
    below = rules.base // 2
    return max(rules.threshold, shown.number - below), shown.number - below + rules.base - 1
