"""After a review was held: its clocks, the decisions to the manager and their answer, what was given out."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from portal import db
from portal.audit import commands as audit
from portal.deadlines import commands as deadlines
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.reviews.models import ManagersWord, Review
from portal.reviews.queries import reviews as queries
from portal.reviews.rules import Response
from portal.reviews.rules.reviews import AFTERWARDS, RESPONSE, WhyNotReview


def start_clocks(review: Review, *, by: UUID | None, letter_days: int | None = None) -> None:
    """It was completed: what has to follow, by when. `letter_days`: the council's own promise of a letter."""
    assert review.completed_on
    for clock in AFTERWARDS:
        _start(review, clock, clock, by=by)
    if letter_days:
        _start(review, "letter", "review_letter", by=by, count=letter_days)


def decisions_given(review: Review, *, by: UUID, now: datetime, today: date) -> None:
    """The written decisions went to the managers, who have five working days from when they were asked. Done
    twice it is the same."""
    review = queries.locked(review.id)
    if review.decisions_at is not None:
        return
    review.decisions_at = now
    deadlines.finish("review_decisions", review.id, by=by)
    ask_managers(review, by=by, today=today)
    _note("gave the decisions of a review", review, by)


def ask_managers(review: Review, *, by: UUID | None, today: date) -> bool:
    """Who manages their workers is asked, and their days begin. While nobody is known nothing begins: nobody
    can agree by silence to what they were not asked. Gives whether somebody was asked."""
    managers = queries.managers_of(review.young_person_id, today)
    if not managers:
        return False
    deadlines.start_clock(
        "review_manager_response",
        review.id,
        today,
        kind=RESPONSE,
        young_person_id=review.young_person_id,
        by=by,
    )
    for manager in managers:
        notices.notify(manager, NoticeKind.REVIEW_DECISIONS, review.id)
    return True


def decisions_out(review: Review, *, by: UUID, now: datetime) -> None:
    """The decisions went to everybody who needs them."""
    if review.decisions_out_at is None:
        review.decisions_out_at = now
        _done(review, "review_decisions_out", "gave out the decisions of a review", by)


def record_finished(review: Review, *, by: UUID, now: datetime) -> None:
    """The full record of it is written."""
    if review.record_at is None:
        review.record_at = now
        _done(review, "review_record", "finished the record of a review", by)


def record_given_out(review: Review, *, by: UUID, now: datetime) -> None:
    """The record went to everybody who needs it."""
    if review.sent_out_at is None:
        review.sent_out_at = now
        _done(review, "review_distribution", "gave out the record of a review", by)


def respond(review_id: UUID, response: Response, words: str, *, by: UUID, now: datetime) -> ManagersWord:
    """What a manager says to the decisions. The first word holds; the same again is the same. Raises
    Refused."""
    review = queries.locked(review_id)
    if review.decisions_at is None:
        raise Refused(WhyNotReview.NO_DECISIONS)
    before = queries.response_of(review.id)
    if before is not None:
        if before.by_id == by and before.response is response:
            return before
        raise Refused(WhyNotReview.ANSWERED)
    said = _answer(review, response, words, by=by, now=now)
    _note("answered the decisions of a review", review, by)
    if response is Response.NOT_ALL and review.iro_id:
        notices.notify(review.iro_id, NoticeKind.REVIEW_DECISIONS, review.id)
    return said


def agree_by_silence(review: Review, *, now: datetime) -> ManagersWord | None:
    """Nobody answered in five working days: that is agreement (IRO Handbook, to be confirmed)."""
    if queries.response_of(review.id) is not None:
        return None
    said = _answer(review, Response.AGREED, "", by=None, now=now)
    _note("decisions of a review stand by silence", review, None)
    return said


def _answer(
    review: Review, response: Response, words: str, *, by: UUID | None, now: datetime
) -> ManagersWord:
    said = ManagersWord(
        review_id=review.id,
        young_person_id=review.young_person_id,
        response=response,
        by_id=by,
        at=now,
    )
    said.words = words
    db.session.add(said)
    db.session.flush()
    deadlines.finish(RESPONSE, review.id, by=by)
    notices.drop(review.id, NoticeKind.REVIEW_DECISIONS)
    return said


def _start(review: Review, clock: str, kind: str, *, by: UUID | None, count: int | None = None) -> None:
    assert review.completed_on
    deadlines.start_clock(
        clock,
        review.id,
        review.completed_on,
        kind=kind,
        count=count,
        young_person_id=review.young_person_id,
        owner_id=review.iro_id,
        by=by,
    )


def _done(review: Review, kind: str, action: str, by: UUID) -> None:
    db.session.flush()
    deadlines.finish(kind, review.id, by=by)
    _note(action, review, by)


def _note(action: str, review: Review, by: UUID | None) -> None:
    db.session.flush()
    audit.record(
        action,
        by=by,
        role="" if by else "worker",
        young_person_id=review.young_person_id,
        subject=("review", review.id),
    )
