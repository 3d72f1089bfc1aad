"""Whether a young person sees a note about them: always, but for what the law lets us hold back. Pure.

Data Protection Act 2018, schedule 3, paragraph 5: only where it would be likely to cause serious harm to
somebody's physical or mental health. Two people have to think so, and they look again on a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

LONGEST_HOLD_DAYS = 183


class NoteState(StrEnum):
    SHOWN = "shown"
    WAITS = "waits"  # one person wishes to hold it back, a second has not agreed yet
    HELD = "held"


class WhyNotHold(StrEnum):
    NO_REASON = "no_reason"
    DAY = "day"  # to look again: from tomorrow on, within half a year
    SAME_PERSON = "same_person"
    NOTHING_TO_AGREE = "nothing_to_agree"


def state_of(
    *,
    held_by: UUID | None,
    asked_at: datetime | None,
    agreed_by: UUID | None,
    look_again_on: date | None,
    now: datetime,
    today: date,
    wait_days: int,
) -> NoteState:
    """How it stands. Without a second person it is shown after some days; when the day to look again has
    come, it is shown too: nothing stays hidden because nobody looked."""
    if held_by is None or asked_at is None or look_again_on is None or look_again_on <= today:
        return NoteState.SHOWN
    if agreed_by is not None:
        return NoteState.HELD
    return NoteState.WAITS if now < asked_at + timedelta(days=wait_days) else NoteState.SHOWN


def why_not_hold(reason: str, look_again_on: date | None, today: date) -> WhyNotHold | None:
    """Why it cannot be held back like this."""
    if not reason.strip():
        return WhyNotHold.NO_REASON
    if look_again_on is None or not today < look_again_on <= today + timedelta(days=LONGEST_HOLD_DAYS):
        return WhyNotHold.DAY
    return None


def why_not_agree(held_by: UUID | None, agreed_by: UUID | None, by: UUID) -> WhyNotHold | None:
    """Why this person cannot agree to it."""
    if held_by is None or agreed_by is not None:
        return WhyNotHold.NOTHING_TO_AGREE
    return WhyNotHold.SAME_PERSON if held_by == by else None
