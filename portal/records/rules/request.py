"""A request: who asks, how it came, what they want, where it is. Pure."""

from __future__ import annotations

from enum import StrEnum

CLOCK = "sar"
"""The clock of a request under data protection law: see `portal/clocks`. Also the deadline's kind."""


class Asker(StrEnum):
    """Who asks."""

    SELF = "self"  # the person the records are about
    PARENT = "parent"
    ADVOCATE = "advocate"
    SOLICITOR = "solicitor"
    FAMILY = "family"  # of somebody who has died
    SOMEBODY_ELSE = "somebody_else"


class Came(StrEnum):
    """How it reached the council. The clock starts on that day, whoever it reached."""

    OWN_PAGE = "own_page"
    PUBLIC_PAGE = "public_page"
    VOICE = "voice"  # said to somebody, or on the phone
    LETTER = "letter"
    MESSAGE = "message"  # e-mail, text
    THROUGH_OTHERS = "through_others"  # an advocate's or solicitor's


class Scope(StrEnum):
    """What they want; several may be picked."""

    ALL = "all"
    TIME = "time"
    QUESTION = "question"
    PHOTOS = "photos"
    REVIEWS = "reviews"


class Format(StrEnum):
    """How they would like it."""

    ONLINE = "online"
    PAPER = "paper"
    IN_PERSON = "in_person"
    BIT_BY_BIT = "bit_by_bit"


class Regime(StrEnum):
    """Which rules apply. Only a request under data protection law has the clock."""

    DATA_PROTECTION = "data_protection"
    DIED = "died"  # somebody who has died: other rules, no such clock
    ADOPTION = "adoption"  # the adoption file: a regime of its own, never mixed in


class State(StrEnum):
    """Whether it runs."""

    UNPROVEN = "unproven"  # from the public page, and the e-mail or phone is not proven yet
    OPEN = "open"
    GIVEN = "given"  # all of it was given; they may come back for more
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"  # goes on in another request


ENDED = frozenset({State.GIVEN, State.REFUSED, State.WITHDRAWN, State.MERGED})


class Stage(StrEnum):
    """The five plain steps that the requester sees."""

    GOT_IT = "got_it"
    FINDING = "finding"
    READING = "reading"
    CHECKING = "checking"
    READY = "ready"


class EventKind(StrEnum):
    """What happened to a request. The names that clocks know are the clocks' own (`portal/clocks`)."""

    RECEIVED = "received"  # `reason` is "unproven" where it came from the public page and is not proven yet
    PROVEN = "proven"  # we know now that whoever wrote can be reached there
    IDENTITY_ASKED = "id_asked"
    IDENTITY_RECEIVED = "id_received"
    AUTHORITY_ASKED = "authority_asked"
    AUTHORITY_RECEIVED = "authority_received"
    FEE_ASKED = "fee_asked"
    FEE_RECEIVED = "fee_received"
    CLARIFICATION_ASKED = "clarification_asked"
    CLARIFICATION_RECEIVED = "clarification_received"
    EXTENDED = "extension_notified"
    TAKEN_ON = "taken_on"  # an officer has it: `other_id` names them
    STAGE = "stage"  # it moved on to another of the five steps: `reason` names it
    WHO_DECIDED = "who_decided"  # `reason` names the question and its answer: see `who.py`
    REGIME = "regime"  # other rules apply from now on: `reason` names them
    LATE_REASON = "late_reason"
    PART_GIVEN = "part_given"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    MERGED = "merged"  # into `other_id`
    TOOK_IN = "took_in"  # `other_id` was merged into this one
