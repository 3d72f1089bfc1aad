"""When a request is due, and why: for the officer's page and for whoever asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from portal.deadlines.presenters import steps_in_words
from portal.records.presenters.words import EVENT, LATE_THEIRS
from portal.records.queries.clock import ClockRead, read_clock, read_first_clock
from portal.records.rules import ENDED, EventKind


@dataclass(frozen=True)
class Was:
    """A day it was due on before, until when, and why that changed."""

    due: date
    until: datetime
    why: str


@dataclass(frozen=True)
class ClockShown:
    """The dates of a request, and how they were worked out in sentences with the holidays named."""

    has_clock: bool
    due: date | None = None
    aim_by: date | None = None
    notice_by: date | None = None
    send_notice_by: date | None = None
    steps: list[str] = field(default_factory=list)
    days_left: int | None = None
    is_late: bool = False
    days_late: int = 0
    stands_still_since: date | None = None
    is_extended: bool = False
    asked: str = ""
    late_why: str = ""
    late_words: str = ""
    was: list[Was] = field(default_factory=list)


def clock_shown(request: Any, today: date) -> ClockShown:
    """What the clock of a request says that day; of one that has ended, what it said then."""
    return shown(read_clock(request), today)


def first_clock_shown(request: Any, today: date) -> ClockShown:
    """What it said on the day the request came, for whoever took it in: what happens to it is not theirs."""
    return shown(read_first_clock(request), today)


def shown(read: ClockRead, today: date) -> ClockShown:
    """The same of a clock that was read already."""
    answer, life = read.answer, read.life
    if answer is None:
        return ClockShown(has_clock=False, asked=_asked(read))
    due = answer.due if isinstance(answer.due, date) else None
    until = life.ended_on if life.state in ENDED and life.ended_on else today
    late = max(0, (until - due).days) if due else 0
    return ClockShown(
        has_clock=True,
        due=due,
        aim_by=answer.aim_by,
        notice_by=None if life.is_extended else answer.notice_by,
        send_notice_by=None if life.is_extended else answer.send_notice_by,
        steps=steps_in_words(answer),
        days_left=(due - today).days if due and life.state not in ENDED else None,
        is_late=late > 0,
        days_late=late,
        stands_still_since=answer.stands_still_since,
        is_extended=life.is_extended,
        asked=_asked(read),
        late_why=str(LATE_THEIRS.get(life.late_reason, "")) if late else "",
        late_words=read.late.words if read.late and late else "",
        was=[Was(one.due_on, one.until, _why(one.why)) for one in read.before],
    )


def _asked(read: ClockRead) -> str:
    return "\n\n".join(event.words for event in read.waits_for)


def _why(why: str) -> str:
    """Why a date moved: an event's words, or what the clock's own history says."""
    others = {
        "corrected": _("Something was put right"),
        "new bank holiday": _("A new bank holiday"),
        "bank holiday taken off": _("A bank holiday was taken off"),
        "came apart": _("Two requests came apart again"),
    }
    if why in set(EventKind):
        return str(EVENT[EventKind(why)])
    return str(others.get(why, ""))
