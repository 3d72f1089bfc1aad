"""The one place where a request's own row follows what happened: where it is, and what its clock says."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.deadlines import commands as deadlines
from portal.deadlines import queries as due
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.records.models import RecordsRequest, Search
from portal.records.queries.history import life_of
from portal.records.rules import CLOCK, ENDED, Found, Stage, State
from portal.records.rules.life import Life, clock_of


def settle(request: RecordsRequest, *, by: UUID | None, why: str) -> None:
    """Read the standing events again: state, stage, rules and every date of the request become what they say.
    Old dates stay in the deadline's history, with `why` in a few letters."""
    life = life_of(request)
    request.received_on, request.state, request.stage = life.received_on, life.state, life.stage
    request.regime, request.ended_on = life.regime, life.ended_on
    request.next_move_with = _next_move(request, life)
    _run(request, life, by, why[:40])
    _copy_dates(request, life)
    db.session.flush()


@deadlines.follows(CLOCK)
def _moved(deadline: Deadline) -> None:
    """A bank holiday was proclaimed: the copies on the request follow."""
    request = db.session.get(RecordsRequest, deadline.about_id)
    if request is not None:
        _copy_dates(request, life_of(request))


def deadline_of(request: RecordsRequest, life: Life) -> Deadline | None:
    """The clock of this round, running or ended."""
    return db.session.scalars(
        sa.select(Deadline).where(
            Deadline.kind == CLOCK, Deadline.about_id == request.id, Deadline.round == life.round
        )
    ).one_or_none()


def _run(request: RecordsRequest, life: Life, by: UUID | None, why: str) -> None:
    if not life.has_clock:
        deadlines.drop(CLOCK, request.id, by=by, why=why)
        return
    deadline = deadline_of(request, life) or _start(request, life, by)
    _end_other_rounds(request, life)
    if not _is_the_same(deadline, life):
        deadlines.recompute(deadline, life.clock_events, by=by, why=why, start=life.start_on)
    deadline.owner_id, deadline.young_person_id = request.officer_id, request.young_person_id
    if life.state in ENDED:
        _stop(request, life, by)
    else:
        deadline.done_at = deadline.dropped_at = None
    db.session.flush()


def _start(request: RecordsRequest, life: Life, by: UUID | None) -> Deadline:
    """The clock of this round; one of a round before is over."""
    deadlines.drop(CLOCK, request.id, by=by, why="asked for again")
    return deadlines.start_clock(
        CLOCK,
        request.id,
        life.start_on,
        events=life.clock_events,
        young_person_id=request.young_person_id,
        owner_id=request.officer_id,
        round=life.round,
        by=by,
    )


def _end_other_rounds(request: RecordsRequest, life: Life) -> None:
    """One clock runs. Another round may, where what began it was put right."""
    db.session.execute(
        sa.update(Deadline)
        .where(
            Deadline.kind == CLOCK,
            Deadline.about_id == request.id,
            Deadline.round != life.round,
            Deadline.done_at.is_(None),
            Deadline.dropped_at.is_(None),
        )
        .values(dropped_at=clock.now())
    )


def _is_the_same(deadline: Deadline, life: Life) -> bool:
    written = [{"kind": event.kind, "on": event.on.isoformat()} for event in sorted(set(life.clock_events))]
    return deadline.start_on == life.start_on and (deadline.events or []) == written


def _stop(request: RecordsRequest, life: Life, by: UUID | None) -> None:
    if life.state in (State.GIVEN, State.REFUSED):
        deadlines.finish(CLOCK, request.id, by=by)
    else:
        deadlines.drop(CLOCK, request.id, by=by, why=life.state.value)


def _copy_dates(request: RecordsRequest, life: Life) -> None:
    if not life.has_clock:
        request.due_on = request.aim_by_on = request.notice_by_on = request.stands_still_since = None
        return
    answer = clock_of(life, due.proclaimed())
    request.due_on = answer.due if isinstance(answer.due, date) else None
    request.aim_by_on = answer.aim_by
    request.notice_by_on = None if life.is_extended else answer.send_notice_by
    request.stands_still_since = answer.stands_still_since


def _next_move(request: RecordsRequest, life: Life) -> str:
    """Whose turn it is: theirs while we wait for an answer, others' while a search waits, else ours."""
    if life.waits:
        return "them"
    if life.stage in (Stage.GOT_IT, Stage.FINDING) and _a_search_waits(request):
        return "others"
    return "us"


def _a_search_waits(request: RecordsRequest) -> bool:
    waiting = sa.select(Search.id).where(Search.request_id == request.id, Search.found == Found.WAITING)
    return db.session.scalar(waiting.limit(1)) is not None
