"""The parts of a review's record beside the decisions, and when it may be changed or finished. Pure."""

from __future__ import annotations

import json
from enum import Enum, StrEnum

from portal.reviews.rules.kinds import ReviewKind

PART_MAX = 20_000


class Part(StrEnum):
    """In the order in which they are read. Nothing here repeats a decision."""

    WHO = "who"
    WANTED = "wanted"
    WORRIES = "worries"  # of a child protection review
    SAFE = "safe"  # of a child protection review: what keeps the child safe, what goes well
    HEALTH = "health"
    SCHOOL = "school"
    HOME = "home"
    FAMILY = "family"
    IDENTITY = "identity"
    SAFETY = "safety"
    IF_NOT = "if_not"  # contingency: what happens if this does not work


_LOOKED_AFTER = (
    *(Part.WHO, Part.WANTED, Part.HEALTH, Part.SCHOOL, Part.HOME),
    *(Part.FAMILY, Part.IDENTITY, Part.SAFETY, Part.IF_NOT),
)
_PROTECTION = (
    *(Part.WHO, Part.WANTED, Part.WORRIES, Part.SAFE),
    *(Part.HEALTH, Part.SCHOOL, Part.FAMILY, Part.IF_NOT),
)


class WhyNotRecord(Enum):
    CHANGED_MEANWHILE = "changed meanwhile"
    FINISHED = "finished"
    NOT_HELD = "not held"
    NOTHING_DECIDED = "nothing decided"
    NOT_FINISHED = "not finished"


def parts_for(kind: ReviewKind) -> tuple[Part, ...]:
    """The parts of this sort of review, in their order."""
    return _PROTECTION if kind is ReviewKind.CHILD_PROTECTION else _LOOKED_AFTER


def parts_from(text: str) -> dict[Part, str]:
    """As they are kept. What is not known any more is left out."""
    found = json.loads(text or "{}")
    return {Part(key): words for key, words in found.items() if key in set(Part) and words}


def parts_to(parts: dict[Part, str]) -> str:
    return json.dumps({key.value: words for key, words in parts.items() if words.strip()})


def why_not_write(number: int, seen: int, *, is_finished: bool) -> WhyNotRecord | None:
    """Whether these words may take the place of those: nobody undoes what somebody else just wrote."""
    if is_finished:
        return WhyNotRecord.FINISHED
    return WhyNotRecord.CHANGED_MEANWHILE if number != seen else None


def why_not_finish(*, is_held: bool, decisions: int) -> WhyNotRecord | None:
    """A record of a review that was not held, or in which nothing was decided, cannot be finished."""
    if not is_held:
        return WhyNotRecord.NOT_HELD
    return WhyNotRecord.NOTHING_DECIDED if not decisions else None
