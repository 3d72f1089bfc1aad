"""Thank-yous: the list of rewards, who names whom, and what a certificate says. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

NAME, WHAT, WORDS = 80, 300, 1500
CHOSEN_BY = 5
"""So many young people have to like a reward before the page says that they chose it."""


class AwardState(StrEnum):
    SUGGESTED = "suggested"
    LISTED = "listed"
    NOT_LISTED = "not_listed"


class ThanksState(StrEnum):
    WAITING = "waiting"
    PASSED_ON = "passed_on"
    KEPT = "kept"


class Skill(StrEnum):
    """What somebody showed who did such a thing: each a plain sentence on the certificate."""

    SPOKE_UP = "spoke_up"
    LISTENED = "listened"
    TEAM = "team"
    PREPARED = "prepared"
    ASKED = "asked"
    FAIR = "fair"
    ORGANISED = "organised"
    HELPED = "helped"
    CONFIDENT = "confident"
    RELIABLE = "reliable"


class WhyNot(StrEnum):
    NO_WORDS = "nothing was written"
    NOT_READ_YET = "the desk has not read it"
    DECIDED = "it was decided already"
    NOBODY = "nobody was chosen"
    CANNOT_GO_ON = "this one cannot be passed on"
    NO_REASON = "whoever wrote it is not told why"
    NAMES_IN_IT = "a name known here is in the words"
    NOT_LISTED = "it is not on the list"


@dataclass(frozen=True)
class Named:
    """Whom somebody thanks, for what."""

    who: str
    words: str
    says_who: bool
    award_id: UUID | None = None


@dataclass(frozen=True)
class To:
    """Who a thank-you goes to: a young person, an account, or a name on paper."""

    young_person_id: UUID | None = None
    account_id: UUID | None = None
    name: str = ""


@dataclass(frozen=True)
class CertificateWords:
    title: str
    did: str
    signed: str
    skills: tuple[Skill, ...]
    offer_id: UUID | None = None


def is_chosen(likes: int) -> bool:
    return likes >= CHOSEN_BY


def why_not_pass_on(
    state: ThanksState, *, is_read: bool, to: Collection[UUID], apart: Collection[UUID], has_name: bool
) -> WhyNot | None:
    """`to`: the young person or account chosen; `apart`: whoever must not hear from whoever wrote it."""
    if state is not ThanksState.WAITING:
        return WhyNot.DECIDED
    if not is_read:
        return WhyNot.NOT_READ_YET
    if not to and not has_name:
        return WhyNot.NOBODY
    return WhyNot.CANNOT_GO_ON if set(to) & set(apart) else None
