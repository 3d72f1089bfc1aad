"""Reminding whoever has a request of its dates, telling who should know that it is late, and looking after
those from the public page that nobody proved. Each is told once for each date, however often this runs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from portal.accounts.queries.around import manager_of
from portal.deadlines.queries import proclaimed
from portal.notices.commands import notify
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.records.models import RecordsRequest
from portal.records.queries.apart import has_it, officers_for
from portal.records.queries.board import unproven_shown_until
from portal.records.queries.reminding import told, unproven_until, with_dates_until
from portal.records.rules.reminding import Dates, Told, reminder_since, reminders_until, told_late

Known = dict[tuple[UUID, UUID], datetime]


def remind_of_dates(now: datetime, zone: ZoneInfo) -> int:
    """Tell whoever has a request that a date of it is near, or that it is late; returns how many."""
    today = now.astimezone(zone).date()
    requests = with_dates_until(reminders_until(today, proclaimed()), today)
    ids = {one.id for one in requests}
    near, late = told(ids, NoticeKind.RECORDS_DUE), told(ids, NoticeKind.RECORDS_LATE)
    newest = _newest(near, zone), _newest(late, zone)
    return sum(
        _near(one, today, near, newest[0], zone) + _late(one, today, late, newest[1], zone)
        for one in requests
    )


def _near(
    request: RecordsRequest, today: date, known: Known, newest: dict[UUID, date], zone: ZoneInfo
) -> int:
    if request.due_on is None:
        return 0
    dates = Dates(request.received_on, request.due_on, request.notice_by_on)
    since = reminder_since(dates, today, proclaimed())
    if since is None or newest.get(request.id, date.min) >= since:
        return 0
    return _tell(officers_of(request, today), request.id, NoticeKind.RECORDS_DUE, since, known, zone)


def _late(
    request: RecordsRequest, today: date, known: Known, newest: dict[UUID, date], zone: ZoneInfo
) -> int:
    """What was said since the last step up the line was said to everybody below it too."""
    due_on = request.due_on
    steps = told_late(due_on, today, proclaimed()) if due_on else {}
    if due_on is None or not steps or newest.get(request.id, date.min) >= max(steps.values()):
        return 0
    return sum(
        _tell(_who(who, request, today), request.id, NoticeKind.RECORDS_LATE, due_on, known, zone)
        for who in steps
    )


def _newest(known: Known, zone: ZoneInfo) -> dict[UUID, date]:
    """The last day on which anybody was told of each."""
    found: dict[UUID, date] = {}
    for (about_id, _), at in known.items():
        found[about_id] = max(found.get(about_id, date.min), at.astimezone(zone).date())
    return found


def look_for_unproven(now: datetime, zone: ZoneInfo) -> int:
    """One from the public page that is not proven after two working days: somebody looks whether they can be
    reached. Its clock has run all the while."""
    today = now.astimezone(zone).date()
    requests = unproven_until(unproven_shown_until(today))
    known = told({one.id for one in requests}, NoticeKind.RECORDS_ASKED)
    return sum(
        _tell(officers_of(one, today), one.id, NoticeKind.RECORDS_ASKED, one.received_on, known, zone)
        for one in requests
    )


def officers_of(request: RecordsRequest, today: date) -> list[UUID]:
    """Whoever has it; every officer who may see it while nobody has."""
    return has_it(request, today) or officers_for(request, today)


def _who(who: Told, request: RecordsRequest, today: date) -> list[UUID]:
    if who is Told.OFFICER:
        return officers_of(request, today)
    if who is Told.PROTECTION:
        return officers_for(request, today, Role.DATA_PROTECTION_OFFICER)
    managers = officers_for(request, today, Role.MANAGER)
    theirs = manager_of(request.officer_id) if request.officer_id else None
    return [theirs] if theirs in managers and theirs is not None else managers


def _tell(
    people: Iterable[UUID], about_id: UUID, kind: NoticeKind, since: date, known: Known, zone: ZoneInfo
) -> int:
    count = 0
    for account_id in people:
        last = known.get((about_id, account_id))
        if last is None or last.astimezone(zone).date() < since:
            notice = notify(account_id, kind, about_id)
            known[(about_id, account_id)] = notice.made_at
            count += 1
    return count
