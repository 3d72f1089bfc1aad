"""A review that is planned in the case system is planned here; moved or called off there, it is here."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from uuid import UUID

from portal import db
from portal.audit import commands as audit
from portal.people.models import ReviewPlanned
from portal.reviews.commands.reviews_meetings import add_meeting, changed, end_meetings, tell_them
from portal.reviews.models import Review
from portal.reviews.queries import reviews as queries
from portal.reviews.rules import MeetingState
from portal.reviews.rules import reviews as rules
from portal.reviews.rules.reviews_said import Meeting


def follow(plan: ReviewPlanned, review_id: UUID, *, now: datetime, today: date) -> bool:
    """Put the meeting right. What somebody planned here is not overwritten: they know better, or will be
    told. Gives whether anything changed."""
    review = queries.locked(review_id)
    db.session.refresh(plan)
    day, plan.taken_on = plan.planned_on, plan.planned_on
    there = queries.next_meeting(review.id)
    if there is not None and (there.by_id is not None or there.on == day):
        return False
    if day is None:
        return there is not None and _call_off(review, now)
    last = rules.last_meeting_of((one.state, one.on) for one in queries.meetings_of(review.id))
    if rules.why_not_plan(review.state, day, today=today, last_meeting=last):
        return False
    moved = end_meetings(review, MeetingState.MOVED)
    once = uuid.uuid5(review.id, f"case system {day} {now.isoformat()}")
    add_meeting(review, Meeting(on=day), once, None, now)
    changed(review, day, now)
    _note("moved a review" if moved else "planned a review", review)
    tell_them(review)
    return True


def _call_off(review: Review, now: datetime) -> bool:
    end_meetings(review, MeetingState.CALLED_OFF)
    review.planned_on, review.changed_at = None, now
    _note("called off a review’s meeting", review)
    tell_them(review)
    return True


def _note(action: str, review: Review) -> None:
    db.session.flush()
    audit.record(
        action, by=None, role="import", young_person_id=review.young_person_id, subject=("review", review.id)
    )
