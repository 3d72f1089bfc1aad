"""How far people who sort agree, with each other and with the machine. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from portal.disclosure.shown import Rules, Shown, label
from portal.themes.agreement import Agreement, Figure, Pair, agreement

LEAST_OF_A_THEME = 10
"""A theme that fewer of the texts were given says nothing by itself."""


@dataclass(frozen=True)
class Three:
    """What two people and the machine said of one statement, and how old whoever said it was, as a band."""

    band: str
    first: frozenset[str]
    second: frozenset[str]
    machine: frozenset[str]
    first_stance: str
    second_stance: str


@dataclass(frozen=True)
class Line:
    """A line of the page: of how many, between two people, and between a person and the machine. Where there
    are too few to tell, a figure has no value."""

    key: str
    n: Shown
    people: Agreement
    machine: Agreement


@dataclass(frozen=True)
class OfTheme:
    """One theme by itself: how many texts one of the two gave it, and Krippendorff's alpha of both kinds."""

    key: str
    n: Shown
    people: Figure
    machine: Figure


@dataclass(frozen=True)
class Agreed:
    """The whole page. `stance` is by itself: how something is spoken of is not what it is about."""

    overall: Line
    stance: Line
    bands: Sequence[Line]
    themes: Sequence[OfTheme]


@lru_cache(maxsize=8)
def agreed(found: tuple[Three, ...], bands: tuple[str, ...]) -> Agreed:
    """Worked out once for the same statements: limits take drawing them again hundreds of times."""
    overall = _line("", found)
    by_band = [_line(band, [one for one in found if one.band == band]) for band in bands]
    return Agreed(overall, _of_stance(found), by_band, _of_themes(found, overall))


def _line(key: str, found: Sequence[Three]) -> Line:
    people: list[Pair] = [(one.first, one.second) for one in found]
    machine: list[Pair] = [(one.first, one.machine) for one in found]
    return Line(key, _shown(len(found)), agreement(people), agreement(machine))


def _of_stance(found: Sequence[Three]) -> Line:
    """Of those that both gave a theme: without one there is nothing to speak of in any way."""
    pairs: list[Pair] = [
        (frozenset({one.first_stance}), frozenset({one.second_stance}))
        for one in found
        if one.first_stance and one.second_stance
    ]
    nothing = agreement([])
    return Line("", _shown(len(pairs)), agreement(pairs), nothing)


def _of_themes(found: Sequence[Three], overall: Line) -> list[OfTheme]:
    if not overall.people.is_enough:
        return []
    each: Mapping[str, int] = {
        key: sum(key in one.first | one.second for one in found) for key in overall.people.each
    }
    none = Figure(None)
    return [
        OfTheme(
            key,
            _shown(each.get(key, 0)),
            overall.people.each[key] if each[key] >= LEAST_OF_A_THEME else none,
            overall.machine.each.get(key, none) if each[key] >= LEAST_OF_A_THEME else none,
        )
        for key in sorted(each, key=lambda key: (-each[key] // 5, key))
        if each[key] >= Rules().threshold
    ]


def _shown(count: int) -> Shown:
    """Rounded to five, or fewer than five: a band may hold very few."""
    return label(count, Rules(), rounded=True)
