"""How a young person took part in a review: the yearly return's code, suggested from what happened. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from portal.reviews.rules.reviews import WhyNotReview

UNDER = 4
"""From four on the return wants to know how they took part."""
CODES = ("PN0", "PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7")
CAME = frozenset({"PN1", "PN2", "PN3", "PN4"})


@dataclass(frozen=True)
class Seen:
    """What is known here before anybody says how it was: their wishes, what they sent, a talk with the IRO.

    `coming`, `brings`: as they picked; "" where they said nothing."""

    age: int | None
    coming: str = ""
    brings: str = ""
    sent_words: bool = False
    talked: bool = False


def suggested(seen: Seen) -> str:
    """The code it looks like. Whoever leads the review says how it really was."""
    if seen.age is not None and seen.age < UNDER:
        return "PN0"
    has_views = seen.sent_words or seen.talked
    if seen.coming in ("room", "part", "video"):
        return "PN2" if seen.brings == "advocate" else "PN1"
    if seen.brings == "advocate":
        return "PN5"
    if has_views:
        return "PN6"
    return "PN7" if seen.coming == "not" else "PN1"


def came(code: str) -> bool | None:
    """Whether they were there; None for the little ones, of whom the return does not ask."""
    return None if code == "PN0" else code in CAME


def why_not_code(code: str, age: int | None) -> WhyNotReview | None:
    """A code that cannot be theirs at this age."""
    if age is None:
        return None
    if code == "PN0":
        return WhyNotReview.FOUR_OR_OLDER if age >= UNDER else None
    return WhyNotReview.UNDER_FOUR if age < UNDER else None
