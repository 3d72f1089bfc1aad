"""Clocks that a rule counts: started, counted anew when something happened, followed by whoever keeps a copy
of the date."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from uuid import UUID

from portal import db
from portal.clocks.answer import Answer, CannotCount, Event
from portal.clocks.engine import work_out
from portal.clocks.reading import local_day
from portal.deadlines.commands.running import note
from portal.deadlines.models import Deadline
from portal.deadlines.queries.counted import counted, events_of
from portal.deadlines.queries.days import proclaimed
from portal.deadlines.rules import why_not_answer, why_of
from portal.kit import clock as now
from portal.kit.errors import Refused

Follower = Callable[[Deadline], None]
_followers: dict[str, list[Follower]] = {}


def follows(kind: str) -> Callable[[Follower], Follower]:
    """Mark what keeps a copy of such a date: it is called with the clock whenever its date moved."""

    def keep(follower: Follower) -> Follower:
        _followers.setdefault(kind, []).append(follower)
        return follower

    return keep


def start_clock(
    clock: str,
    about_id: UUID,
    start: date | datetime,
    *,
    kind: str | None = None,
    events: Iterable[Event] = (),
    count: int | None = None,
    young_person_id: UUID | None = None,
    owner_id: UUID | None = None,
    round: int = 1,
    by: UUID | None = None,
    why: str = "started",
) -> Deadline:
    """One of the clocks of clocks.toml begins. `start` is the local day, for clocks of hours the moment;
    `count` is needed where the table names a setting. `kind`: what the rest of the house calls it, else the
    clock's name. Raises Refused for events that cannot be."""
    moment = start if isinstance(start, datetime) else None
    deadline = Deadline(
        kind=kind or clock,
        about_id=about_id,
        round=round,
        young_person_id=young_person_id,
        owner_id=owner_id,
        started_at=moment or now.now(),
        clock=clock,
        start_on=local_day(moment) if moment else start,
        count=count,
        events=_written(events),
    )
    answer = _counted(deadline)
    # While it stands still from the first day, the row keeps the day it would have been without the question.
    due_on = answer.due_on or _without_questions(deadline, start).due_on
    assert due_on is not None
    deadline.due_on = due_on
    _take(deadline, answer)
    db.session.add(deadline)
    db.session.flush()
    note(deadline, by, why, None)
    return deadline


def recompute(
    deadline: Deadline,
    events: Iterable[Event],
    *,
    by: UUID | None,
    why: str,
    start: date | None = None,
) -> Deadline:
    """Something happened, or what was written down was put right: `events` are all of them as they now stand.
    Raises Refused, and nothing has changed, when one of them cannot be or came too late."""
    was_start, was_events, before = deadline.start_on, deadline.events, deadline.due_on
    deadline.start_on, deadline.events = start or deadline.start_on, _written(events)
    try:
        answer = _counted(deadline)
    except Refused:
        deadline.start_on, deadline.events = was_start, was_events
        raise
    take(deadline, answer, before, by=by, why=why)
    return deadline


def take(deadline: Deadline, answer: Answer, before: date, *, by: UUID | None, why: str) -> None:
    """The date becomes the answer's; the one before stays in the history."""
    _take(deadline, answer)
    db.session.flush()
    note(deadline, by, why, before)
    for follower in _followers.get(deadline.kind, ()):
        follower(deadline)
    db.session.flush()


def _take(deadline: Deadline, answer: Answer) -> None:
    deadline.due_on = answer.due_on or deadline.due_on
    deadline.due_at = answer.due_at
    deadline.aim_by_on = answer.aim_by
    deadline.stands_still_since = answer.stands_still_since


def _counted(deadline: Deadline) -> Answer:
    try:
        answer = counted(deadline, proclaimed())
    except CannotCount as fault:
        raise Refused(why_of(fault.why)) from fault
    if why := why_not_answer(answer):
        raise Refused(why)
    return answer


def _without_questions(deadline: Deadline, start: date | datetime) -> Answer:
    assert deadline.clock is not None
    came = [event for event in events_of(deadline) if not event.kind.endswith("_asked")]
    came = [event for event in came if event.kind != "clarification_received"]
    return work_out(deadline.clock, start, came, extra=proclaimed(), count=deadline.count)


def _written(events: Iterable[Event]) -> list[dict[str, str]]:
    return [{"kind": event.kind, "on": event.on.isoformat()} for event in sorted(events)]
