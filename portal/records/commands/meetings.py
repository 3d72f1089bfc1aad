"""Talks beside a file: asked for, fixed, held, called off; and the ring two weeks later."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from portal import db
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.records.commands.happenings import lock
from portal.records.commands.noting import put_in_log
from portal.records.commands.writing import tell_officer, tell_requester
from portal.records.models import Meeting, RecordsRequest
from portal.records.queries import meetings as queries
from portal.records.queries.apart import is_shut_to
from portal.records.rules import MeetingKind
from portal.records.rules.meetings import (
    REMIND_BEFORE,
    RING_AFTER,
    WhyNoTalk,
    must_remind,
    why_not_fix,
    why_not_miss,
)

TALK = NoticeKind.RECORDS_TALK


def ask(
    request: RecordsRequest,
    kind: MeetingKind,
    *,
    send_once: UUID,
    by: UUID | None,
    now: datetime,
    today: date,
) -> Meeting:
    """They would like a talk; whoever has the request finds a time. One of a kind waits at a time."""
    lock(request)
    there = queries.open_meetings_of(request.id)
    if before := next((row for row in there if row.kind is kind and row.at is None), None):
        return before
    if before := queries.sent_before(request.id, send_once):
        return before
    row = _add(request, Meeting(kind=kind, send_once=send_once, is_asked=True))
    put_in_log("a talk was asked for", request, by)
    tell_officer(request, TALK, today)
    return row


def fix(
    request: RecordsRequest,
    kind: MeetingKind,
    at: datetime,
    where: str,
    with_id: UUID,
    *,
    send_once: UUID,
    by: UUID,
    now: datetime,
) -> Meeting:
    """A time, a place and a person. One that was asked for gets them; the requester is told. Sent twice it is
    one. Raises Refused."""
    lock(request)
    if before := queries.sent_before(request.id, send_once):
        return before
    if why := why_not_fix(at, now=now, is_over=False):
        raise Refused(why)
    there = queries.open_meetings_of(request.id)
    row = next((one for one in there if one.kind is kind and one.at is None), None)
    row = row or _add(request, Meeting(kind=kind, send_once=send_once))
    row.send_once, row.at, row.where, row.with_id = send_once, at, where, with_id
    row.reminded_at = None
    db.session.flush()
    notices.drop(request.id, TALK)
    put_in_log("a talk was fixed", request, by)
    if with_id != by:
        notices.notify(with_id, TALK, row.id)
    tell_requester(request, now=now)
    return row


def hold(request: RecordsRequest, row: Meeting, note: str, *, by: UUID, now: datetime) -> None:
    """It was held; a short note of what was agreed. Said again the note is the newer. Raises Refused."""
    if row.off_at is not None:
        raise Refused(WhyNoTalk.OVER)
    row.done_at, row.note = row.done_at or now, note
    db.session.flush()
    _nothing_waits(request, row)
    put_in_log("a talk was held", request, by)


def miss(request: RecordsRequest, row: Meeting, *, by: UUID, now: datetime) -> None:
    """They did not come. Nobody asks why, and nobody is written to: another one is offered in person. Raises
    Refused before its time, and for one that was held."""
    if row.off_at is not None:
        return
    if why := why_not_miss(row.at, now=now, is_over=row.done_at is not None):
        raise Refused(why)
    row.off_at, row.is_missed = now, True
    db.session.flush()
    _nothing_waits(request, row)
    put_in_log("nobody came to a talk", request, by)


def call_off(
    request: RecordsRequest,
    row: Meeting,
    *,
    by: UUID | None,
    is_requester: bool,
    now: datetime,
    today: date,
) -> None:
    """It is not held after all; the other side is told. Raises Refused for one that was held."""
    if row.off_at is not None:
        return
    if row.done_at is not None:
        raise Refused(WhyNoTalk.OVER)
    row.off_at = now
    db.session.flush()
    _nothing_waits(request, row)
    put_in_log("a talk was called off", request, by)
    if not is_requester:
        tell_requester(request, now=now)
        return
    tell_officer(request, NoticeKind.RECORDS_WROTE, today)
    is_another = row.with_id is not None and row.with_id != request.officer_id
    if row.with_id and is_another and not is_shut_to(row.with_id, request.young_person_id, today):
        notices.notify(row.with_id, NoticeKind.RECORDS_WROTE, request.id)


def ring_after(request: RecordsRequest, *, send_once: UUID, today: date) -> None:
    """All of it was given: a ring two weeks later, if they chose one."""
    there = [row.kind for row in queries.meetings_of(request.id) if row.off_at is None]
    if request.wants_ring_after and MeetingKind.RING not in there:
        due_on, with_id = today + RING_AFTER, request.officer_id
        _add(request, Meeting(kind=MeetingKind.RING, send_once=send_once, due_on=due_on, with_id=with_id))


def remind(now: datetime, zone: ZoneInfo) -> int:
    """Tell both sides a day before a talk, and ours when a ring is due. Once each; returns how many."""
    today, reminded = now.astimezone(zone).date(), 0
    for row, request in queries.to_remind(now + REMIND_BEFORE):
        if not must_remind(row.at, row.due_on, reminded=False, now=now, today=today):
            continue
        row.reminded_at = now
        if row.with_id and not is_shut_to(row.with_id, request.young_person_id, today):
            notices.notify(row.with_id, TALK, row.id)
        else:
            tell_officer(request, TALK, today)
        if row.at is not None:
            tell_requester(request, now=now)
        reminded += 1
    db.session.flush()
    return reminded


def _nothing_waits(request: RecordsRequest, row: Meeting) -> None:
    notices.drop(row.id, TALK)
    if all(one.at is not None for one in queries.open_meetings_of(request.id)):
        notices.drop(request.id, TALK)


def _add(request: RecordsRequest, row: Meeting) -> Meeting:
    row.request_id = request.id
    db.session.add(row)
    db.session.flush()
    return row
