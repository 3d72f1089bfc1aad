"""Why a complaint, or a thank-you, cannot be taken in. As little as can be: it is never made hard. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

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


def named_in(words: str, about: str, people: Mapping[UUID, str]) -> set[UUID]:
    """Whom a complaint names: by their whole name anywhere, by their first name where it is asked whom it is
    about. Rather one too many: somebody else can take the mark off again."""
    said, meant = _plain(words), set(_plain(about).split())
    return {
        account_id
        for account_id, name in people.items()
        if (plain := _plain(name)) and (f" {plain} " in f" {said} " or plain.split()[0] in meant)
    }


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
