"""The next review the law asks for: its row and its clock, made and kept right."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from uuid import UUID

from portal import db
from portal.clocks.answer import CannotCount
from portal.deadlines import commands as deadlines
from portal.deadlines import queries as due
from portal.deadlines.models import Deadline
from portal.notices import commands as notices
from portal.reviews.commands.reviews_meetings import NEWS, end_meetings
from portal.reviews.models import Review
from portal.reviews.queries import reviews as queries
from portal.reviews.rules import MeetingState, ReviewState
from portal.reviews.rules import reviews as rules
from portal.reviews.rules.reviews import DUE, Next


def ensure_review(young_person_id: UUID, *, today: date, now: datetime) -> Review | None:
    """Make the next review the law asks for, or put its day right; None: they are not in care today."""
    open_one = queries.open_review(young_person_id)
    try:
        found = rules.next_review(
            queries.stays_of(young_person_id),
            queries.held_days(young_person_id),
            today,
            extra=due.proclaimed(),
        )
    except CannotCount:
        return open_one
    keep_right(young_person_id, open_one, found, now=now)
    return queries.open_review(young_person_id)


def keep_right(young_person_id: UUID, there: Review | None, found: Next | None, *, now: datetime) -> bool:
    """Let the row be as the clock says. Gives whether anything changed."""
    if found is None:
        return there is not None and _drop(there, now)
    if there is None:
        _make(young_person_id, found, now)
        return True
    return _put_right(there, found, now)


def _make(young_person_id: UUID, found: Next, now: datetime) -> Review:
    review = Review(
        young_person_id=young_person_id,
        # The same review made twice at once is one: its number follows from what it is counted from.
        send_once=uuid.uuid5(young_person_id, f"{found.clock} {found.start_on} {now.isoformat()}"),
        kind=found.kind,
        state=ReviewState.PLANNED,
        due_on=found.due_on,
        aim_by_on=found.aim_by_on,
        made_at=now,
        changed_at=now,
    )
    db.session.add(review)
    db.session.flush()
    deadlines.start_clock(
        found.clock, review.id, found.start_on, kind=DUE, young_person_id=young_person_id, why="next review"
    )
    return review


def _put_right(review: Review, found: Next, now: datetime) -> bool:
    """What it is counted from has changed: a review held elsewhere, a new home, a date put right."""
    clock = due.running(DUE, review.id)
    if clock and (clock.clock, clock.start_on) == (found.clock, found.start_on):
        return False
    review.kind, review.changed_at = found.kind, now
    if clock is None:
        number = deadlines.next_round(DUE, review.id)
        person = review.young_person_id
        deadlines.start_clock(
            found.clock, review.id, found.start_on, kind=DUE, young_person_id=person, round=number
        )
    else:
        clock.clock = found.clock
        deadlines.recompute(clock, (), by=None, why="counted anew", start=found.start_on)
    review.due_on, review.aim_by_on = found.due_on, found.aim_by_on
    db.session.flush()
    return True


def _drop(review: Review, now: datetime) -> bool:
    """They are not in care any more. A series that has begun is for its IRO to end."""
    if review.state is not ReviewState.PLANNED:
        return False
    end_meetings(review, MeetingState.CALLED_OFF)
    review.state, review.planned_on, review.changed_at = ReviewState.CALLED_OFF, None, now
    db.session.flush()
    deadlines.drop(DUE, review.id, by=None, why="not in care")
    notices.drop(review.id, *NEWS)
    return True


@deadlines.follows(DUE)
def _follow(clock: Deadline) -> None:
    """A bank holiday was proclaimed: the row keeps a copy of the days."""
    review = db.session.get(Review, clock.about_id)
    if review:
        review.due_on, review.aim_by_on = clock.due_on, clock.aim_by_on or clock.due_on
