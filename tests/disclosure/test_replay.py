"""What is said of change, tried on quarters that were shuffled: nothing changed, so every "up" or "down" is
false. And on the same quarters unshuffled, so that silence does not pass for care."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from portal.disclosure.changes import Change, changes
from portal.disclosure.counts import SAID, Cell, Period, What
from portal.disclosure.shown import Published, Rules, label

ACCEPTED = 0.05
"""False claims a quarter."""
QUARTERS = 5
THEMES = {
    "family_time": 0.25, "home": 0.22, "social_worker": 0.2, "school": 0.18, "moving": 0.12, "friends": 0.12,
    "health": 0.1, "feelings": 0.1, "money": 0.08, "records": 0.05, "rights": 0.04, "work": 0.03,
}  # fmt: skip
RISES = "moving"
"""A theme of which, unshuffled, four times as many speak in the last quarter."""

Life = list[frozenset[str] | None]
"""What one young person spoke of, quarter by quarter; None where they said nothing."""


def council(dice: Random, size: int) -> list[Life]:
    """Young people who speak more or less often, each of some themes more than of others."""
    return [_life(dice) for _ in range(size)]


def _life(dice: Random) -> Life:
    speaks = dice.betavariate(1.5, 1.5)
    own = {theme: min(0.9, share * dice.choice((0.25, 1, 2))) for theme, share in THEMES.items()}
    quarters: Life = []
    for number in range(QUARTERS):
        rises = {RISES: min(0.9, 4 * own[RISES])} if number == QUARTERS - 1 else {}
        said = frozenset(theme for theme, share in (own | rises).items() if dice.random() < share)
        quarters.append(said if dice.random() < speaks else None)
    return quarters


def shuffled(lives: list[Life], dice: Random) -> list[Life]:
    """The same lives with each one's quarters in an order of chance: no quarter differs from another."""
    return [dice.sample(life, len(life)) for life in lives]


def claims(lives: list[Life]) -> dict[str, Change]:
    """What would be said of the last quarter, from numbers as they are printed."""
    printed = [_printed(lives, number) for number in range(QUARTERS)]
    told = changes(printed[-1], printed[-2::-1])
    return {theme: change for theme, change in told.items() if change in (Change.UP, Change.DOWN)}


def _printed(lives: list[Life], number: int) -> Published:
    first = date(2025, 1, 1) + timedelta(days=91 * number)
    spoke = [life[number] or frozenset() for life in lives if life[number] is not None]
    counts = {SAID: len(spoke)} | {
        Cell(What.THEME, theme): sum(theme in one for one in spoke) for theme in THEMES
    }
    cells = {cell: label(count, Rules(), rounded=True) for cell, count in counts.items()}
    return Published(Period(first, first + timedelta(days=90)), cells)


@pytest.mark.once
@pytest.mark.parametrize("size", [80, 250, 900])
def test_shuffled_quarters_hardly_ever_have_a_change(size: int, drill: bool) -> None:
    dice = Random(size)
    replays = 3_000 if drill else 300
    lives = council(dice, size)
    false = sum(len(claims(shuffled(lives, dice))) for _ in range(replays))
    print(f"{size} young people: {false / replays:.3f} false claims a quarter")
    assert false / replays <= ACCEPTED


@pytest.mark.once
def test_a_change_that_is_there_is_found() -> None:
    dice = Random(5)
    found = [claims(council(dice, 900)) for _ in range(20)]
    assert sum(one.get(RISES) is Change.UP for one in found) >= 18
