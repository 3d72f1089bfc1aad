"""The next child protection review: its row and its clock, made and kept right while there is a plan."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from portal.clocks.answer import CannotCount
from portal.deadlines.queries import proclaimed
from portal.reviews.commands.reviews_next import keep_right
from portal.reviews.queries import reviews_protection as queries
from portal.reviews.queries.reviews_protection import Facts
from portal.reviews.rules.reviews_protection import next_protection


def ensure_protection(young_person_id: UUID, *, today: date, now: datetime) -> bool:
    """Make the next one, or put its day right. Gives whether anything changed."""
    return put_right(young_person_id, queries.facts_of([young_person_id])[young_person_id], today, now)


def put_right(young_person_id: UUID, facts: Facts, today: date, now: datetime) -> bool:
    """What was planned by hand for somebody on no plan that is known here stays."""
    try:
        found = next_protection(facts.plans, facts.held, today, extra=proclaimed())
    except CannotCount:  # a plan from before the calendar begins: a slip in what was imported
        return False
    if found is None:
        is_counted = facts.review is not None and facts.review.due_on is not None
        return is_counted and keep_right(young_person_id, facts.review, None, now=now)
    if facts.clock and (facts.clock.clock, facts.clock.start_on) == (found.clock, found.start_on):
        return False
    return keep_right(young_person_id, facts.review, found, now=now)
