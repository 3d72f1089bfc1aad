"""What is put in: the true counts of one closed period. Every count is of young people, each counted once.

A young person is counted once a theme, so themes overlap and do not add up to people. Their last verdict of
the period counts, so verdicts do add up. One filter is taken at a time, so filters are never crossed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class What(StrEnum):
    """What a cell counts."""

    POPULATION = "population"
    SAID = "said"
    THEME = "theme"
    ANSWERED = "answered"
    VERDICT = "verdict"


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One place in a paper where a number could stand. `name` is the key of a theme or verdict; `by` and
    `value` are the filter and its value, both empty in a total."""

    what: What
    name: str = ""
    by: str = ""
    value: str = ""

    def of(self, by: str, value: str) -> Cell:
        """The part of this total that has `value` in the filter `by`."""
        return Cell(self.what, self.name, by, value)

    @property
    def is_total(self) -> bool:
        return not self.by


POPULATION, SAID, ANSWERED = Cell(What.POPULATION), Cell(What.SAID), Cell(What.ANSWERED)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A closed period, both days included. Errors: ValueError if it ends before it begins."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period cannot end before it begins")

    def holds(self, other: Period) -> bool:
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Period) -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The same counts by one filter. `themes` is theme -> value -> count.

    `lasting` says that nobody changes value between two papers (sex does not, an age band does): only then
    can a reader subtract a filter's cells across papers.
    """

    by: str
    population: Mapping[str, int]
    said: Mapping[str, int]
    themes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    lasting: bool = True

    def cells(self) -> Iterator[tuple[Cell, int]]:
        for value, count in self.population.items():
            yield POPULATION.of(self.by, value), count
        for value, count in self.said.items():
            yield SAID.of(self.by, value), count
        for theme, counts in self.themes.items():
            for value, count in counts.items():
                yield Cell(What.THEME, theme, self.by, value), count


@dataclass(frozen=True, slots=True)
class Paper:
    """The true counts of one period.

    `themes` must hold every theme of the codebook, those of which nobody spoke too: a theme left out would
    say "nobody". `compared` says that other papers will be laid beside this one, as they nearly always are;
    then numbers are rounded. `everyone_has_a_theme` says that readers know each statement to have a theme.
    Errors: ValueError if the counts contradict each other.
    """

    period: Period
    population: int
    said: int
    themes: Mapping[str, int]
    verdicts: Mapping[str, int] = field(default_factory=dict)
    breakdowns: tuple[Breakdown, ...] = ()
    compared: bool = True
    everyone_has_a_theme: bool = False

    def __post_init__(self) -> None:
        _check(self)

    def cells(self) -> dict[Cell, int]:
        """Every cell with its true count, totals first."""
        counts = {POPULATION: self.population, SAID: self.said}
        counts |= {Cell(What.THEME, theme): count for theme, count in self.themes.items()}
        if self.verdicts:
            counts[ANSWERED] = sum(self.verdicts.values())
            counts |= {Cell(What.VERDICT, verdict): count for verdict, count in self.verdicts.items()}
        for breakdown in self.breakdowns:
            counts |= dict(breakdown.cells())
        return counts

    @property
    def lasting(self) -> frozenset[str]:
        return frozenset(each.by for each in self.breakdowns if each.lasting)


def _check(paper: Paper) -> None:
    counts = paper.cells()
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count cannot be negative")
    if len({each.by for each in paper.breakdowns}) < len(paper.breakdowns):
        raise ValueError("a filter can be given once")
    for each in paper.breakdowns:
        _check_values(paper, each)
    for cell, count in counts.items():
        whole = whole_of(cell)
        if whole is not None and whole in counts and count > counts[whole]:
            raise ValueError(f"{cell.what} cannot be more than {whole.what}")
    for total, parts in rows(counts):
        if counts[total] != sum(counts[part] for part in parts):
            raise ValueError(f"the parts of {total.what} do not add up to it")
    if paper.everyone_has_a_theme and sum(paper.themes.values()) < paper.said:
        raise ValueError("not everybody has a theme")


def _check_values(paper: Paper, breakdown: Breakdown) -> None:
    values = set(breakdown.population)
    if not breakdown.by or not values or "" in values:
        raise ValueError("a filter needs a key and values")
    if any(set(each) != values for each in (breakdown.said, *breakdown.themes.values())):
        raise ValueError("every count of a filter needs the same values")
    if not set(breakdown.themes) <= set(paper.themes):
        raise ValueError("a filter has a theme that the paper has not")


def whole_of(cell: Cell) -> Cell | None:
    """The cell whose people include this one's: theme in said in population, verdict in answered."""
    match cell.what:
        case What.THEME:
            return Cell(What.SAID, "", cell.by, cell.value)
        case What.SAID | What.ANSWERED:
            return Cell(What.POPULATION, "", cell.by, cell.value)
        case What.VERDICT:
            return ANSWERED
        case _:
            return None


def rows(cells: Mapping[Cell, object]) -> list[tuple[Cell, tuple[Cell, ...]]]:
    """Each total with parts that add up to it: every filter of every total, and the verdicts."""
    found: dict[tuple[Cell, str], list[Cell]] = {}
    for cell in cells:
        if not cell.is_total:
            found.setdefault((Cell(cell.what, cell.name), cell.by), []).append(cell)
        elif cell.what is What.VERDICT:
            found.setdefault((ANSWERED, ""), []).append(cell)
    return [(total, tuple(parts)) for (total, _by), parts in found.items()]
