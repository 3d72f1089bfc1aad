"""The short lists of surveys: kinds of question, faces, ways in, states, reasons. Pure."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a question asks for. The value an answer has is said beside each (see `values`)."""

    FACES = "faces"  # "good", "ok" or "bad": three faces, the same for every age, so that answers add up
    AGREE = "agree"  # "5" (agree a lot) to "1", or NOT_SAID, which never counts as negative
    ONE = "one"  # an option's key
    MANY = "many"  # keys, in the survey's order
    PICTURE = "picture"  # an option's key; the options are pictures with words
    RANK = "rank"  # keys, most important first; all of them or none
    NUMBER = "number"  # a whole number
    DATE = "date"  # an ISO day
    SHORT = "short"  # a line
    LONG = "long"  # a text
    INFORMATION = "information"  # nothing is asked


FREE_WORDS = frozenset({Kind.SHORT, Kind.LONG})
WITH_OPTIONS = frozenset({Kind.ONE, Kind.MANY, Kind.PICTURE, Kind.RANK})
COUNTED = frozenset({Kind.FACES, Kind.AGREE, Kind.ONE, Kind.MANY, Kind.PICTURE})
"""Kinds whose answers are counted by key."""

FACES = ("good", "ok", "bad")
NOT_SAID = "not_said"
AGREES = ("5", "4", "3", "2", "1")


class Face(StrEnum):
    """For whom a prompt is worded. One survey, several faces, the same questions underneath."""

    LITTLE = "little"  # 4 to 7
    EIGHT = "eight"  # 8 to 11
    TWELVE = "twelve"  # 12 to 17
    LEAVER = "leaver"  # care leavers, 16 to 25
    ADULT = "adult"


YOUNG = frozenset(Face) - {Face.ADULT}


class Audience(StrEnum):
    STAFF = "staff"
    YOUNG_PEOPLE = "young_people"
    FAMILIES = "families"  # parents and carers
    PARTNERS = "partners"


class Privacy(StrEnum):
    """Chosen before the first answer; cannot be changed after it."""

    ANONYMOUS = "anonymous"
    CONFIDENTIAL = "confidential"  # linked to who answered, and said so


class WayIn(StrEnum):
    LINK = "link"  # anybody who has the address or the poster
    CODE = "code"  # a single-use code by notice
    SIGNED_IN = "signed_in"
    KIOSK = "kiosk"  # a shared tablet that forgets between people
    PAPER = "paper"  # written in from paper by staff


class WaveState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Mail(StrEnum):
    """What waits to be mailed to somebody who has no account here."""

    NOTHING = "nothing"
    ASKED = "asked"
    REMINDER = "reminder"


class LeftOut(StrEnum):
    """Why somebody is not asked who was to be."""

    ASKED_ENOUGH = "asked_enough"  # as often in twelve months as the council allows
    ASKED_ALREADY = "asked_already"  # in this wave
    NO_ADDRESS = "no_address"  # a line that is no e-mail address
    TOO_MANY = "too_many"  # more at once than one form takes


class WordsState(StrEnum):
    """Free words: who may read them."""

    WAITING = "waiting"  # only the survey's owner, and whoever checks
    CHECKED = "checked"  # nothing in them points at anybody, or it was taken out: whoever sees the results
    KEPT_BACK = "kept_back"  # stays with the owner


class Did(StrEnum):
    """What came of what was said."""

    DONE = "done"
    BEGUN = "begun"
    CANNOT = "cannot"  # with the true reason


class WhyNot(StrEnum):
    """Why something of a survey is refused."""

    FAULTY = "faulty"  # the checker found something
    CHANGED_MEANWHILE = "changed_meanwhile"  # somebody saved the same survey since
    TOO_MANY = "too_many"  # questions, or options of one
    TOO_LONG = "too_long"
    PUT_AWAY = "put_away"
    IN_USE = "in_use"  # a version somebody was asked is never changed: a new version is made
    HAS_ANSWERS = "has_answers"
    NOT_OPEN = "not_open"
    OPEN_ALREADY = "open_already"
    CLOSED = "closed"
    NO_WAY_IN = "no_way_in"
    CLOSES_BEFORE_IT_OPENS = "closes_before_it_opens"
    PAST = "past"
    REMINDS_OUTSIDE = "reminds_outside"  # a reminder before it opens or after it closes
    TOO_LOW = "too_low"  # a threshold under the council's
    CONFIDENTIAL_NEEDS_TO_KNOW_WHO = (
        "confidential_needs_to_know_who"  # an open link cannot be linked to anybody
    )
    NOBODY_TO_ASK = "nobody_to_ask"
    ASKED_ENOUGH = "asked_enough"  # this year
    ASKED_ALREADY = "asked_already"
    CODE_USED = "code_used"
    CODE_UNKNOWN = "code_unknown"
    SENT_ALREADY = "sent_already"
    TOO_LATE = "too_late"
    NOT_YET_TO_SHOW = "not_yet_to_show"
    WORDS_POINT_AT_SOMEBODY = "words_point_at_somebody"
    KEPT_BACK = "kept_back"  # by another reader
