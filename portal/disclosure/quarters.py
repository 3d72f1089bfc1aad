"""Quarters that have closed and are counted once, and how their numbers are printed: rounded, small ones
never, a share only where neither side is small. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

from portal.disclosure.counts import ANSWERED, Cell, Paper, Period, What
from portal.disclosure.publish import publish
from portal.disclosure.shown import FEWER, Mark, Published, Reason, Rules, Shown, label
from portal.disclosure.shown import HIDDEN as NOT_SHOWN

GRACE_DAYS = 7
"""So long after a quarter it is counted: what happened on its last days is written down by then."""
MOST_QUARTERS = 12
RULES = Rules()

Share = int | str | None
Value = int | str | None
"""As it is printed: a rounded number; None for fewer than 5; HIDDEN where it would give another one away."""
HIDDEN = "hidden"


def closed_quarters(first_on: date, today: date, *, most: int = MOST_QUARTERS) -> list[Period]:
    """The quarters since a day that may be counted today, the oldest first, at most the last few."""
    found, first = [], date(first_on.year, (first_on.month - 1) // 3 * 3 + 1, 1)
    while (last := _last_of(first)) + timedelta(days=GRACE_DAYS) < today:
        found.append(Period(first, last))
        first = last + timedelta(days=1)
    return found[-most:]


def _last_of(first: date) -> date:
    year, month = (first.year + 1, 1) if first.month == 10 else (first.year, first.month + 3)
    return date(year, month, 1) - timedelta(days=1)


def printed_count(count: int) -> int | None:
    """To the nearest 5; None for fewer than 5."""
    return label(count, RULES, rounded=True).number


def printed_share(this: int, other: int) -> Share:
    """In per cent, to the nearest 5, where both sides are large enough; "most" or "few" where one is small;
    None where there are too few in all."""
    least = RULES.threshold
    if this + other < least:
        return None
    if other < least <= this:
        return "most"
    if this < least <= other:
        return "few"
    if this < least:
        return None
    return RULES.rounded(round(100 * this / (this + other)))


Before = Sequence[tuple[Period, Mapping[str, Value]]]
"""The same row as it was printed of other periods that this one can be laid beside: quarters of a year."""


def printed_row(parts: Mapping[str, int], period: Period, before: Before = ()) -> dict[str, Value]:
    """Parts that add up: nobody is in two of them. None of it where fewer than 5 are in all. `parts` holds
    every part there could be: leaving out what is 0 would say of the others that they are not."""
    total = sum(parts.values())
    if total < RULES.threshold:
        return {}
    return dict(zip(parts, _row(tuple(parts.items()), period, _laid(parts, before))[:-1], strict=True))


def printed_number(count: int, period: Period, before: Sequence[tuple[Period, Value]]) -> Value:
    """A count that stands alone, beside the same count of other periods. Without these: `printed_count`."""
    rows = [(each, {"": value}) for each, value in before]
    return _row((("", count),), period, _laid({"": count}, rows))[0]


def printed_beside_total(parts: Mapping[str, int], period: Period) -> dict[str, Value]:
    """The same where their total is printed beside them whatever happens. Where the engine would rather have
    hidden the total, nothing is said of the small parts, not even that they are small, nor of one more where
    there is only one: of two of which nothing is said each could be none."""
    row = printed_row(parts, period)
    if not row or _row(tuple(parts.items()), period)[-1] != HIDDEN:
        return row
    shown: dict[str, Value] = {key: printed_count(count) or HIDDEN for key, count in parts.items()}
    if list(shown.values()).count(HIDDEN) < 2 and len(shown) > 1:
        shown[min((key for key in shown if shown[key] != HIDDEN), key=lambda key: parts[key])] = HIDDEN
    return shown


_Laid = tuple[Period, tuple[tuple[str, Value], ...]]
_TOTAL = "total"


def _laid(parts: Mapping[str, int], before: Before) -> tuple[_Laid, ...]:
    """A total was not printed; a row that was left out says that fewer than 5 are in all of it."""
    return tuple(
        (period, (*{**dict.fromkeys(parts), **row}.items(), (_TOTAL, HIDDEN if row else None)))
        for period, row in before
    )


def _published(period: Period, row: tuple[tuple[str, Value], ...]) -> Published:
    *parts, (_, total) = row
    cells = {ANSWERED: shown_of(total)} | {Cell(What.VERDICT, key): shown_of(value) for key, value in parts}
    return Published(period, cells, RULES)


@lru_cache(maxsize=4096)
def _row(
    parts: tuple[tuple[str, int], ...], period: Period, before: tuple[_Laid, ...] = ()
) -> tuple[Value, ...]:
    """The parts, and their total last. Worked out once: every reader of a page asks for the same rows."""
    counts = dict(parts)
    register = [_published(each, row) for each, row in before]
    decision = publish(Paper(period, sum(counts.values()), 0, {}, counts), register, RULES)
    cells = [Cell(What.VERDICT, key) for key in counts]
    return tuple(value_of(decision.paper.cells[cell]) for cell in (*cells, ANSWERED))


def shown_of(value: Value) -> Shown:
    """The cell of which this was kept."""
    if value == HIDDEN:
        return NOT_SHOWN
    return FEWER if value is None else Shown(Mark.NUMBER, Reason.ROUNDED, int(value))


def value_of(cell: Shown) -> Value:
    """What is kept of a cell that the engine decided about."""
    return HIDDEN if cell.mark is Mark.HIDDEN else cell.number
