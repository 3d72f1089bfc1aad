"""Reminding of the 72 hours while nobody has decided: two days and one day before they end, and when they
have. Each is told once at each step, however often this runs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from portal.accounts.queries.around import manager_of, with_role
from portal.notices.commands import notify
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.records.jobs.reminding import officers_of
from portal.records.models import RecordsRequest
from portal.records.queries.apart import officers_for
from portal.records.queries.breaches import undecided
from portal.records.queries.reminding import told
from portal.records.rules.breaches import TOLD, Step, Told, step_at

_KINDS = {
    Step.TWO_DAYS: NoticeKind.RECORDS_BREACH_DUE,
    Step.LAST_DAY: NoticeKind.RECORDS_BREACH_DUE,
    Step.LATE: NoticeKind.RECORDS_BREACH_LATE,
}


def remind_of_breaches(now: datetime, zone: ZoneInfo) -> int:
    """Tell who must know; returns how many were told."""
    count, today, waiting = 0, now.astimezone(zone).date(), undecided()
    ids = {one.release.id for one in waiting}
    known = {kind: told(ids, kind) for kind in (*_KINDS.values(), NoticeKind.ARRANGE)} if ids else {}
    for one in waiting:
        step = step_at(one.due_at, now) if one.due_at else None
        if step is None or one.due_at is None:
            continue
        since = step.begins(one.due_at)
        for account_id, kind in _whom(step, one.request, today):
            last = known[kind].get((one.release.id, account_id))
            if last is None or last < since:
                notify(account_id, kind, one.release.id)
                count += 1
    return count


def _whom(step: Step, request: RecordsRequest, on: date) -> Iterable[tuple[UUID, NoticeKind]]:
    """Each of them once. Administrators learn only that something waits for somebody."""
    officers = officers_of(request, on)
    deciding = officers_for(request, on, Role.DATA_PROTECTION_OFFICER)
    people = {
        Told.OFFICER: officers,
        Told.DECIDES: deciding,
        Told.LEADS: _leads_of([*officers, *deciding], request, on) if Told.LEADS in TOLD[step] else [],
    }
    for account_id in dict.fromkeys(one for who in TOLD[step] for one in people.get(who, [])):
        yield account_id, _KINDS[step]
    if Told.ARRANGES in TOLD[step]:
        yield from ((one, NoticeKind.ARRANGE) for one in with_role(Role.ADMINISTRATOR, on))


def _leads_of(people: Iterable[UUID], request: RecordsRequest, on: date) -> list[UUID]:
    """Whom they answer to, as far as these may see the request; else every manager who may."""
    managers = officers_for(request, on, Role.MANAGER)
    theirs = {manager_of(one) for one in people}
    return [one for one in managers if one in theirs] or managers
