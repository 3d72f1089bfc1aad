"""Meetings of a review as rows, who is told, what is logged: shared by what plans, holds and drops one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from portal import db
from portal.accounts.queries.around import account_of
from portal.advocacy.commands import offers
from portal.advocacy.rules import Point
from portal.audit import commands as audit
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.reviews.models import Review, ReviewMeeting
from portal.reviews.queries import reviews as queries
from portal.reviews.rules import MeetingState, ReviewKind
from portal.reviews.rules.reviews_said import Meeting

NEWS = (NoticeKind.REVIEW_NEWS, NoticeKind.REVIEW_SOON, NoticeKind.REVIEW_LATE, NoticeKind.REVIEW_WISHES)


def end_meetings(review: Review, state: MeetingState, why: str = "") -> bool:
    planned = [one for one in queries.meetings_of(review.id) if one.state is MeetingState.PLANNED]
    for one in planned:
        one.state, one.why = state, why
    db.session.flush()
    return bool(planned)


def add_meeting(
    review: Review, meeting: Meeting, send_once: UUID, by: UUID | None, now: datetime
) -> ReviewMeeting:
    row = ReviewMeeting(
        review_id=review.id,
        young_person_id=review.young_person_id,
        send_once=send_once,
        on=meeting.on,
        at_time=meeting.at_time,
        by_id=by,
        at=now,
    )
    row.where, row.who = meeting.where, meeting.who
    db.session.add(row)
    db.session.flush()
    # CA 1989 s26A: an advocate is offered where it matters, once for a review.
    protects = review.kind is ReviewKind.CHILD_PROTECTION
    point = Point.CONFERENCE if protects else Point.REVIEW
    offers.offer(review.young_person_id, point, review.id, by, now=now)
    return row


def sent_before(meetings: Sequence[ReviewMeeting], send_once: UUID) -> ReviewMeeting | None:
    return next((one for one in meetings if one.send_once == send_once), None)


def changed(review: Review, planned_on: date, now: datetime) -> None:
    review.planned_on, review.changed_at = planned_on, now
    db.session.flush()
    notices.drop(review.id, NoticeKind.REVIEW_SOON)


def tell_them(review: Review) -> None:
    """The young person finds it on their page; the notice says only that something is new."""
    account = account_of(review.young_person_id)
    notices.drop(review.id, NoticeKind.REVIEW_NEWS)
    if account and account.is_open:
        notices.notify(account.id, NoticeKind.REVIEW_NEWS, review.id)


def note(action: str, review: Review, by: UUID) -> None:
    db.session.flush()
    audit.record(action, by=by, young_person_id=review.young_person_id, subject=("review", review.id))
