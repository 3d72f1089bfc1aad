"""A bank holiday proclaimed since is added or taken off, and each clock that runs over it is counted anew."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from portal import db
from portal.audit import commands as audit
from portal.deadlines.commands.counting import take
from portal.deadlines.models import ProclaimedDay
from portal.deadlines.queries.days import forget_known, proclaimed, proclaimed_day
from portal.deadlines.queries.moving import would_move
from portal.deadlines.rules import WhyNot, why_not_add_day
from portal.kit import clock
from portal.kit.errors import Refused

ADDED, TAKEN_OFF = "new bank holiday", "bank holiday taken off"


def add_day(day: date, name: str, *, by: UUID | None, today: date) -> int:
    """Nobody works that day: clocks and reading hours leave it out from now on. Done twice it is the same.
    Returns how many dates moved. Raises Refused."""
    if proclaimed_day(day) is not None:
        return 0
    if why := why_not_add_day(day, name, known=proclaimed(), today=today):
        raise Refused(why)
    row = ProclaimedDay(day=day, name=name.strip(), added_by=by, added_at=clock.now())
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # the same day twice at the same moment
        return 0
    audit.record("added_bank_holiday", by=by)
    return _move_all(day, by, ADDED)


def take_off_day(day: date, *, by: UUID | None) -> int:
    """It was added by mistake. Returns how many dates moved. Raises Refused when it is not one of ours."""
    row = proclaimed_day(day)
    if row is None:
        raise Refused(WhyNot.NO_DAY)
    db.session.delete(row)
    audit.record("took_off_bank_holiday", by=by)
    return _move_all(day, by, TAKEN_OFF)


def _move_all(day: date, by: UUID | None, why: str) -> int:
    db.session.flush()
    forget_known()
    moves = would_move(day, proclaimed())
    for move in moves:
        take(move.deadline, move.answer, move.deadline.due_on, by=by, why=why)
    return len(moves)
