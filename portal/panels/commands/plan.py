"""The improvement plan: writing an action, changing it, saying how far it is, opening it again, sending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from portal import db
from portal.accounts.queries import staffing
from portal.audit import commands as audit
from portal.deadlines import commands as deadlines
from portal.kit.errors import Refused
from portal.notices.commands import drop, see
from portal.notices.rules import NoticeKind
from portal.panels.commands.challenge_steps import check_words
from portal.panels.commands.plan_steps import (
    CLOCK,
    REMINDERS,
    check_mark,
    is_done_already,
    note,
    start_clock,
    tell,
)
from portal.panels.models import PlanAction, PlanSent
from portal.panels.rules.plan import (
    OPEN_ACTIONS,
    ActionState,
    PlanStepKind,
    WhyNot,
    why_not_due,
    why_not_link,
    why_not_reopen,
    why_not_say,
)


@dataclass(frozen=True)
class ActionWords:
    """What will be done and why, by whom, by which day."""

    title: str
    why: str
    post: str
    owner_id: UUID
    due_on: date | None


@dataclass(frozen=True)
class Said:
    """How far it is, in words, and what shows it."""

    state: ActionState
    words: str = ""
    evidence: str = ""
    link: str = ""


def write(
    words: ActionWords,
    send_once: UUID,
    *,
    by: UUID,
    now: datetime,
    today: date,
    may_be_past: bool = False,
    said: Said | None = None,
) -> PlanAction:
    """Write an action into the plan; its owner hears of it when the plan is sent. Sent twice it is one.
    `said`: how far it was in the older plan it is brought along from.

    Raises Refused without words, owner or day, or when a name known here is in the words."""
    if (sent := _sent_as(by, send_once)) is not None:
        return sent
    due_on = _checked(words, today=today, may_be_past=may_be_past)
    action = PlanAction(
        send_once=send_once,
        owner_id=words.owner_id,
        due_on=due_on,
        state=said.state if said else ActionState.NOT_BEGUN,
        mark=1,
        made_by_id=by,
        made_at=now,
        steps=[],
    )
    action.title, action.why, action.post = words.title, words.why, _one_line(words.post)
    if said:
        check_words(said.words, said.evidence)
        action.said, action.evidence, action.link = said.words, said.evidence, said.link
    try:
        with db.session.begin_nested():
            db.session.add(action)
    except IntegrityError:
        if (sent := _sent_as(by, send_once)) is None:
            raise
        return sent
    note(action, PlanStepKind.WRITTEN, words.title, by=by, now=now)
    audit.record("write a plan action", by=by, subject=("plan_action", action.id))
    return action


def change(
    action: PlanAction,
    words: ActionWords,
    send_once: UUID,
    *,
    mark: int,
    by: UUID,
    now: datetime,
    today: date,
) -> None:
    """Change it, or give it to another owner. The old day and words stay in its history.

    Raises Refused when somebody changed it meanwhile, or something is missing."""
    if is_done_already(action, send_once):
        return
    check_mark(action, mark)
    due_on = _checked(words, today=today, may_be_past=words.due_on == action.due_on)
    was_due, before = action.due_on, action.owner_id
    note(action, PlanStepKind.CHANGED, action.title, by=by, now=now, send_once=send_once)
    action.title, action.why, action.post = words.title, words.why, _one_line(words.post)
    action.owner_id, action.due_on = words.owner_id, due_on
    action.mark += 1
    if action.sent_at is not None and action.state in OPEN_ACTIONS:
        _move_clock(action, was_due, before, by=by)
    audit.record("change a plan action", by=by, subject=("plan_action", action.id))
    db.session.flush()


def say(action: PlanAction, said: Said, send_once: UUID, *, mark: int, by: UUID, now: datetime) -> None:
    """How far it is. Raises Refused when it is over, when "done" has nothing that shows it or "not going to
    happen" no reason, and when somebody changed it meanwhile."""
    if is_done_already(action, send_once):
        return
    check_mark(action, mark)
    if why := why_not_say(action.state, said.state, said.words, said.evidence) or why_not_link(said.link):
        raise Refused(why)
    check_words(said.words, said.evidence)
    action.state, action.said = said.state, said.words
    if said.evidence:
        action.evidence, action.link = said.evidence, said.link
    action.mark += 1
    words = "\n".join(part for part in (said.words, said.evidence, said.link) if part)
    note(action, PlanStepKind.SAID, words, by=by, now=now, send_once=send_once)
    if said.state is ActionState.DONE:
        deadlines.finish(CLOCK, action.id, by=by)
    elif said.state is ActionState.WILL_NOT:
        deadlines.drop(CLOCK, action.id, by=by, why="not going to happen")
    if said.state not in OPEN_ACTIONS:
        drop(action.id, NoticeKind.PLAN_SENT, *REMINDERS)
    see(by, action.id)
    db.session.flush()


def reopen(action: PlanAction, words: str, send_once: UUID, *, mark: int, by: UUID, now: datetime) -> None:
    """It was said to be over and is not. Its day stays: what was late is late. Raises Refused."""
    if is_done_already(action, send_once):
        return
    check_mark(action, mark)
    if why := why_not_reopen(action.state, words):
        raise Refused(why)
    check_words(words)
    action.state = ActionState.REOPENED
    action.mark += 1
    note(action, PlanStepKind.REOPENED, words, by=by, now=now, send_once=send_once)
    start_clock(action, by=by, why="opened again")
    tell([action.owner_id], NoticeKind.PLAN_SENT, action.id)
    db.session.flush()


def send(*, by: UUID, now: datetime, today: date) -> int:
    """Send the plan: every owner of something new, staff or partner, and the board are told; from now on
    those who may read the plan see it. Returns how many actions were new. Raises Refused with nothing new."""
    new = db.session.scalars(
        sa.select(PlanAction)
        .options(selectinload(PlanAction.steps))
        .where(PlanAction.sent_at.is_(None))
        .order_by(PlanAction.made_at)
        .with_for_update()
    ).all()
    if not new:
        raise Refused(WhyNot.NOTHING_TO_SEND)
    row = PlanSent(id=uuid4(), at=now, by_id=by, new=len(new))
    db.session.add(row)
    for action in new:
        action.sent_at = now
        note(action, PlanStepKind.SENT, by=by, now=now)
        if action.state in OPEN_ACTIONS:
            start_clock(action, by=by, why="started")
            tell([action.owner_id], NoticeKind.PLAN_SENT, action.id)
    tell(staffing.board(today), NoticeKind.PLAN_SENT, row.id)
    audit.record("send the improvement plan", by=by, subject=("plan", row.id))
    db.session.flush()
    return len(new)


def _checked(words: ActionWords, *, today: date, may_be_past: bool) -> date:
    if not words.title.strip() or not words.post.strip():
        raise Refused(WhyNot.NO_WORDS)
    if words.owner_id not in staffing.owner_ids(today):
        raise Refused(WhyNot.NO_OWNER)
    if (why := why_not_due(words.due_on, today=today, may_be_past=may_be_past)) or words.due_on is None:
        raise Refused(why or WhyNot.NO_DATE)
    check_words(words.title, words.why, words.post)
    return words.due_on


def _move_clock(action: PlanAction, was_due: date, before: UUID, *, by: UUID) -> None:
    if action.due_on != was_due:
        deadlines.drop(CLOCK, action.id, by=by, why="another day")
        start_clock(action, by=by, why="another day")
        drop(action.id, *REMINDERS)
    if action.owner_id != before:
        deadlines.hand_to(CLOCK, action.id, action.owner_id, by=by)
        drop(action.id, NoticeKind.PLAN_SENT, *REMINDERS, account_id=before)
        tell([action.owner_id], NoticeKind.PLAN_SENT, action.id)


def _sent_as(by: UUID, send_once: UUID) -> PlanAction | None:
    return db.session.scalars(
        sa.select(PlanAction)
        .options(selectinload(PlanAction.steps))
        .where(PlanAction.made_by_id == by, PlanAction.send_once == send_once)
    ).one_or_none()


def _one_line(text: str) -> str:
    return " ".join(text.split())
