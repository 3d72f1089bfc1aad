"""What a meeting talks about: brought by members, ideas, what was published, a worker; ordered by votes."""

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
from portal.participation.commands.anew import own_id_of
from portal.participation.commands.meeting_answers import answer_them
from portal.participation.commands.meetings import tell_worker
from portal.participation.commands.to_desk import tell_the_desk
from portal.participation.models import AgendaPoint, AgendaVote, GroupMeeting
from portal.participation.queries.agenda import idea_authors
from portal.participation.queries.meetings import meeting as meeting_of
from portal.participation.rules.meetings import PointKind, PointState, WhyNot, why_not_answer
from portal.voice.commands.drafts import one_at_a_time
from portal.voice.commands.saying import Promises, Speaker
from portal.voice.rules.answers import AnswerWords


def bring(
    meeting_id: UUID,
    speaker: Speaker,
    words: str,
    question: str,
    *,
    send_once: UUID,
    promises: Promises,
    now: datetime,
) -> AgendaPoint:
    """A member brings something. The desk reads it the same working day, then a worker puts it on the agenda
    or says why not. Sent twice it is one; with other words it is another. Raises Refused."""
    one_at_a_time(speaker.young_person_id)
    before, own_id = _sent_already(send_once, speaker.account_id, words)
    if before:
        return before
    meeting = _open(meeting_id, now)
    if not words.strip():
        raise Refused(WhyNot.NO_WORDS)
    statement_id = tell_the_desk(speaker, send_once, question, words, promises=promises, now=now)
    row = _point(meeting_id, own_id, PointKind.MEMBER, PointState.WAITING, speaker.account_id, now)
    row.young_person_id, row.statement_id, row.words = speaker.young_person_id, statement_id, words
    db.session.add(row)
    db.session.flush()
    audit.record(
        "brought something for a group meeting",
        by=speaker.account_id,
        role="young_person",
        young_person_id=speaker.young_person_id,
        subject=("agenda_point", row.id),
    )
    tell_worker(meeting)
    return row


def take_off(point: AgendaPoint, *, by: UUID) -> None:
    """Whoever brought it takes it off again. What they said stays with the desk."""
    if point.state is PointState.TAKEN_OFF:
        return
    point.state = PointState.TAKEN_OFF
    audit.record(
        "took something off a group's agenda",
        by=by,
        role="young_person",
        young_person_id=point.young_person_id,
        subject=("agenda_point", point.id),
    )
    db.session.flush()


def put_on(
    meeting_id: UUID,
    words: str,
    *,
    kind: PointKind,
    key: str = "",
    send_once: UUID,
    by: UUID,
    now: datetime,
) -> AgendaPoint:
    """A worker puts something on: an idea, a theme as it was published, or words of their own."""
    before, send_once = _sent_already(send_once, by, words)
    if before:
        return before
    _open(meeting_id, now)
    if not words.strip():
        raise Refused(WhyNot.NO_WORDS)
    row = _point(meeting_id, send_once, kind, PointState.ON, by, now)
    row.key, row.words, row.decided_by_id = key[:60], words, by
    if kind is PointKind.IDEA:
        # So that nobody meets it who must not meet whoever had the idea.
        row.young_person_id = idea_authors([key]).get(key)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        again = uuid.uuid4()
        return _sent(send_once, by) or put_on(
            meeting_id, words, kind=kind, key=key, send_once=again, by=by, now=now
        )
    _note("put on group agenda", row.id, by)
    return row


def decide(
    point: AgendaPoint,
    is_on: bool,
    why: str,
    answer: AnswerWords,
    *,
    by: UUID,
    now: datetime,
    today: date,
) -> None:
    """What a member brought goes on the agenda, or does not, with the true reason, which they read there and
    as the answer to what they said."""
    if point.state is PointState.TAKEN_OFF:
        raise Refused(WhyNot.CHANGED_MEANWHILE)
    if not is_on and not why.strip():
        raise Refused(WhyNot.NO_REASON)
    to = PointState.ON if is_on else PointState.NOT_ON
    if point.state is to and (is_on or point.why == why):
        return
    point.state, point.decided_by_id, point.why = to, by, "" if is_on else why
    answer_them(point.statement_id, answer, by=by, now=now, on=today)
    notices.see(by, point.meeting_id)
    audit.record(
        "decided on group agenda",
        by=by,
        role="staff",
        young_person_id=point.young_person_id,
        subject=("agenda_point", point.id),
    )
    db.session.flush()


def want(point: AgendaPoint, young_person_id: UUID, is_wanted: bool, *, now: datetime) -> None:
    """A member wants to talk about it, or no longer. One tap each; the order is all that is shown of it."""
    one_at_a_time(young_person_id)
    _open(point.meeting_id, now)
    before = sa.select(AgendaVote).where(
        AgendaVote.point_id == point.id, AgendaVote.young_person_id == young_person_id
    )
    row = db.session.scalars(before).one_or_none()
    if is_wanted and row is None and point.state is PointState.ON:
        db.session.add(AgendaVote(point_id=point.id, young_person_id=young_person_id))
    if not is_wanted and row is not None:
        db.session.delete(row)
    db.session.flush()


def _point(
    meeting_id: UUID, send_once: UUID, kind: PointKind, state: PointState, by: UUID, now: datetime
) -> AgendaPoint:
    return AgendaPoint(meeting_id=meeting_id, send_once=send_once, kind=kind, state=state, at=now, by_id=by)


def _open(meeting_id: UUID, now: datetime) -> GroupMeeting:
    row = meeting_of(meeting_id)
    assert row is not None
    if why := why_not_answer(row.state, row.starts_at, now):
        raise Refused(why)
    return row


def _sent_already(send_once: UUID, by: UUID, words: str) -> tuple[AgendaPoint | None, UUID]:
    """What this form became already with the same words, or under which id to keep it: other words on the
    same form are a point of their own."""
    before = _sent(send_once, by)
    if before is None or before.words == words:
        return before, send_once
    own_id = own_id_of(send_once, words)
    return _sent(own_id, by), own_id


def _sent(send_once: UUID, by: UUID) -> AgendaPoint | None:
    wanted = sa.select(AgendaPoint).where(AgendaPoint.send_once == send_once, AgendaPoint.by_id == by)
    return db.session.scalars(wanted).one_or_none()


def _note(action: str, point_id: UUID, by: UUID) -> None:
    audit.record(action, by=by, role="staff", subject=("agenda_point", point_id))
