"""The states and answers that voice knows, as plain enums; the rules are beside this file. Pure."""

from __future__ import annotations

from enum import StrEnum

PASSED_ON_BY_ADVOCATE = "passed_on_by_advocate"
"""What a statement answers (`asked`) when an advocate passed it on to the council's safety team."""


class Face(StrEnum):
    VERY_GOOD = "very_good"
    GOOD = "good"
    MIXED = "mixed"
    BAD = "bad"
    VERY_BAD = "very_bad"


class SafeNow(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class QuoteConsent(StrEnum):
    """May we use your words, without your name, to tell councillors?"""

    YES = "yes"
    CHANGED = "changed"  # with the words changed
    NO = "no"


class Desk(StrEnum):
    """Whose desk reads it first."""

    COUNCIL = "council"
    ADVOCATE = "advocate"


class Level(StrEnum):
    """The order of the desk's list. `rest` only means after the others; everything is read."""

    NOW = "now"
    SOON = "soon"
    REST = "rest"


class Outcome(StrEnum):
    """What the reader did. Each is written down with its reference and time."""

    NOTHING_NEEDED = "nothing_needed"
    PASSED_ON = "passed_on"
    RANG = "rang"
    REFERRAL = "referral"
    POLICE = "police"
    DESIGNATED_OFFICER = "designated_officer"  # allegations against people who work with children
    OTHER_COUNCIL = "other_council"  # the council where they live


class Says(StrEnum):
    """The young person's verdict on an answer."""

    SORTED = "sorted"
    PARTLY = "partly"
    NOT_SORTED = "not_sorted"
