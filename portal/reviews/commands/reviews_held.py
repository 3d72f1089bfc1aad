"""It was held: one meeting of a series, or the last, by which a review is completed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.deadlines import commands as deadlines
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.people import queries as people
from portal.people.models import ReviewHeld
from portal.reviews.commands.reviews_given import start_clocks
from portal.reviews.commands.reviews_meetings import (
    NEWS,
    add_meeting,
    changed,
    note,
    sent_before,
    tell_them,
)
from portal.reviews.commands.reviews_next import ensure_review
from portal.reviews.commands.reviews_protection import ensure_protection
from portal.reviews.models import Review, ReviewMeeting
from portal.reviews.queries import reviews as queries
from portal.reviews.rules import MeetingState, ReviewKind, ReviewState
from portal.reviews.rules import reviews as rules
from portal.reviews.rules.reviews import DUE, WhyNotReview
from portal.reviews.rules.reviews_said import Held, Meeting
from portal.reviews.rules.reviews_took_part import came, why_not_code


def hold(
    review_id: UUID,
    held: Held,
    *,
    send_once: UUID,
    by: UUID,
    now: datetime,
    today: date,
    letter_days: int | None = None,
) -> Review:
    """A meeting of it was held. At the last one it is completed: the return gets its row, and the clocks of
    what follows begin. Of two who write it down at once the second sees the first's. Raises Refused."""
    review = queries.locked(review_id)
    meetings = queries.meetings_of(review.id)
    if sent_before(meetings, send_once):
        return review
    if why := why_not_hold(review, held, meetings, today=today):
        raise Refused(why)
    _hold_meeting(review, held, send_once, by, now)
    if held.goes_on:
        _go_on(review, held.goes_on, by, now)
    else:
        _complete(review, held, by=by, now=now, today=today, letter_days=letter_days)
    note("held a review" if held.goes_on is None else "held a meeting of a review", review, by)
    tell_them(review)
    return review


def why_not_hold(
    review: Review, held: Held, meetings: Sequence[ReviewMeeting], *, today: date
) -> WhyNotReview | None:
    """Why it cannot have been held like this; None: it can."""
    statutory = review.kind is not ReviewKind.CHILD_PROTECTION
    last = rules.last_meeting_of((one.state, one.on) for one in meetings)
    why = rules.why_not_held(
        review.state,
        held.on,
        today=today,
        stays=queries.stays_of(review.young_person_id),
        held=queries.held_days(review.young_person_id),
        last_meeting=last,
        is_statutory=statutory,
    )
    if why is None and held.goes_on:
        why = rules.why_not_plan(review.state, held.goes_on.on, today=today, last_meeting=held.on)
    if why is None and not held.goes_on:
        person = people.get(review.young_person_id)
        why = why_not_code(held.participation, people.age_on(person, held.on) if person else None)
    return why


def _hold_meeting(review: Review, held: Held, send_once: UUID, by: UUID, now: datetime) -> None:
    row = queries.next_meeting(review.id) or ReviewMeeting(
        review_id=review.id, young_person_id=review.young_person_id
    )
    row.on, row.state, row.send_once, row.by_id, row.at = held.on, MeetingState.HELD, send_once, by, now
    if held.who or not row.who:
        row.who = held.who
    db.session.add(row)
    db.session.flush()


def _go_on(review: Review, meeting: Meeting, by: UUID, now: datetime) -> None:
    """It is completed at the last meeting: this was not the last."""
    add_meeting(review, meeting, uuid.uuid4(), by, now)
    review.state = ReviewState.BEGUN
    changed(review, meeting.on, now)


def _complete(
    review: Review, held: Held, *, by: UUID, now: datetime, today: date, letter_days: int | None
) -> None:
    review.state, review.completed_on, review.planned_on = ReviewState.HELD, held.on, None
    review.participation, review.child_came = held.participation, came(held.participation)
    review.child_chaired = held.chaired
    review.iro_id = queries.iro_of(review.young_person_id, today) or by
    review.changed_at = now
    db.session.flush()
    if review.kind is not ReviewKind.CHILD_PROTECTION:
        _keep_for_the_return(review)
    deadlines.finish(DUE, review.id, by=by)
    start_clocks(review, by=by, letter_days=letter_days)
    notices.drop(review.id, *NEWS)
    if review.kind is ReviewKind.CHILD_PROTECTION:
        ensure_protection(review.young_person_id, today=today, now=now)
    else:
        ensure_review(review.young_person_id, today=today, now=now)


def held_elsewhere(review: Review, *, now: datetime, letter_days: int | None = None) -> bool:
    """An import says that it was held on the day its meeting was planned for: completed, and what follows
    begins. Gives whether it did."""
    held = _in_the_return(review.young_person_id, review.planned_on)
    if held is None:
        return False
    planned = queries.next_meeting(review.id)
    if planned:
        planned.state = MeetingState.HELD
    review.state, review.completed_on, review.planned_on = ReviewState.HELD, held.held_on, None
    review.participation, review.changed_at = held.participation, now
    review.child_came = came(held.participation) if held.participation else None
    review.iro_id = queries.iro_of(review.young_person_id, held.held_on)
    db.session.flush()
    deadlines.finish(DUE, review.id, by=None)
    start_clocks(review, by=None, letter_days=letter_days)
    notices.drop(review.id, *NEWS)
    return True


def _in_the_return(young_person_id: UUID, day: date | None) -> ReviewHeld | None:
    return db.session.scalars(
        sa.select(ReviewHeld).where(ReviewHeld.young_person_id == young_person_id, ReviewHeld.held_on == day)
    ).one_or_none()


def _keep_for_the_return(review: Review) -> None:
    assert review.completed_on
    db.session.add(
        ReviewHeld(
            young_person_id=review.young_person_id,
            held_on=review.completed_on,
            participation=review.participation,
        )
    )
    db.session.flush()


def held_before(
    young_person_id: UUID, on: date, participation: str, *, by: UUID, now: datetime, today: date
) -> None:
    """A review that was held before anybody wrote them down here: the next is counted from it. Raises
    Refused."""
    person = people.get(young_person_id)
    why = rules.why_not_held(
        ReviewState.PLANNED,
        on,
        today=today,
        stays=queries.stays_of(young_person_id),
        held=(),
        last_meeting=None,
    ) or why_not_code(participation, people.age_on(person, on) if person else None)
    if why:
        raise Refused(why)
    if on in queries.held_days(young_person_id):
        return
    db.session.add(ReviewHeld(young_person_id=young_person_id, held_on=on, participation=participation))
    db.session.flush()
    subject = ("young_person", young_person_id)
    audit.record("wrote down an earlier review", by=by, young_person_id=young_person_id, subject=subject)
    ensure_review(young_person_id, today=today, now=now)
