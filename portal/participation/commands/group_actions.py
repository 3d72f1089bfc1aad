"""What was agreed with a group: written down with a person and a day, and how far it is."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.participation.commands.meetings import tell_members
from portal.participation.models import GroupAction, GroupActionStep, GroupMeeting
from portal.participation.queries import minutes as queries
from portal.participation.queries.meetings import meeting as meeting_of
from portal.participation.rules.meetings import (
    OPEN,
    ActionState,
    WhyNot,
    is_over,
    why_not_act,
    why_not_say_how_far,
)

TOLD = (NoticeKind.GROUP_ACTION_YOURS, NoticeKind.GROUP_ACTION_LATE)


def agree(
    meeting: GroupMeeting,
    words: str,
    owner_id: UUID | None,
    due_on: date | None,
    *,
    send_once: UUID,
    by: UUID,
    now: datetime,
    today: date,
) -> GroupAction:
    """Write down what somebody will do, and tell them. Sent twice it is one. Raises Refused."""
    if before := _sent(send_once, meeting.id):
        return before
    if not is_over(meeting.starts_at, now):
        raise Refused(WhyNot.NOT_YET)
    if why := why_not_act(words, owner_id, due_on, today):
        raise Refused(why)
    assert owner_id is not None
    assert due_on is not None
    row = GroupAction(
        group_id=meeting.group_id,
        meeting_id=meeting.id,
        send_once=send_once,
        owner_id=owner_id,
        due_on=due_on,
        state=ActionState.NOT_BEGUN,
        made_by_id=by,
        made_at=now,
        changed_at=now,
    )
    row.words = words
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        again = uuid.uuid4()
        return _sent(send_once, meeting.id) or agree(
            meeting, words, owner_id, due_on, send_once=again, by=by, now=now, today=today
        )
    _note("agreed group action", row.id, by)
    if owner_id != by:
        notices.notify(owner_id, NoticeKind.GROUP_ACTION_YOURS, row.id)
    db.session.flush()
    return row


def say_how_far(
    action_id: UUID,
    to: ActionState,
    words: str,
    due_on: date | None,
    *,
    send_once: UUID,
    by: UUID,
    now: datetime,
    today: date,
) -> None:
    """How it stands, in words members read; a new day while it goes on. Sent twice it is one."""
    row = queries.action(action_id, lock=True)
    assert row is not None
    if _said(send_once):
        return
    if why := why_not_say_how_far(row.state, to, words):
        raise Refused(why)
    day = due_on or row.due_on
    if day != row.due_on and to in OPEN:
        if day < today:
            raise Refused(WhyNot.IN_PAST)
        if not words.strip():
            raise Refused(WhyNot.NO_REASON)  # a day that moves has a reason too
        row.due_on = day
    step = GroupActionStep(
        action_id=row.id, send_once=send_once, state=to, due_on=row.due_on, at=now, by_id=by
    )
    step.words = words
    db.session.add(step)
    row.state, row.changed_at = to, now
    notices.drop(row.id, *TOLD)
    _note("said how far a group action is", row.id, by)
    meeting = meeting_of(row.meeting_id)
    if meeting is not None and to not in OPEN:
        tell_members(meeting, today)
    db.session.flush()


def _sent(send_once: UUID, meeting_id: UUID) -> GroupAction | None:
    wanted = sa.select(GroupAction).where(
        GroupAction.send_once == send_once, GroupAction.meeting_id == meeting_id
    )
    return db.session.scalars(wanted).one_or_none()


def _said(send_once: UUID) -> bool:
    return bool(db.session.scalar(sa.select(sa.exists().where(GroupActionStep.send_once == send_once))))


def _note(action: str, action_id: UUID, by: UUID) -> None:
    audit.record(action, by=by, role="staff", subject=("group_action", action_id))
