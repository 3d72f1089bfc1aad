"""Letters of a period: read, answered, found helpful, sampled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Period
from portal.reviews.figures.base import Part, in_two, number, within
from portal.reviews.figures.dates import clock
from portal.reviews.models import (
    Letter,
    LetterFelt,
    LetterReply,
    LetterSample,
)
from portal.reviews.rules import LetterState
from portal.reviews.rules.figures import InTime
from portal.vault import keys


def counted(period: Period, zone: ZoneInfo) -> Part:
    found = _letters(period, zone)
    sent = [one.id for one in found]
    return {
        "letters": clock("review_letter", period, zone),
        "letters_read": in_two(one.first_opened_at or one.read_together_at for one in found),
        "letters_replied": _replied(sent),
        "letters_helped": _helped(sent),
        "reading_ages": [one.reading_age for one in found if one.reading_age is not None],
        "samples": _samples(period, zone),
    }


def _letters(period: Period, zone: ZoneInfo) -> Sequence[Any]:
    """The first letter after each review: a correction is not another."""
    return db.session.execute(
        sa.select(Letter.id, Letter.first_opened_at, Letter.read_together_at, Letter.reading_age).where(
            Letter.state.in_((LetterState.SENT, LetterState.REPLACED)),
            Letter.corrects_id.is_(None),
            within(Letter.sent_at, period, zone),
        )
    ).all()


def _replied(sent: Sequence[UUID]) -> int:
    return number(
        sa.select(sa.func.count(LetterReply.letter_id.distinct())).where(LetterReply.letter_id.in_(sent))
    )


def _helped(sent: Sequence[UUID]) -> Counter[str]:
    rows = db.session.scalars(sa.select(LetterFelt).where(LetterFelt.letter_id.in_(sent))).all()
    keys.preload({row.young_person_id for row in rows})
    return Counter(row.helped for row in rows if row.helped)


def _samples(period: Period, zone: ZoneInfo) -> dict[str, InTime]:
    found: dict[str, list[bool]] = defaultdict(list)
    for marks in db.session.scalars(
        sa.select(LetterSample.marks).where(within(LetterSample.at, period, zone))
    ):
        for question, answer in marks.items():
            found[question].append(answer == "yes")
    return {question: in_two(answers) for question, answers in found.items()}
