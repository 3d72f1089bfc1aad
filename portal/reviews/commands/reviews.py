"""Planning a review, moving it, calling it off, bringing it forward."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from portal import db
from portal.kit.errors import Refused
from portal.reviews.commands.reviews_meetings import (
    add_meeting,
    changed,
    end_meetings,
    note,
    sent_before,
    tell_them,
)
from portal.reviews.commands.reviews_next import ensure_review
from portal.reviews.models import Review, ReviewMeeting
from portal.reviews.queries import reviews as queries
from portal.reviews.queries import reviews_protection as protection
from portal.reviews.rules import MeetingState, ReviewKind, ReviewState
from portal.reviews.rules import reviews as rules
from portal.reviews.rules.reviews import WhyNotReview
from portal.reviews.rules.reviews_said import Meeting
from portal.voice.commands.drafts import one_at_a_time

__all__ = ["Meeting", "adjourn", "another", "bring_forward", "call_off", "ensure_review", "plan"]


def plan(
    review_id: UUID, meeting: Meeting, *, send_once: UUID, by: UUID, now: datetime, today: date
) -> ReviewMeeting:
    """Plan its meeting, or move it to another day, with why. Sent twice it is one. Raises Refused."""
    review = queries.locked(review_id)
    meetings = queries.meetings_of(review.id)
    if before := sent_before(meetings, send_once):
        return before
    last = rules.last_meeting_of((one.state, one.on) for one in meetings)
    if why := rules.why_not_plan(review.state, meeting.on, today=today, last_meeting=last):
        raise Refused(why)
    moved = end_meetings(review, MeetingState.MOVED, meeting.why)
    row = add_meeting(review, meeting, send_once, by, now)
    changed(review, meeting.on, now)
    note("moved a review" if moved else "planned a review", review, by)
    tell_them(review)
    return row


def bring_forward(
    review_id: UUID, meeting: Meeting, *, send_once: UUID, by: UUID, now: datetime, today: date
) -> ReviewMeeting:
    """The IRO wants it sooner than the law asks, and says why. Raises Refused."""
    review = queries.locked(review_id)
    if sent_before(queries.meetings_of(review.id), send_once) is None:
        if review.due_on and meeting.on >= review.due_on:
            raise Refused(WhyNotReview.NOT_EARLIER)
        review.is_brought_forward, review.why = True, meeting.why
    return plan(review_id, meeting, send_once=send_once, by=by, now=now, today=today)


def adjourn(
    review_id: UUID, why: str, next_one: Meeting, *, send_once: UUID, by: UUID, now: datetime, today: date
) -> ReviewMeeting:
    """Its meeting began and was broken off, nothing was decided: another day. Raises Refused."""
    review = queries.locked(review_id)
    if before := sent_before(queries.meetings_of(review.id), send_once):
        return before
    planned = queries.next_meeting(review.id)
    if planned is None or planned.on > today:
        raise Refused(WhyNotReview.NOT_PLANNED if planned is None else WhyNotReview.IN_FUTURE)
    if refusal := rules.why_not_plan(review.state, next_one.on, today=today, last_meeting=planned.on):
        raise Refused(refusal)
    end_meetings(review, MeetingState.ADJOURNED, why)
    row = add_meeting(review, next_one, send_once, by, now)
    changed(review, next_one.on, now)
    note("adjourned a review", review, by)
    tell_them(review)
    return row


def call_off(review_id: UUID, why: str, *, by: UUID, now: datetime) -> None:
    """The planned meeting is not held. The review the law asks for stays, and is due when it was. Raises
    Refused."""
    review = queries.locked(review_id)
    if refusal := rules.why_not_call_off(review.state, review.planned_on):
        raise Refused(refusal)
    end_meetings(review, MeetingState.CALLED_OFF, why)
    review.planned_on, review.changed_at = None, now
    is_by_hand = review.kind is ReviewKind.CHILD_PROTECTION and review.due_on is None
    if is_by_hand and review.state is ReviewState.PLANNED:
        review.state, review.why = ReviewState.CALLED_OFF, why
    note("called off a review’s meeting", review, by)
    tell_them(review)


def another(
    young_person_id: UUID, meeting: Meeting, *, send_once: UUID, by: UUID, now: datetime, today: date
) -> Review:
    """A child protection review, whose day the conference sets: planned by hand; the one that is due, where
    one is. Sent twice it is one."""
    one_at_a_time(young_person_id)
    if sent := protection.planned_with(young_person_id, send_once):
        return sent
    if why := rules.why_not_plan(ReviewState.PLANNED, meeting.on, today=today, last_meeting=None):
        raise Refused(why)
    if due := protection.to_plan(young_person_id):
        plan(due.id, meeting, send_once=send_once, by=by, now=now, today=today)
        return due
    review = Review(
        young_person_id=young_person_id,
        send_once=send_once,
        kind=ReviewKind.CHILD_PROTECTION,
        due_on=None,
        made_at=now,
        changed_at=now,
    )
    db.session.add(review)
    db.session.flush()
    plan(review.id, meeting, send_once=send_once, by=by, now=now, today=today)
    return review
