"""Questioning what was given: what one can ask for, who may decide it, and what came of it. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum, StrEnum
from uuid import UUID


class QuestionKind(StrEnum):
    """What they want looked at."""

    REVIEW = "review"  # somebody else at the council looks again
    COMPLAINT = "complaint"  # about data protection (DPA 2018 s164A): acknowledged within 30 days
    CORRECTION = "correction"  # something is wrong in the file (UK GDPR Art 16)
    MY_SIDE = "my_side"  # my side of it, to be put beside the record


class QuestionOutcome(StrEnum):
    """What came of it."""

    CHANGED = "changed"
    PARTLY = "partly"
    NOT_CHANGED = "not_changed"
    ADDED = "added"  # their side stands beside the record


ACKNOWLEDGE = "records_ack"
"""The deadline's kind: that we say we have a complaint."""
ANSWER = "records_answer"
"""The deadline's kind: that it is answered."""
REMIND_WORKING_DAYS = 3
"""So many working days before its day, somebody who may decide it is reminded."""


class WhyNot(Enum):
    """Why a questioning cannot be moved on."""

    SAME_OFFICER = "whoever decided before cannot decide again"
    ANSWERED = "it is answered already"
    NOT_FOR_THIS_KIND = "this cannot come of it"
    IN_FUTURE = "the day has not come yet"
    BEFORE_IT_CAME = "the day is before it came"


_OUTCOMES = {
    QuestionKind.REVIEW: (QuestionOutcome.CHANGED, QuestionOutcome.PARTLY, QuestionOutcome.NOT_CHANGED),
    QuestionKind.COMPLAINT: (QuestionOutcome.CHANGED, QuestionOutcome.PARTLY, QuestionOutcome.NOT_CHANGED),
    QuestionKind.CORRECTION: tuple(QuestionOutcome),
    QuestionKind.MY_SIDE: (QuestionOutcome.ADDED, QuestionOutcome.NOT_CHANGED),
}


def outcomes_of(kind: QuestionKind) -> tuple[QuestionOutcome, ...]:
    """What can come of this kind."""
    return _OUTCOMES[kind]


def clock_of(kind: QuestionKind) -> str | None:
    """The law's clock for the answer, if there is one: a month for other rights, like the request's own.

    A look again has no clock in law, and a complaint's outcome is "without undue delay": there the council's
    own promise counts."""
    return "sar" if kind in (QuestionKind.CORRECTION, QuestionKind.MY_SIDE) else None


def why_not_decide(
    by: UUID, *, decided_before: frozenset[UUID], answered_on: date | None, has_other: bool
) -> WhyNot | None:
    """Somebody else looks again. Where nobody else is there, the same person may: an answer is owed."""
    if answered_on is not None:
        return WhyNot.ANSWERED
    if by in decided_before and has_other:
        return WhyNot.SAME_OFFICER
    return None


def why_not_on(day: date, *, received_on: date, today: date) -> WhyNot | None:
    """The day on which it was acknowledged or answered."""
    if day > today:
        return WhyNot.IN_FUTURE
    return WhyNot.BEFORE_IT_CAME if day < received_on else None


def remind_from(due_on: date, today: date) -> date:
    """Nobody who was told on this day or later is told again: once before the day, once when it is late."""
    return due_on + timedelta(days=1) if today > due_on else due_on - timedelta(days=7)
