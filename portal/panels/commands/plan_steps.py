"""What every change of an action of the plan does: a line in its history, once a form, and who is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from portal import db
from portal.deadlines import commands as deadlines
from portal.kit.errors import Refused
from portal.notices.commands import drop, notify
from portal.notices.rules import NoticeKind
from portal.panels.models import PlanAction, PlanStep
from portal.panels.rules.plan import PlanStepKind, WhyNot

CLOCK = "plan_action"
REMINDERS = (NoticeKind.PLAN_DUE, NoticeKind.PLAN_LATE)


def is_done_already(action: PlanAction, send_once: UUID) -> bool:
    """Whether this form was sent before: a step carries the id of the form that made it."""
    return any(step.id == send_once for step in action.steps)


def note(
    action: PlanAction,
    kind: PlanStepKind,
    words: str = "",
    *,
    by: UUID | None,
    now: datetime,
    send_once: UUID | None = None,
) -> None:
    """A line of the history: how it stood when that happened."""
    taken = send_once is None or db.session.get(PlanStep, send_once) is not None
    step = PlanStep(
        id=uuid4() if taken else send_once,
        action_id=action.id,
        kind=kind,
        state=action.state,
        due_on=action.due_on,
        owner_id=action.owner_id,
        by_id=by,
        at=now,
    )
    step.words = words
    action.steps.append(step)
    db.session.flush()


def tell(people: Iterable[UUID], kind: NoticeKind, about_id: UUID) -> None:
    """A neutral notice to each; one of the same kind that stands already is replaced."""
    for account_id in dict.fromkeys(people):
        drop(about_id, kind, account_id=account_id)
        notify(account_id, kind, about_id)


def check_mark(action: PlanAction, mark: int) -> None:
    """Raises Refused when somebody changed it since it was looked at."""
    if action.mark != mark:
        raise Refused(WhyNot.CHANGED)


def start_clock(action: PlanAction, *, by: UUID, why: str) -> None:
    """It is due on its day, from its owner."""
    deadlines.start(
        CLOCK,
        action.id,
        due_on=action.due_on,
        owner_id=action.owner_id,
        round=deadlines.next_round(CLOCK, action.id),
        by=by,
        why=why,
    )
