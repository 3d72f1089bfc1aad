"""Reminding whoever has a request that somebody who was asked to look has not answered."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from portal.notices.commands import notify
from portal.notices.rules import NoticeKind
from portal.records.jobs.reminding import officers_of
from portal.records.queries.finding import to_chase
from portal.records.queries.reminding import told


def remind_to_chase(now: datetime, zone: ZoneInfo) -> int:
    """Once for each day on which a search is to be chased; the button that says it was done moves the day."""
    today = now.astimezone(zone).date()
    waiting = to_chase(today)
    known = told({search.id for search, _ in waiting}, NoticeKind.RECORDS_CHASE)
    count = 0
    for search, request in waiting:
        for account_id in officers_of(request, today):
            last = known.get((search.id, account_id))
            if last is None or (search.chase_on and last.astimezone(zone).date() < search.chase_on):
                notify(account_id, NoticeKind.RECORDS_CHASE, search.id)
                count += 1
    return count
