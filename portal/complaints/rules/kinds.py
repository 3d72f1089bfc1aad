"""What a complaint is, how it came, where it stands. Pure."""

from __future__ import annotations

from enum import StrEnum


class Track(StrEnum):
    """By which rules it is handled. Which one is a complaints manager's decision, never a form's."""

    STATUTORY = "statutory"  # SI 2006/1738: three stages
    ANONYMOUS = "anonymous"  # nobody to write to: looked into all the same
    NOT_ELIGIBLE = "not_eligible"  # whoever complains has no right to the stages (CA 1989 s26(3))
    CORPORATE = "corporate"  # the council's general complaints procedure
    DATA_PROTECTION = "data_protection"  # DPA 2018 s164A


class Came(StrEnum):
    """How it came."""

    OWN_PAGE = "own_page"  # a young person wrote it on their page
    SAID = "said"  # by the say flow: voice, a picture, a drawing, with somebody
    NOT_SORTED = "not_sorted"  # out of an answer that did not help
    ACTION = "action"  # out of an agreed action that did not happen
    FAMILY_PAGE = "family_page"
    NAMELESS = "nameless"  # a talk without a name
    PHONE = "phone"
    IN_PERSON = "in_person"
    LETTER = "letter"
    EMAIL = "email"


BY_STAFF = frozenset({Came.PHONE, Came.IN_PERSON, Came.LETTER, Came.EMAIL})
"""Written down by somebody of the council: no page said that it arrived, so somebody has to."""


class Complainer(StrEnum):
    """Who complains."""

    YOUNG_PERSON = "young_person"
    PARENT = "parent"
    CARER = "carer"
    FAMILY = "family"
    ADVOCATE = "advocate"
    OTHER = "other"
    NOBODY = "nobody"  # they gave no name


class State(StrEnum):
    """Nothing ends by itself: an answered complaint stays answered until somebody says what comes next."""

    OPEN = "open"
    ANSWERED = "answered"  # the letter of this stage is there; the next stage can be asked for
    ENDED = "ended"


class Ending(StrEnum):
    """How it ended."""

    SORTED = "sorted"  # whoever complained says it is sorted
    WITHDRAWN = "withdrawn"  # they took it back
    ANSWERED = "answered"  # they said that the answer is enough, or nothing more can be asked of us
    ELSEWHERE = "elsewhere"  # somebody else answers it (a court, another council)


class Stage(StrEnum):
    """The steps of the Regulations, and the Ombudsman after them."""

    FIRST = "1"
    SECOND = "2"
    PANEL = "3"
    OMBUDSMAN = "4"


class EventKind(StrEnum):
    """What happened to it. Never changed, never taken off."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    WROTE = "wrote"  # whoever complained added words
    TOLD = "told"  # we wrote to them
    HANDED = "handed"  # somebody has it now
    TRACK = "track"  # by which rules it is handled
    LIMIT = "limit"  # older than twelve months: what was decided, and why
    EXTENDED = "extended"
    AGREED = "agreed"  # the statement of complaint was agreed
    ASKED_NEXT = "asked_next"  # the next stage was asked for
    PANEL_FIXED = "panel_fixed"
    REPORTED = "reported"  # the investigator's, the independent person's or the panel's report came
    DECIDED = "decided"  # the council said what it makes of it
    LETTER = "letter"
    REMEDY = "remedy"
    REMEDY_DONE = "remedy_done"
    HELPED = "helped"  # they said whether it helped
    SORTED = "sorted"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    REOPENED = "reopened"
    CONCERNS = "concerns"  # whom it is about was changed


class Part(StrEnum):
    """What somebody does with a complaint that was handed to them."""

    ANSWERER = "answerer"  # stage 1
    INVESTIGATOR = "investigator"  # stage 2
    INDEPENDENT = "independent"  # goes along with stage 2
    DECIDER = "decider"  # adjudicates


class Finding(StrEnum):
    """What was found of one point."""

    UPHELD = "upheld"
    PARTLY = "partly"
    NOT_UPHELD = "not_upheld"
    NO_FINDING = "no_finding"


class RemedyKind(StrEnum):
    APOLOGY = "apology"
    CHANGE = "change"
    PAYMENT = "payment"
    OTHER = "other"


class Helped(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Holds(StrEnum):
    """Whether a change still holds, three months on."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
