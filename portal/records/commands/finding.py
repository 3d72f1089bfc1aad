"""Writing down where somebody looked, what came of it, and that somebody was asked again."""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal import db
from portal.audit import commands as audit
from portal.clocks.bank_holidays import add_working_days
from portal.deadlines.queries import proclaimed
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.records.commands.clock import settle
from portal.records.commands.happenings import lock
from portal.records.models import RecordsRequest, Search, SearchChange
from portal.records.queries import finding as queries
from portal.records.queries.requests import KIND
from portal.records.queries.theirs import hides_from_them
from portal.records.rules import Found, State
from portal.records.rules.finding import (
    CHASE_AFTER_WORKING_DAYS,
    FINAL,
    Looked,
    WhyNotLog,
    why_not_log,
)


def log_search(
    request: RecordsRequest, said: Looked, *, send_once: UUID, by: UUID, now: datetime, today: date
) -> Search:
    """Write down that somebody looked, or was asked to look. Sent twice it is one. Raises Refused."""
    lock(request)
    if before := queries.sent_before(request.id, send_once):
        return before
    _refuse(request, said, today)
    search = Search(id=uuid.uuid4(), request_id=request.id, send_once=send_once, by_id=by, at=now)
    _fill(search, said, today)
    db.session.add(search)
    db.session.flush()
    _settled(request, "records: looked", by)
    return search


def change_search(
    request: RecordsRequest,
    search: Search,
    said: Looked,
    *,
    seen: int,
    by: UUID,
    now: datetime,
    today: date,
) -> None:
    """Put a line right, or write down what came of it. What it was before stays. `seen` is how often it had
    been changed when the form was opened: what somebody else changed meanwhile is not written over."""
    lock(request)
    before = queries.looked(search)
    if said == before:
        return
    if queries.changes_count(search.id) != seen:
        raise Refused(WhyNotLog.CHANGED_MEANWHILE)
    _refuse(request, said, today, chase_before=search.chase_on)
    what = "answered" if before.found is Found.WAITING and said.found in FINAL else "changed"
    _keep_before(search, what, by, now)
    _fill(search, said, today)
    if said.found is not Found.WAITING:
        notices.drop(search.id, NoticeKind.RECORDS_CHASE)
    db.session.flush()
    _settled(request, f"records: search {what}", by)


def chase(
    request: RecordsRequest, search: Search, *, seen: int, by: UUID, now: datetime, today: date
) -> None:
    """They were asked again: the next time is some working days from now. Tapped twice it is once."""
    lock(request)
    if search.chased != seen:
        return
    if search.found is not Found.WAITING:
        raise Refused(WhyNotLog.NOT_WAITING)
    _keep_before(search, "chased", by, now)
    search.chased += 1
    search.chase_on = next_chase(today)
    notices.drop(search.id, NoticeKind.RECORDS_CHASE)
    db.session.flush()
    _settled(request, "records: chased", by)


def next_chase(today: date) -> date:
    """When to ask again."""
    return add_working_days(today, CHASE_AFTER_WORKING_DAYS, proclaimed())


def note_letter_made(request: RecordsRequest, *, by: UUID) -> None:
    """A letter about what is missing left the site as a file."""
    audit.record(
        "records: letter made",
        by=by,
        young_person_id=request.young_person_id,
        safety=hides_from_them(request),
        subject=(KIND, request.id),
    )


def _refuse(request: RecordsRequest, said: Looked, today: date, *, chase_before: date | None = None) -> None:
    if request.state is State.MERGED:
        raise Refused(WhyNotLog.GOES_ON_ELSEWHERE)
    if why := why_not_log(said, today, chase_before=chase_before):
        raise Refused(why)


def _fill(search: Search, said: Looked, today: date) -> None:
    for name, value in vars(said).items():
        setattr(search, name, value)
    waits = said.found is Found.WAITING
    search.chase_on = (said.chase_on or next_chase(today)) if waits else None
    search.done_on = None if waits else search.done_on or today


def _keep_before(search: Search, what: str, by: UUID, now: datetime) -> None:
    row = SearchChange(
        id=uuid.uuid4(), request_id=search.request_id, search_id=search.id, at=now, by_id=by, what=what
    )
    row.before = json.dumps(asdict(queries.looked(search)) | {"chased": search.chased}, default=_plain)
    db.session.add(row)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _settled(request: RecordsRequest, action: str, by: UUID) -> None:
    settle(request, by=by, why="search")
    audit.record(
        action,
        by=by,
        young_person_id=request.young_person_id,
        safety=hides_from_them(request),
        subject=(KIND, request.id),
    )
