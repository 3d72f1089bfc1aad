"""What the clock says of a request's life, and why it could not run. Pure."""

from __future__ import annotations

from datetime import date

from portal.clocks.answer import Answer, CannotCount, Fault, NoEffect
from portal.clocks.bank_holidays import NO_DAYS, Days
from portal.clocks.engine import work_out
from portal.records.rules.happened import Life, WhyNot
from portal.records.rules.request import CLOCK, State


def clock_of(life: Life, extra: Days = NO_DAYS) -> Answer:
    """What the clock says of it."""
    return work_out(CLOCK, life.start_on, life.clock_events, extra=extra)


_FAULTS = {Fault.BEFORE_START: WhyNot.BEFORE_RECEIVED, Fault.NOT_ASKED: WhyNot.NOT_ASKED}
_NO_EFFECT = {
    NoEffect.NOTICE_TOO_LATE: WhyNot.NOTICE_TOO_LATE,
    NoEffect.ASKED_TOO_LATE: WhyNot.ASKED_TOO_LATE,
}


def why_not_count(life: Life, extra: Days) -> WhyNot | None:
    """Why the clock could not run over this history, or should not have been told."""
    if not life.has_clock:
        return None
    try:
        answer = clock_of(life, extra)
    except CannotCount as fault:
        return _FAULTS.get(fault.why, WhyNot.TOO_LONG_AGO)
    for _event, effect in answer.unused:
        if effect in _NO_EFFECT:
            return _NO_EFFECT[effect]
    is_late = isinstance(answer.due, date) and life.ended_on is not None and life.ended_on > answer.due
    if is_late and life.state in (State.GIVEN, State.REFUSED) and not life.late_reason:
        return WhyNot.LATE_REASON_NEEDED
    return None
