"""What a young person sent for their review is tied to that review, whichever way they sent it; and whoever
leads it hears of what they wish once the safety team has read it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.reviews.commands.wishes import tie
from portal.reviews.queries.wishes import to_tie
from portal.reviews.queries.wishes_shown import to_tell

LATELY = timedelta(days=3)
"""A worker that stood still for a weekend misses none."""


def tie_what_was_said(now: datetime) -> int:
    """Gives how many were tied."""
    found = to_tie(now - LATELY)
    for review, statement_id in found:
        tie(review, statement_id, now=now)
    return len(found)


def tell_of_what_was_read(now: datetime, zone: ZoneInfo) -> int:
    """Gives how many were told. Each is told once of the same wishes."""
    found = to_tell(now.astimezone(zone).date())
    for review, iro_id in found:
        notices.notify(iro_id, NoticeKind.REVIEW_WISHES, review.id)
    return len(found)
