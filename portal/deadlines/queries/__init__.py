"""What is due and late, how a date was worked out, and the bank holidays proclaimed since."""

from portal.deadlines.queries.counted import changes_of, counted, day_for, explained, why_not_events
from portal.deadlines.queries.days import proclaimed, proclaimed_day, proclaimed_days
from portal.deadlines.queries.moving import Move, would_move
from portal.deadlines.queries.owed import all_running, late, open_for, running

__all__ = [
    "Move",
    "all_running",
    "changes_of",
    "counted",
    "day_for",
    "explained",
    "late",
    "open_for",
    "proclaimed",
    "proclaimed_day",
    "proclaimed_days",
    "running",
    "why_not_events",
    "would_move",
]
