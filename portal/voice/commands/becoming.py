"""What is said on some occasions becomes something else besides a statement: a complaint, a thank-you.

What it becomes lies above this package, and says so here. It happens with the sending, in the same
transaction: nobody has to type it again, and nothing waits for a job."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from portal.voice.models import Statement
from portal.voice.rules import Desk
from portal.voice.rules.saying import Said

Becomes = Callable[[Statement, Said, datetime, date], None]
_becomes: dict[str, list[Becomes]] = {}


def said_on(occasion: str) -> Callable[[Becomes], Becomes]:
    """Mark what is called with each statement of this occasion that the council reads."""

    def mark(what: Becomes) -> Becomes:
        _becomes.setdefault(occasion, []).append(what)
        return what

    return mark


def become(statement: Statement, said: Said, now: datetime, today: date) -> None:
    """What only an advocate reads becomes nothing: the council is not told of it."""
    if statement.desk is Desk.COUNCIL:
        for what in _becomes.get(statement.asked, ()):
            what(statement, said, now, today)
