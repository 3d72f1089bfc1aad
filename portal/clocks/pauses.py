"""Days that do not count: from a question to its answer, both days with them.

DPA 2018 s54(3C): "the period beginning with the day on which the controller makes the request and ending with
the day on which the controller receives the information does not count". So N = (answer - question) + 1.
Questions that overlap stop the same day once only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from portal.clocks.answer import CannotCount, Event, Fault

_ASKED, _RECEIVED = 0, 1


@dataclass(frozen=True, slots=True)
class Pause:
    """From the first question to the last answer, while something was asked and not answered. `last` is None
    while it still is."""

    first: date
    last: date | None
    counts_from: date | None = None
    """Where the question came before the time began: the day it began."""

    @property
    def days(self) -> int:
        """The days that do not count, both ends with them."""
        return self.shorter_days + 1 if self.last else 0

    @property
    def shorter_days(self) -> int:
        """The same as some read the law: a day less, so none when it was answered on the day."""
        return (self.last - (self.counts_from or self.first)).days if self.last else 0


def pauses(events: Sequence[Event], about: str) -> list[Pause]:
    """The pauses in order of time, in whatever order the events were recorded. On one day a question comes
    before an answer. Raises CannotCount for an answer to nothing."""
    marks = sorted(
        (event.on, _ASKED if event.kind == f"{about}_asked" else _RECEIVED)
        for event in events
        if event.kind in (f"{about}_asked", f"{about}_received")
    )
    found: list[Pause] = []
    waiting, first = 0, date.min
    for day, mark in marks:
        if mark == _ASKED:
            first = first if waiting else day
            waiting += 1
            continue
        if not waiting:
            raise CannotCount(Fault.NOT_ASKED, day)
        waiting -= 1
        if not waiting:
            found.append(Pause(first, day))
    return [*found, Pause(first, None)] if waiting else found


def within(pause: Pause, begun: date) -> Pause | None:
    """The part of a pause that falls in a time that began on `begun`, or None."""
    if pause.last is not None and pause.last < begun:
        return None
    return replace(pause, counts_from=begun) if pause.first < begun else pause
