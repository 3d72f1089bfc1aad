"""Why a complaint, or a thank-you, cannot be taken in. As little as can be: it is never made hard. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

FAR_BACK = timedelta(days=366)


class WhyNot(StrEnum):
    NO_WORDS = "say what happened"
    TOO_LONG = "that is too long"
    NO_DAY = "say on which day it came"
    LATER_THAN_TODAY = "it cannot have come after today"
    LONG_AGO = "it cannot have come so long ago"
    NO_NAME = "say who complains"


def why_not_receive(
    words: str, received_on: date | None, today: date, *, has_more: bool = False
) -> WhyNot | None:
    """`has_more`: a voice note or a drawing came with it, so it needs no typed words."""
    if not words.strip() and not has_more:
        return WhyNot.NO_WORDS
    if received_on is None:
        return WhyNot.NO_DAY
    if received_on > today:
        return WhyNot.LATER_THAN_TODAY
    return WhyNot.LONG_AGO if received_on < today - FAR_BACK else None
