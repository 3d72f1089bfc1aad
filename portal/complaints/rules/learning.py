"""What was learned: why it cannot be written down, or checked. Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from portal.complaints.rules.kinds import Holds

MOST_WORDS = 5_000
CHECK = "complaint_check"
"""The clock: three months on."""


class WhyNot(StrEnum):
    NO_WORDS = "say what changed"
    NO_OWNER = "say who changed it"
    NO_DAY = "say when it changed"
    NOT_THAT_DAY = "that day cannot be"
    TOO_LONG = "that is too long"
    NO_ANSWER = "say whether it still holds"
    CHECKED = "it was checked"


def why_not_learn(words: str, owner: str, changed_on: date | None, today: date) -> WhyNot | None:
    if not words.strip():
        return WhyNot.NO_WORDS
    if not owner.strip():
        return WhyNot.NO_OWNER
    if max(len(words), len(owner)) > MOST_WORDS:
        return WhyNot.TOO_LONG
    if changed_on is None:
        return WhyNot.NO_DAY
    return WhyNot.NOT_THAT_DAY if not date(2000, 1, 1) <= changed_on <= today else None


def why_not_check(holds: Holds | None, words: str, *, is_checked: bool) -> WhyNot | None:
    if is_checked:
        return WhyNot.CHECKED
    if holds is None:
        return WhyNot.NO_ANSWER
    if len(words) > MOST_WORDS:
        return WhyNot.TOO_LONG
    return None if words.strip() else WhyNot.NO_WORDS
