"""How many of those who were asked have answered, team by team, so that no row says of a few whether they did
or did not, not even by taking the others away from the whole. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.disclosure.quarters import RULES

OTHERS = "\0others"
"""The row of teams that are only shown together."""


@dataclass(frozen=True)
class TeamAsked:
    """Of one team: how many were asked, and how many of them have answered as of the last batch."""

    team: str
    asked: int
    answered: int

    @property
    def is_large(self) -> bool:
        """Enough have answered, and enough have not."""
        return min(self.answered, self.asked - self.answered) >= RULES.threshold


def whole(teams: Iterable[TeamAsked]) -> TeamAsked:
    all_of_them = list(teams)
    return TeamAsked("", sum(one.asked for one in all_of_them), sum(one.answered for one in all_of_them))


def shown_apart(teams: Iterable[TeamAsked]) -> list[TeamAsked]:
    """Teams that may each be shown beside the whole. Those that may not are put together, with larger ones
    until they may; none at all where that leaves one row."""
    every = list(teams)
    large = sorted((one for one in every if one.is_large), key=lambda one: (one.asked, one.team))
    small = [one for one in every if not one.is_large]
    while small and large and not _together(small).is_large:
        small.append(large.pop(0))
    rows = sorted(large, key=lambda one: one.team) + ([_together(small)] if small else [])
    return rows if len(rows) > 1 else []


def _together(some: list[TeamAsked]) -> TeamAsked:
    sums = whole(some)
    return TeamAsked(some[0].team if len(some) == 1 else OTHERS, sums.asked, sums.answered)
