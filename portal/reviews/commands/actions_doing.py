"""How far an agreed action is: started, done, changed, not done, another day, another owner, open again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from portal import db
from portal.deadlines import commands as deadlines
from portal.kit.errors import Refused
from portal.reviews.commands.actions_noting import (
    KIND,
    held,
    moved,
    new_day,
    note,
    quiet,
    tell_owner,
    tell_who_leads,
)
from portal.reviews.models import AgreedAction
from portal.reviews.queries import actions as queries
from portal.reviews.queries.actions import version_of
from portal.reviews.rules import ActionEventKind, ActionState
from portal.reviews.rules.actions import BROKEN, ENDED, WhyNot, why_not_due, why_not_move, why_not_move_on

_EVENT = {
    ActionState.STARTED: (ActionEventKind.STARTED, "started agreed action"),
    ActionState.DONE: (ActionEventKind.DONE, "did agreed action"),
    ActionState.CHANGED: (ActionEventKind.CHANGED, "changed agreed action"),
    ActionState.NOT_DONE: (ActionEventKind.NOT_DONE, "ended agreed action undone"),
}


def say_how_far(
    action_id: UUID, to: ActionState, words: str, *, send_once: UUID, by: UUID, seen: str, today: date
) -> None:
    """Started; done, with what was achieved; changed or not done, with the true reason: the child reads it.

    Raises Refused where it ended already, or somebody else changed it since the page was opened."""
    row = _opened(action_id, send_once, seen)
    if row is None:
        return
    if why := why_not_move_on(row.state, to, words):
        raise Refused(why)
    row.state = to
    if to is ActionState.DONE:
        row.achieved = words
    if to in ENDED:
        row.ended_on = today
        _end_clock(row, to, by)
        quiet(row)
    kind, action = _EVENT[to]
    note(row, kind, by, action, words=words, send_once=send_once)
    moved(row)
    if to in BROKEN:
        tell_who_leads(row, by, today)
    db.session.flush()


def _end_clock(row: AgreedAction, to: ActionState, by: UUID) -> None:
    if to is ActionState.DONE:
        deadlines.finish(KIND, row.id, by=by)
    else:
        deadlines.drop(KIND, row.id, by=by, why=to.value)


def move(
    action_id: UUID, due_on: date | None, reason: str, *, send_once: UUID, by: UUID, seen: str, today: date
) -> None:
    """Another day, with the reason. Raises Refused like `say_how_far`."""
    row = _opened(action_id, send_once, seen)
    if row is None:
        return
    if why := why_not_move(row.state, due_on, reason, today):
        raise Refused(why)
    assert due_on is not None
    before = row.due_on
    new_day(row, due_on, by, "moved")
    quiet(row)
    note(
        row,
        ActionEventKind.MOVED,
        by,
        "moved agreed action",
        words=reason,
        send_once=send_once,
        due_before=before,
        due_after=due_on,
    )
    moved(row)
    tell_who_leads(row, by, today)
    db.session.flush()


def hand_on(
    action_id: UUID, owner_id: UUID | None, owner_name: str, *, send_once: UUID, by: UUID, seen: str
) -> None:
    """Somebody else does it now; the day stays. Raises Refused like `say_how_far`."""
    row = _opened(action_id, send_once, seen)
    if row is None:
        return
    if row.state in ENDED:
        raise Refused(WhyNot.ENDED_ALREADY)
    if not owner_id and not owner_name.strip():
        raise Refused(WhyNot.NO_OWNER)
    if (owner_id, owner_name) == (row.owner_id, row.owner_name):
        raise Refused(WhyNot.SAME_OWNER)
    quiet(row)
    row.owner_id, row.owner_name = owner_id, owner_name
    new_day(row, row.due_on, by, "handed on")
    note(row, ActionEventKind.HANDED_ON, by, "handed on agreed action", send_once=send_once)
    tell_owner(row, by)
    moved(row)
    db.session.flush()


def reopen(
    action_id: UUID, due_on: date | None, reason: str, *, send_once: UUID, by: UUID, seen: str, today: date
) -> None:
    """It was said to have ended, and has not. It needs a day to come."""
    row = _opened(action_id, send_once, seen)
    if row is None:
        return
    if row.state not in ENDED:
        raise Refused(WhyNot.NOT_ENDED)
    if not reason.strip():
        raise Refused(WhyNot.NO_REASON)
    if why := why_not_due(due_on, today):
        raise Refused(why)
    assert due_on is not None
    before = row.due_on
    open_again(row, due_on, by)
    note(
        row,
        ActionEventKind.REOPENED,
        by,
        "reopened agreed action",
        words=reason,
        send_once=send_once,
        due_before=before,
        due_after=due_on,
    )
    tell_owner(row, by)
    moved(row)
    db.session.flush()


def open_again(row: AgreedAction, due_on: date, by: UUID | None) -> None:
    """Its clock runs again, and nothing says that it ended."""
    row.state, row.ended_on = ActionState.STARTED, None
    new_day(row, due_on, by, "reopened")


def _opened(action_id: UUID, send_once: UUID, seen: str) -> AgreedAction | None:
    """The row held, unless the same form was sent before. Raises Refused where it changed meanwhile."""
    row = held(action_id)
    if queries.done_with(action_id, send_once):
        return None
    if version_of(row) != seen:
        raise Refused(WhyNot.CHANGED_MEANWHILE)
    return row
