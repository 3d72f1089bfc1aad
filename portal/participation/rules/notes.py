"""Whether a young person sees a note about them: always, but for what the law lets us hold back. Pure.

Data Protection Act 2018, schedule 3, paragraph 5: only where it would be likely to cause serious harm to
somebody's physical or mental health. Two people have to think so, and they look again on a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

LONGEST_HOLD_DAYS = 183
LONGEST_OF_ALL_DAYS = 2 * LONGEST_HOLD_DAYS
"""From the first asking on: however often it is asked for anew, it is shown after that."""


class NoteState(StrEnum):
    SHOWN = "shown"
    WAITS = "waits"  # one person wishes to hold it back, a second has not agreed yet
    HELD = "held"
    ASKED = "asked"  # shown meanwhile: a second person has not decided in time, or it is asked for anew


class WhyNotHold(StrEnum):
    NO_REASON = "no_reason"
    DAY = "day"  # to look again: from tomorrow on, within half a year
    SAME_PERSON = "same_person"
    OVER = "over"  # it was held back as long as it may be
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
    """How it stands. Without a second person it is shown after some days, counted from the first asking, so
    that one person alone hides it once and never again; when the day to look again has come, it is shown
    too: nothing stays hidden because nobody looked."""
    if held_by is None or asked_at is None or look_again_on is None or look_again_on <= today:
        return NoteState.SHOWN
    if agreed_by is not None:
        return NoteState.HELD
    return NoteState.WAITS if now < asked_at + timedelta(days=wait_days) else NoteState.ASKED


def why_not_hold(
    reason: str, look_again_on: date | None, today: date, first_on: date | None = None
) -> WhyNotHold | None:
    """Why it cannot be held back like this. `first_on`: the day on which that was asked first."""
    if not reason.strip():
        return WhyNotHold.NO_REASON
    if look_again_on is None or not today < look_again_on <= today + timedelta(days=LONGEST_HOLD_DAYS):
        return WhyNotHold.DAY
    if first_on and look_again_on > first_on + timedelta(days=LONGEST_OF_ALL_DAYS):
        return WhyNotHold.OVER
    return None


def why_not_agree(held_by: UUID | None, agreed_by: UUID | None, by: UUID) -> WhyNotHold | None:
    """Why this person cannot agree to it."""
    if held_by is None or agreed_by is not None:
        return WhyNotHold.NOTHING_TO_AGREE
    return WhyNotHold.SAME_PERSON if held_by == by else None
