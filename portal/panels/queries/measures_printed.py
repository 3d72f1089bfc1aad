"""What the portal has printed, as values of a measure: read from papers and closed quarters as they were
printed, never counted here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from portal.disclosure.counts import ANSWERED, POPULATION, SAID, Cell, What
from portal.disclosure.shown import Published
from portal.listening.figures import printed as listening
from portal.outcomes import queries as outcomes
from portal.panels.rules.measures import Outside
from portal.records import figures as records
from portal.reviews import figures as reviews


@dataclass(frozen=True)
class Point:
    """One value. `value` is None where only words were printed; `outside` is what others than the board read
    of it, `printed` says that this is all anybody reads."""

    first: date
    last: date
    value: float | None
    outside: Outside
    number: float | None = None
    of: float | None = None
    note: str = ""
    link: str = ""
    printed: bool = False
    about_children: bool = False


def _share(first: date, last: date, share: int | str | None) -> Point:
    """A share as it was printed: a number, or that nearly all or nearly none are meant."""
    value = float(share) if isinstance(share, int) else None
    return Point(first, last, value, share, printed=True, about_children=True)


def _of_records(key: str) -> Callable[[], list[Point]]:
    return lambda: [_share(one.first, one.last, one.printed.get(key)) for one in records.all_printed()]


def _of_reviews(key: str) -> Callable[[], list[Point]]:
    return lambda: [_share(one.first, one.last, one.printed.get(key)) for one in reviews.all_printed()]


def _of_papers(part: Cell, whole: Cell) -> Callable[[], list[Point]]:
    return lambda: [
        _share(paper.period.first, paper.period.last, _part(paper, part, whole))
        for paper in sorted(outcomes.summaries(), key=lambda one: one.period)
    ]


def _of_answers() -> list[Point]:
    """Of the young people who were owed an answer, those who had every one in time."""
    part, whole = Cell(What.THEME, "in_time"), Cell(What.THEME, "due")
    papers = [outcomes.from_json(one) for one in listening.all_heard()]
    return [_share(one.period.first, one.period.last, _part(one, part, whole)) for one in papers]


def _part(paper: Published, part: Cell, whole: Cell) -> int | None:
    """One printed number as a part of another, in per cent, to the nearest 5: rounded numbers say no more."""
    one, all_of = paper.cells.get(part), paper.cells.get(whole)
    if one is None or all_of is None or one.number is None or not all_of.number:
        return None
    return min(100, paper.rules.rounded(round(100 * one.number / all_of.number)))


PRINTED: Mapping[str, Callable[[], list[Point]]] = {
    "answers_on_time": _of_answers,
    "records_on_time": _of_records("on_time"),
    "reviews_on_time": _of_reviews("reviews"),
    "review_records_on_time": _of_reviews("records"),
    "letters_on_time": _of_reviews("letters"),
    "said_something": _of_papers(SAID, POPULATION),
    "answers_sorted": _of_papers(Cell(What.VERDICT, "sorted"), ANSWERED),
}
"""What the portal has printed, by the key under which a measure may take it."""
