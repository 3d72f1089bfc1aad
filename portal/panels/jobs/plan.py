"""Reminding of the improvement plan: owners of actions shortly before they are due; when one is late, panel
support, and after two weeks the board's chair; owners of measures when a target was missed.

What was reminded of is written down: looking twice, or with two workers, reminds once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.queries import staffing
from portal.clocks.bank_holidays import add_working_days, previous_working_day
from portal.deadlines.queries import proclaimed
from portal.kit import logs
from portal.notices.commands import drop
from portal.notices.rules import NoticeKind
from portal.panels.commands.measures import ask_why
from portal.panels.commands.plan_steps import REMINDERS, note, tell
from portal.panels.models import Measure, MeasureMiss, PlanAction
from portal.panels.queries.measures import missed_targets
from portal.panels.queries.plan import load
from portal.panels.rules.measures import EXPLAIN_WORKING_DAYS
from portal.panels.rules.plan import (
    OPEN_ACTIONS,
    WARN_WORKING_DAYS,
    PlanStepKind,
    goes_to_the_chair,
    reminder,
)


def remind_of_plan(now: datetime, zone: ZoneInfo) -> int:
    """Remind of every open action for which a reminder belongs to today, ask why targets were missed and
    remind of the answers; returns of how many. One that fails is undone and logged; the others are done."""
    today = now.astimezone(zone).date()
    waiting = sa.select(PlanAction.id).where(
        PlanAction.state.in_(OPEN_ACTIONS), PlanAction.sent_at.is_not(None)
    )
    done = _each(db.session.scalars(waiting).all(), lambda one: _remind(one, today, now))
    missed = {target_id: measure_id for measure_id, target_id in missed_targets(today)}
    done += _each(list(missed), lambda one: _ask(missed[one], one, today, now))
    unsaid = sa.select(MeasureMiss.id).where(MeasureMiss.said_at.is_(None))
    done += _each(db.session.scalars(unsaid).all(), lambda one: _remind_of_miss(one, today))
    db.session.flush()
    return done


def _each(ids: Sequence[UUID], work: Callable[[UUID], int]) -> int:
    done = 0
    for one in ids:
        try:
            with db.session.begin_nested():
                done += work(one)
        except Exception as fault:
            logs.fault("remind of the improvement plan", fault)
    return done


def _remind(action_id: UUID, today: date, now: datetime) -> int:
    row = sa.select(PlanAction.id).where(PlanAction.id == action_id).with_for_update(skip_locked=True)
    if db.session.scalar(row) is None or (action := load(action_id, lock=True)) is None:
        return 0
    which = reminder(action.due_on, _before(action.due_on, WARN_WORKING_DAYS), today)
    if which is None:
        return 0
    # The owner counts too: whoever took it over was not reminded yet.
    record = f"{action.due_on} {which} {action.owner_id}"
    if any(step.kind is PlanStepKind.REMINDED and step.words == record for step in action.steps):
        return 0
    note(action, PlanStepKind.REMINDED, record, by=None, now=now)
    chair = staffing.chairs(today) if goes_to_the_chair(action.due_on, today) else []
    drop(action.id, *REMINDERS)
    _tell(action.owner_id, action.id, today, is_late=which != "due", others=chair)
    return 1


def _tell(owner_id: UUID, about_id: UUID, today: date, *, is_late: bool, others: Sequence[UUID] = ()) -> None:
    """Where the owner has left, panel support hears of it before it is late: they find another one."""
    owner = [owner_id] if _is_here(owner_id, today) else []
    support = staffing.support(today) if is_late or not owner else []
    kind = NoticeKind.PLAN_LATE if is_late else NoticeKind.PLAN_DUE
    tell([*owner, *support, *others], kind, about_id)


def _ask(measure_id: UUID, target_id: UUID, today: date, now: datetime) -> int:
    by_on = add_working_days(today, EXPLAIN_WORKING_DAYS, proclaimed())
    return int(ask_why(measure_id, target_id, answer_by_on=by_on, now=now, today=today))


def _remind_of_miss(miss_id: UUID, today: date) -> int:
    row = sa.select(MeasureMiss).where(MeasureMiss.id == miss_id).with_for_update(skip_locked=True)
    miss = db.session.scalars(row).one_or_none()
    if miss is None or today <= miss.answer_by_on:
        return 0
    owner_id = db.session.scalar(sa.select(Measure.owner_id).where(Measure.id == miss.measure_id))
    which = f"{reminder(miss.answer_by_on, miss.answer_by_on, today)} {owner_id}"
    if owner_id is None or miss.reminded == which:
        return 0
    miss.reminded = which
    people = [owner_id] if _is_here(owner_id, today) else []
    tell([*people, *staffing.support(today)], NoticeKind.MISS_TO_EXPLAIN, miss.measure_id)
    return 1


def _is_here(account_id: UUID, today: date) -> bool:
    return account_id in staffing.owner_ids(today)


def _before(due: date, days: int) -> date:
    day = due
    for _step in range(days):
        day = previous_working_day(day, proclaimed())
    return day
