"""Giving: how, in which parts, and the talks before and after. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

FETCH_AGAIN_FOR = timedelta(hours=1)
"""A download is good for one device once; for so long it may be fetched again, because lines break."""
OPEN_DAYS = 28
PAGES_A_VOLUME = 500


class ReleaseState(StrEnum):
    """How far one part is."""

    DRAFT = "draft"
    MAKING = "making"  # the worker burns in and binds; half of it is never given
    MADE = "made"  # proven clean, waits for whoever gives it
    GIVEN = "given"
    FAILED = "failed"
    TAKEN_BACK = "taken_back"


class HowGiven(StrEnum):
    """How it reached them."""

    ONLINE = "online"
    PAPER = "paper"
    IN_PERSON = "in_person"


class BreachEnd(StrEnum):
    """What the data protection officer decided about something that somebody had who should not have."""

    TOLD = "told"  # the regulator was told
    NO_RISK = "no_risk"  # no risk to anybody is likely: it stays in our own book (UK GDPR Art 33(1), (5))
    NONE = "none"  # nothing got out: they had only what is theirs


class MeetingKind(StrEnum):
    """A talk that goes with reading one's file. Always offered, never compulsory."""

    BEFORE = "before"
    WHILE_READING = "while_reading"
    AFTER = "after"
    RING = "ring"  # two weeks later, if they chose it


class WhyNotGiven(StrEnum):
    """Why a part is not made, given or opened."""

    NO_LETTER = "write the letter first"
    NOT_MADE = "it is not made yet"
    IS_MADE = "it is made already"
    CHANGED_SINCE = "a page changed since it was made"
    NOT_OPENED = "nobody has opened it as the reader will see it"
    TAKEN_BACK = "it was taken back"
    NOT_ONLINE = "it was not given online"
    OVER = "the days to fetch it are over"
    OTHER_DEVICE = "this device has fetched it"
    OPEN_ALREADY = "another part is not given yet"
    ENDED = "the request is over"


def why_not_make(state: ReleaseState, *, has_letter: bool, has_changed: bool = False) -> WhyNotGiven | None:
    """A part is made once its letter is there; one that failed, or that changed since, is made again."""
    if state in (ReleaseState.GIVEN, ReleaseState.MAKING):
        return WhyNotGiven.IS_MADE
    if state is ReleaseState.MADE and not has_changed:
        return WhyNotGiven.IS_MADE
    if state is ReleaseState.TAKEN_BACK:
        return WhyNotGiven.TAKEN_BACK
    return None if has_letter else WhyNotGiven.NO_LETTER


def why_not_give(state: ReleaseState, *, is_as_made: bool, was_opened: bool) -> WhyNotGiven | None:
    """Only what was made and looked at, and only while its pages are still as they were made."""
    if state is ReleaseState.TAKEN_BACK:
        return WhyNotGiven.TAKEN_BACK
    if state is not ReleaseState.MADE:
        return WhyNotGiven.NOT_MADE
    if not is_as_made:
        return WhyNotGiven.CHANGED_SINCE
    return None if was_opened else WhyNotGiven.NOT_OPENED


def why_not_fetch(
    state: ReleaseState,
    how: HowGiven | None,
    open_until: date | None,
    *,
    first_fetched_at: datetime | None,
    now: datetime,
    today: date,
) -> WhyNotGiven | None:
    """Once for each device, as long as it is open; a line that broke has an hour."""
    if state is ReleaseState.TAKEN_BACK:
        return WhyNotGiven.TAKEN_BACK
    if state is not ReleaseState.GIVEN or how is not HowGiven.ONLINE:
        return WhyNotGiven.NOT_ONLINE
    if open_until is None or today > open_until:
        return WhyNotGiven.OVER
    if first_fetched_at is not None and now > first_fetched_at + FETCH_AGAIN_FOR:
        return WhyNotGiven.OTHER_DEVICE
    return None
