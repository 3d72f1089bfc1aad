"""What became a conflict for somebody: their notices go, and others learn that a request waits for them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from portal.notices.commands import drop, notify
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.records.queries.apart import officers_for
from portal.records.queries.became_shut import no_longer_theirs, nobodys, was_offered


def look_for_conflicts(now: datetime, zone: ZoneInfo) -> int:
    """Once for each; returns how many notices went or came. What is told to the others is what they are told
    of any request: nobody learns why."""
    today = now.astimezone(zone).date()
    gone = no_longer_theirs(today)
    for notice in gone:
        if notice.about_id is not None:
            drop(notice.about_id, notice.kind, account_id=notice.account_id)
    told = 0
    for request in nobodys(today):
        if was_offered(request):
            continue
        others = officers_for(request, today) or officers_for(request, today, Role.DATA_PROTECTION_OFFICER)
        for account_id in others:
            notify(account_id, NoticeKind.RECORDS_ASKED, request.id)
        told += len(others)
    return len(gone) + told
