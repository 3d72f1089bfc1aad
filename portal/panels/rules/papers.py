"""When a paper may be prepared, counted and published, and which period it may be about. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from enum import StrEnum

from portal.disclosure.counts import Cell, Period, What
from portal.disclosure.shown import Published
from portal.panels.rules import Stage

LONGEST = 400
"""Days a period may have: a year and a late meeting."""
SHORTEST = 28
"""Days a period has at least: the numbers of a few days would be about a few, whom somebody may know of."""
QUARTERS = 4
ALIKE = (0.75, 1.34)
"""How much shorter or longer a period may be to be compared with another."""
_DAY = timedelta(days=1)
_A_QUARTER = 91


class WhyNot(StrEnum):
    """Why a period is not taken, or a paper not published."""

    ENDS_FIRST = "ends_first"
    NOT_CLOSED = "not_closed"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    OVERLAPS = "overlaps"
    WERE_COUNTED = "were_counted"
    MEETS_BEFORE = "meets_before"
    MEETS_ALREADY = "meets_already"
    PUBLISHED = "published"
    BEING_COUNTED = "being_counted"
    NOT_COUNTED = "not_counted"
    REGISTER_GREW = "register_grew"
    TAKEN_BACK = "taken_back"
    NO_LEAD = "no_lead"
    NOT_SIGNED_OFF = "not_signed_off"


def why_not_period(
    first: date, last: date, *, today: date, others: Iterable[Period], longest: int = LONGEST
) -> WhyNot | None:
    """A period is over, has at least `SHORTEST` and at most `longest` days, and shares no day with another
    meeting's: numbers of overlapping periods could be subtracted from each other, so that ever more would
    have to be hidden."""
    if last < first:
        return WhyNot.ENDS_FIRST
    if last >= today:
        return WhyNot.NOT_CLOSED
    if (last - first).days + 1 < SHORTEST:
        return WhyNot.TOO_SHORT
    if (last - first).days + 1 > longest:
        return WhyNot.TOO_LONG
    if any(Period(first, last).overlaps(other) for other in others):
        return WhyNot.OVERLAPS
    return None


def why_not_other_days(now: Period, other: Period, *, was_counted: bool) -> WhyNot | None:
    """A period stays once its numbers were ever worked out: a count of other days could be subtracted from
    that one, and drafts stand in no register that would reckon with it."""
    return WhyNot.WERE_COUNTED if was_counted and other != now else None


def why_not_meets_on(meets_on: date, last: date, *, taken: Collection[date]) -> WhyNot | None:
    """The panel meets after the period is over, and once a day."""
    if meets_on <= last:
        return WhyNot.MEETS_BEFORE
    return WhyNot.MEETS_ALREADY if meets_on in taken else None


def proposed_period(today: date, others: Iterable[Period]) -> Period | None:
    """From the day after the last meeting's period to yesterday; for the first paper, about a quarter. None
    as long as these are fewer than `SHORTEST` days: see `may_begin_on`."""
    last = today - _DAY
    latest = max((each.last for each in others), default=last - _A_QUARTER * _DAY)
    first = max(latest + _DAY, last - (LONGEST - 1) * _DAY)
    return Period(first, last) if (last - first).days + 1 >= SHORTEST else None


def may_begin_on(others: Iterable[Period]) -> date | None:
    """The first day on which `SHORTEST` days after the last meeting's period are over; None when there was no
    meeting."""
    latest = max((each.last for each in others), default=None)
    return None if latest is None else latest + (SHORTEST + 1) * _DAY


def quarters_before(period: Period, printed: Iterable[Period]) -> list[Period]:
    """The periods this one is compared with, newest first: at most four, one after another, about as long.

    Where a paper was printed that ends on the day before, that paper's period; otherwise one of the same
    length. They never overlap one another or an earlier paper otherwise, so that no two papers nest."""
    there = list(printed)
    found: list[Period] = []
    last = period.first - _DAY
    while len(found) < QUARTERS:
        one = next((each for each in there if each.last == last), None)
        if one is None:
            one = Period(last - (_days(period) - 1) * _DAY, last)
            if any(each.overlaps(one) for each in there):
                break
        if not ALIKE[0] <= _days(one) / _days(period) <= ALIKE[1]:
            break
        found.append(one)
        last = one.first - _DAY
    return found


def is_a_quarter(period: Period) -> bool:
    """Whether people would call it one."""
    return _days(period) in range(80, 101)


def _days(period: Period) -> int:
    return (period.last - period.first).days + 1


def why_not_change(stage: Stage) -> WhyNot | None:
    """A published paper is never changed: who has read it keeps it."""
    return WhyNot.PUBLISHED if stage is Stage.PUBLISHED else None


def why_not_publish(
    stage: Stage,
    *,
    lead: str,
    reckons_with: int,
    register: int,
    was_taken_back: bool,
    is_signed_off: bool = True,
) -> WhyNot | None:
    """Only what was counted, with every paper published so far reckoned with, nothing of it taken back since,
    with a sentence that says what matters, and signed off by a second person. `reckons_with`: how many papers
    the count knew; `register`: how many there are now."""
    if stage is Stage.PUBLISHED:
        return WhyNot.PUBLISHED
    if stage is Stage.COUNTING:
        return WhyNot.BEING_COUNTED
    if stage is not Stage.COUNTED:
        return WhyNot.NOT_COUNTED
    if reckons_with != register:
        return WhyNot.REGISTER_GREW
    if was_taken_back:
        return WhyNot.TAKEN_BACK
    if not lead.strip():
        return WhyNot.NO_LEAD
    return None if is_signed_off else WhyNot.NOT_SIGNED_OFF


def themes_with_a_number(paper: Published) -> list[str]:
    """The themes of which a number is printed: only their young people's words may stand in the paper. A
    quote beside a hidden number would say that somebody spoke of it."""
    return [
        cell.name
        for cell, shown in paper.cells.items()
        if cell.what is What.THEME and cell.is_total and shown.number is not None
    ]


def themes_in_order(paper: Published) -> list[str]:
    """The paper's themes, greatest number first; those without a number last, in the codebook's order."""
    themes = [cell.name for cell in paper.cells if cell.what is What.THEME and cell.is_total]
    return sorted(themes, key=lambda name: -(paper.cells[Cell(What.THEME, name)].number or 0))
