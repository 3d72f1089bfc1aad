"""Why something was done about a request: short lists, so that figures can count them. Pure."""

from __future__ import annotations

from enum import StrEnum

from portal.records.rules.request import EventKind, Regime, Stage


class ClarifyAbout(StrEnum):
    """What we need to know. Only what helps to find the records stops the clock (DPA 2018 s54(3C))."""

    WHICH_RECORDS = "which_records"
    WHICH_TIME = "which_time"
    WHICH_PLACES = "which_places"
    FORMAT = "format"  # does not stop the clock
    IDENTITY = "identity"  # does not stop the clock


FINDING = frozenset({ClarifyAbout.WHICH_RECORDS, ClarifyAbout.WHICH_TIME, ClarifyAbout.WHICH_PLACES})
"""What a question that stops the clock may be about."""


class IdentityMeans(StrEnum):
    """How somebody can show who they are. Papers come last: many have none."""

    KNOWN_TO_WORKER = "known_to_worker"
    ANSWERS = "answers"  # what only they would know
    KNOWN_ADDRESS = "known_address"  # a letter to the address we have
    VIDEO_CALL = "video_call"
    VOUCHED_FOR = "vouched_for"
    PAPERS = "papers"


class ExtendReason(StrEnum):
    """Why it takes up to two months more (UK GDPR Art 12(3))."""

    COMPLEX = "complex"
    SEVERAL = "several"


class FeeReason(StrEnum):
    """The only grounds for a fee."""

    UNFOUNDED = "unfounded"
    EXCESSIVE = "excessive"
    FURTHER_COPIES = "further_copies"


class RefusalReason(StrEnum):
    """Why a request is refused as a whole."""

    UNFOUNDED = "unfounded"  # manifestly
    EXCESSIVE = "excessive"  # manifestly
    NO_AUTHORITY = "no_authority"
    NOT_ENTITLED = "not_entitled"  # a parent, after the lines about the child were weighed
    NOT_SHOWN_WHO = "not_shown_who"


class LateReason(StrEnum):
    """The true reason, as it would be told to the person who waits."""

    REACHED_US_LATE = "reached_us_late"  # it lay somewhere at the council
    TOO_FEW_PEOPLE = "too_few_people"
    LARGE_FILE = "large_file"
    ARCHIVE = "archive"
    OTHER_BODY = "other_body"
    CONSENTS = "consents"
    OPINION = "opinion"  # the opinion about serious harm
    CHECKING = "checking"
    SYSTEM = "system"
    OUR_MISTAKE = "our_mistake"


class WithdrawnReason(StrEnum):
    ASKED = "asked"  # they said so
    SUPERSEDED = "superseded"  # a newer request takes its place


class ReopenedReason(StrEnum):
    """What reopening does to the clock: a mistake of ours never gives us more time."""

    OUR_MISTAKE = "our_mistake"
    ASKED_AGAIN = "asked_again"


UNPROVEN = "unproven"
"""The reason of RECEIVED while nobody knows whether whoever wrote can be reached there."""

REASONS: dict[EventKind, frozenset[str]] = {
    EventKind.CLARIFICATION_ASKED: frozenset(ClarifyAbout),
    EventKind.IDENTITY_ASKED: frozenset(IdentityMeans),
    EventKind.EXTENDED: frozenset(ExtendReason),
    EventKind.FEE_ASKED: frozenset(FeeReason),
    EventKind.REFUSED: frozenset(RefusalReason),
    EventKind.LATE_REASON: frozenset(LateReason),
    EventKind.WITHDRAWN: frozenset(WithdrawnReason),
    EventKind.REOPENED: frozenset(ReopenedReason),
    EventKind.STAGE: frozenset(Stage),
    EventKind.REGIME: frozenset(Regime),
}
"""The reasons an event must have one of."""

NEEDS_WORDS = frozenset(
    {
        EventKind.CLARIFICATION_ASKED,
        EventKind.IDENTITY_ASKED,
        EventKind.AUTHORITY_ASKED,
        EventKind.FEE_ASKED,
        EventKind.EXTENDED,
        EventKind.REFUSED,
        EventKind.LATE_REASON,
        EventKind.WHO_DECIDED,
        EventKind.REGIME,
    }
)

# Said in a question, these are about who asks or how they would like it, whatever was ticked.
_NOT_FINDING = (
    "passport",
    "driving licence",
    "driving license",
    "photo id",
    "proof of identity",
    "proof of who you are",
    "prove who you are",
    "how would you like",
    "on paper or online",
    "online or on paper",
    "paper or online",
)


def is_about_finding(about: str, words: str) -> bool:
    """Whether a question helps to find the records, by what was ticked and by its words."""
    said = " ".join(words.casefold().split())
    return about in FINDING and not any(phrase in said for phrase in _NOT_FINDING)
