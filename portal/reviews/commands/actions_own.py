"""What a young person does with what was agreed for them: this hasn't happened, yes it has, no it hasn't."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.clocks.reading import local_day
from portal.deadlines import commands as deadlines
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.people import queries as people
from portal.reviews.commands.actions_doing import open_again
from portal.reviews.commands.actions_noting import KIND, OWN, held, note
from portal.reviews.models import ActionEvent, AgreedAction
from portal.reviews.queries import actions as queries
from portal.reviews.queries.actions_line import who_hears
from portal.reviews.rules import ActionEventKind, ActionState
from portal.reviews.rules.actions import WhyNot, can_undo_chase, why_not_chase


def chase(action_id: UUID, send_once: UUID, *, by: UUID, today: date) -> None:
    """It has not happened: whoever owns it and whoever leads the reviews hear it. What was called done is
    open again. At most once a day; sent twice it is one. Raises Refused."""
    row = held(action_id)
    if queries.done_with(action_id, send_once):
        return
    now = clock.now()
    if why := why_not_chase(row.state, row.last_chased_at, now):
        raise Refused(why)
    row.last_chased_at = now
    note(row, ActionEventKind.CHASED, by, "chased agreed action", send_once=send_once, role=OWN)
    if row.state is ActionState.DONE:
        _open_what_was_called_done(row, by, today)
    for account_id in who_hears(row, today):
        notices.drop(row.id, NoticeKind.ACTION_CHASED, account_id=account_id)
        notices.notify(account_id, NoticeKind.ACTION_CHASED, row.id)
    db.session.flush()


def _open_what_was_called_done(row: AgreedAction, by: UUID, today: date) -> None:
    """Its day stays where it is to come; else it is today, so that it counts as late from tomorrow."""
    day = max(row.due_on, today)
    before = row.due_on
    open_again(row, day, by)
    note(
        row,
        ActionEventKind.REOPENED,
        by,
        "reopened agreed action",
        role=OWN,
        due_before=before,
        due_after=day,
    )


def undo_chase(action_id: UUID, *, by: UUID, today: date) -> None:
    """A tap by mistake: who was told and has not looked yet is not told any more, and what it opened again
    is called done again. Raises Refused later."""
    row = held(action_id)
    events = queries.events_of(action_id)
    if not can_undo_chase(row.last_chased_at, queries.last_undone(events), clock.now()):
        raise Refused(WhyNot.NOT_CHASED)
    last = events[-1]
    row.last_chased_at = None
    notices.drop(row.id, NoticeKind.ACTION_CHASED)
    if last.kind is ActionEventKind.REOPENED and last.by_id == by:
        _call_done_again(row, last, events, today)
        deadlines.drop(KIND, row.id, by=by, why="taken back")
    note(row, ActionEventKind.UNCHASED, by, "took back chase of agreed action", role=OWN)
    db.session.flush()


def _call_done_again(
    row: AgreedAction, reopened: ActionEvent, events: Sequence[ActionEvent], today: date
) -> None:
    """As it stood before the tap: done when it was done, of the day it was promised for."""
    done = [one.at for one in events if one.kind is ActionEventKind.DONE]
    row.state = ActionState.DONE
    row.ended_on = local_day(done[-1], people.zone().key) if done else today
    row.due_on = reopened.due_before or row.due_on


def say_done(action_id: UUID, send_once: UUID, *, by: UUID) -> None:
    """Yes, it has happened. Raises Refused where nobody said so."""
    row = held(action_id)
    if queries.done_with(action_id, send_once):
        return
    if row.state is not ActionState.DONE:
        raise Refused(WhyNot.NOT_SAID_DONE)
    note(row, ActionEventKind.SAID_DONE, by, "said agreed action is done", send_once=send_once, role=OWN)
    db.session.flush()


def see(young_person_id: UUID, action_ids: Sequence[UUID], *, by: UUID, at: datetime) -> None:
    """They looked: what moved until now is not marked the next time, and they are not told of it again."""
    db.session.execute(
        sa.update(ActionEvent)
        .where(
            ActionEvent.young_person_id == young_person_id,
            ActionEvent.action_id.in_(action_ids),
            ActionEvent.seen_at.is_(None),
        )
        .values(seen_at=at)
    )
    for action_id in action_ids:
        notices.see(by, action_id)
