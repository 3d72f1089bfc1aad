"""Talks that go with reading one's file: always offered, never compulsory. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

RING_AFTER = timedelta(days=14)
REMIND_BEFORE = timedelta(hours=24)


class WhyNoTalk(StrEnum):
    """Why a talk is not fixed, held or called off."""

    IN_PAST = "this time has passed"
    TOO_FAR = "this is too far away"
    OVER = "it was held or called off"
    NOT_YET = "its time has not come"
    ASKED_ALREADY = "one like it is asked for"


FURTHEST = timedelta(days=366)


def why_not_fix(at: datetime, *, now: datetime, is_over: bool) -> WhyNoTalk | None:
    """A talk is in the time to come, and not years away."""
    if is_over:
        return WhyNoTalk.OVER
    if at <= now:
        return WhyNoTalk.IN_PAST
    return WhyNoTalk.TOO_FAR if at > now + FURTHEST else None


def why_not_miss(at: datetime | None, *, now: datetime, is_over: bool) -> WhyNoTalk | None:
    """Nobody can have stayed away from a talk whose time has not come."""
    if is_over:
        return WhyNoTalk.OVER
    return WhyNoTalk.NOT_YET if at is None or at > now else None


def must_remind(
    at: datetime | None, due_on: date | None, *, reminded: bool, now: datetime, today: date
) -> bool:
    """Once: a day before a talk that has a time, and on the day of a ring that has none."""
    if reminded:
        return False
    if at is not None:
        return now < at <= now + REMIND_BEFORE
    return due_on is not None and due_on <= today
