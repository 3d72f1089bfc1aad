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
    VISITED = "visited"
    STRATEGY = "strategy"  # a strategy discussion was held
    FALSE_ALARM = "false_alarm"  # pressed or worded by mistake, and somebody made sure


class Says(StrEnum):
    """The young person's verdict on an answer."""

    SORTED = "sorted"
    PARTLY = "partly"
    NOT_SORTED = "not_sorted"


class Way(StrEnum):
    """How it came: who wrote it down. Counted apart, shown apart, never mixed."""

    OWN = "own"  # said by the young person, in their own space
    TOGETHER = "together"  # written with them by somebody beside them
    OBSERVED = "observed"  # what somebody saw of a child who does not speak, or not yet
    PASSED_ON = "passed_on"  # told to somebody else, who passed it on


class Look(StrEnum):
    """Which face of the same form they use; chosen once, changeable."""

    LITTLE = "little"  # pictures and taps, with an adult
    YOUNGER = "younger"  # 8 to 11
    OLDER = "older"  # 12 to 17
    LEAVER = "leaver"  # care leavers


class Going(StrEnum):
    """Where a card of the sorting board lies."""

    WELL = "well"
    SO_SO = "so_so"
    NOT_WELL = "not_well"


class FileKind(StrEnum):
    VOICE = "voice"
    DRAWING = "drawing"
    PHOTO = "photo"
    BOARD = "board"  # the sorting board as a picture, drawn by us


class HowSure(StrEnum):
    """How sure a worker is of what they think a child's doing tells us."""

    SURE = "sure"
    QUITE = "quite"
    NOT_SURE = "not_sure"


class AnswerState(StrEnum):
    """What an answer says will happen. Only "can't" and "closed and not done" need a true reason."""

    WILL_DO = "will_do"
    DONE = "done"
    PARTLY = "partly"
    CHANGED_PLAN = "changed_plan"
    CANT = "cant"
    CLOSED_NOT_DONE = "closed_not_done"
