"""Planning a group's meeting, moving it, calling it off; a member says whether they come, a worker how."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.participation.commands.meeting_answers import answer_them
from portal.participation.commands.to_desk import tell_the_desk
from portal.participation.models import GroupMeeting, MeetingComing
from portal.participation.queries import meetings as queries
from portal.participation.queries.groups import members_of
from portal.participation.rules.meetings import (
    Answer,
    Coming,
    MeetingState,
    Plan,
    WhyNot,
    is_over,
    why_not_answer,
    why_not_plan,
)
from portal.voice.commands.drafts import one_at_a_time
from portal.voice.commands.saying import Promises, Speaker
from portal.voice.rules.answers import AnswerWords

NEWS = NoticeKind.MEETING_NEWS
WORK = NoticeKind.MEETING_WORK


def plan(
    group_id: UUID, plan: Plan, *, send_once: UUID, by: UUID, now: datetime, today: date
) -> GroupMeeting:
    """A meeting is planned, and every member told. Sent twice it is one. Raises Refused."""
    if before := _sent(send_once, group_id):
        return before
    if why := why_not_plan(plan, now):
        raise Refused(why)
    row = GroupMeeting(
        group_id=group_id,
        send_once=send_once,
        kind=plan.kind,
        state=MeetingState.PLANNED,
        starts_at=plan.starts_at,
        changed_at=now,
        made_by_id=by,
    )
    row.place, row.way = plan.place, plan.way
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        # Sent twice at the same moment; or with somebody else's id, and then it is one of its own.
        return _sent(send_once, group_id) or _again(group_id, plan, by, now, today)
    _note("planned group meeting", row.id, by)
    if not is_over(row.starts_at, now):
        tell_members(row, today)
    return row


def _again(group_id: UUID, wanted: Plan, by: UUID, now: datetime, today: date) -> GroupMeeting:
    return plan(group_id, wanted, send_once=uuid.uuid4(), by=by, now=now, today=today)


def change(meeting_id: UUID, to: Plan, why: str, *, by: UUID, now: datetime, today: date) -> None:
    """Another time or place, or other words about the way. Members are told; a new time needs a reason."""
    row = _held(meeting_id)
    if row.state is MeetingState.CALLED_OFF:
        raise Refused(WhyNot.CALLED_OFF)
    if row.starts_at != to.starts_at and (is_over(row.starts_at, now) or row.minutes_at):
        raise Refused(WhyNot.IS_OVER)
    same = (row.starts_at, row.place, row.way) == (to.starts_at, to.place, to.way)
    if same:
        return
    if row.starts_at != to.starts_at:
        if refused := why_not_plan(to, now):
            raise Refused(refused)
        if not why.strip():
            raise Refused(WhyNot.NO_REASON)
        row.moved_from, row.starts_at, row.why = row.starts_at, to.starts_at, why
    row.place, row.way, row.changed_at = to.place, to.way, now
    _note("changed group meeting", row.id, by)
    if not is_over(row.starts_at, now):
        tell_members(row, today)
    db.session.flush()


def call_off(meeting_id: UUID, why: str, *, by: UUID, now: datetime, today: date) -> None:
    """It does not happen; members read the true reason. Said twice it is one."""
    row = _held(meeting_id)
    if row.state is MeetingState.CALLED_OFF:
        return
    if is_over(row.starts_at, now) or row.minutes_at:
        raise Refused(WhyNot.IS_OVER)
    if not why.strip():
        raise Refused(WhyNot.NO_REASON)
    row.state, row.why, row.changed_at = MeetingState.CALLED_OFF, why, now
    _note("called off group meeting", row.id, by)
    tell_members(row, today)
    db.session.flush()


def say_coming(
    meeting_id: UUID,
    speaker: Speaker,
    answer: Answer,
    question: str,
    *,
    promises: Promises,
    now: datetime,
) -> MeetingComing:
    """A member says whether they come and what they need; theirs to change until it begins. What they write
    goes to the desk, like anything they say, and to a worker once it was read."""
    one_at_a_time(speaker.young_person_id)
    meeting = _held(meeting_id)
    if why := why_not_answer(meeting.state, meeting.starts_at, now):
        raise Refused(why)
    row = queries.coming_of(meeting_id, speaker.young_person_id)
    if row is None:
        row = MeetingComing(meeting_id=meeting_id, young_person_id=speaker.young_person_id, said_at=now)
        db.session.add(row)
    needs = [one.value for one in answer.needs]
    before = "" if queries.was_taken_back(row.statement_id) else row.words
    if (row.coming, row.needs, before, row.may_name) == (
        answer.coming,
        needs,
        answer.words,
        answer.may_name,
    ):
        return row
    if answer.words != before:
        # What was said before is in it: said anew after it was changed or taken back, it is said anew.
        once = uuid.uuid5(meeting_id, f"{speaker.young_person_id} {row.statement_id} {answer.words}")
        row.statement_id = tell_the_desk(speaker, once, question, answer.words, promises=promises, now=now)
    notices.see(speaker.account_id, meeting_id)
    asks = bool(needs or answer.words) and (needs, answer.words) != (row.needs, before)
    row.coming, row.needs, row.words = answer.coming, needs, answer.words
    row.may_name, row.said_at = answer.may_name, now
    db.session.flush()
    audit.record(
        "said whether they come to a group meeting",
        by=speaker.account_id,
        role="young_person",
        young_person_id=speaker.young_person_id,
        subject=("group_meeting", meeting_id),
    )
    if asks and answer.coming is not Coming.NO:
        tell_worker(meeting)
    return row


def answer_needs(
    coming: MeetingComing, words: str, answer: AnswerWords, *, by: UUID, now: datetime, today: date
) -> None:
    """How they get there, who pays, who comes along: the member reads it on the meeting's page."""
    if not words.strip():
        raise Refused(WhyNot.NO_WORDS)
    if coming.reply == words:
        return
    coming.reply, coming.replied_at, coming.replied_by_id = words, now, by
    notices.see(by, coming.meeting_id)
    if coming.words:
        answer_them(coming.statement_id, answer, by=by, now=now, on=today)
    audit.record(
        "answered what somebody needs for a group meeting",
        by=by,
        young_person_id=coming.young_person_id,
        subject=("meeting_coming", coming.id),
    )
    _tell([coming.young_person_id], coming.meeting_id)
    db.session.flush()


def tell_members(meeting: GroupMeeting, today: date, *, but: Collection[UUID] = ()) -> int:
    """One neutral notice to each member, the older ones about this meeting gone. Gives how many were told."""
    members = [one for one in members_of(meeting.group_id, today) if one not in but]
    notices.drop(meeting.id, NEWS)
    return _tell(members, meeting.id)


def tell_worker(meeting: GroupMeeting) -> None:
    """Whoever planned it: a member brought something or needs something."""
    notices.drop(meeting.id, WORK, account_id=meeting.made_by_id)
    notices.notify(meeting.made_by_id, WORK, meeting.id)


def _tell(young_person_ids: Collection[UUID], meeting_id: UUID) -> int:
    accounts = queries.accounts_of(young_person_ids)
    for account_id in accounts.values():
        notices.drop(meeting_id, NEWS, account_id=account_id)
        notices.notify(account_id, NEWS, meeting_id)
    return len(accounts)


def _sent(send_once: UUID, group_id: UUID) -> GroupMeeting | None:
    wanted = sa.select(GroupMeeting).where(
        GroupMeeting.send_once == send_once, GroupMeeting.group_id == group_id
    )
    return db.session.scalars(wanted).one_or_none()


def _held(meeting_id: UUID) -> GroupMeeting:
    row = queries.meeting(meeting_id, lock=True)
    assert row is not None
    return row


def _note(action: str, meeting_id: UUID, by: UUID) -> None:
    audit.record(action, by=by, role="staff", subject=("group_meeting", meeting_id))
