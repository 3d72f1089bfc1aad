"""After it is sent: adding to it, changing it, letting its words be used, keeping a copy. Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from portal.voice.rules import Desk, Level, QuoteConsent, Way

_ORDER = (Level.REST, Level.SOON, Level.NOW)

THEIR_OWN_WORDS = (Way.OWN, Way.TOGETHER)
"""What somebody saw or passed on is not theirs to change; they can always add what they say themselves."""


class WhyNot(StrEnum):
    """Why something that was sent cannot be changed, or no copy be kept."""

    NO_WORDS = "nothing was written"
    WAS_TAKEN_BACK = "it was taken back, so nobody gets anything more of it"
    WITH_THE_ADVOCATE = "what an advocate was told is never used anywhere"
    NOT_THEIR_WORDS = "somebody else wrote these words"
    SHARED_DEVICE = "other people use this phone or tablet"
    PAST_IS_SHUT = "what was said before is shut until somebody checked in person"
    NOTHING_PICKED = "nothing was picked"


def why_not_add(*, taken_back_at: datetime | None) -> WhyNot | None:
    """More can be added at any time, answered or not, whichever desk has it."""
    return WhyNot.WAS_TAKEN_BACK if taken_back_at else None


def why_not_change(*, taken_back_at: datetime | None, way: Way) -> WhyNot | None:
    """Other words instead of theirs: only theirs."""
    if why := why_not_add(taken_back_at=taken_back_at):
        return why
    return None if way in THEIR_OWN_WORDS else WhyNot.NOT_THEIR_WORDS


def why_not_let_use(*, desk: Desk, taken_back_at: datetime | None) -> WhyNot | None:
    """Whether they can say anew if their words may be used: never of what an advocate was told."""
    if why := why_not_add(taken_back_at=taken_back_at):
        return why
    return WhyNot.WITH_THE_ADVOCATE if desk is Desk.ADVOCATE else None


def why_not_keep_a_copy(*, past_is_shut: bool, is_shared_device: bool) -> WhyNot | None:
    """A file stays where it was saved: never on a phone or tablet that others use, never of a shut past."""
    if past_is_shut:
        return WhyNot.PAST_IS_SHUT
    return WhyNot.SHARED_DEVICE if is_shared_device else None


def ends_a_quote(before: QuoteConsent, now: QuoteConsent) -> bool:
    """Words on their way to the panel rest on what was allowed then. Anything else ends them; allowing it for
    the first time ends nothing."""
    return before is not QuoteConsent.NO and before is not now


def graver(one: Level, other: Level) -> Level:
    """The one that is read first."""
    return max(one, other, key=_ORDER.index)
