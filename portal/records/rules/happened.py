"""What happened to a request as the rules see it, where that has led, and why something cannot have happened.
Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.clocks.answer import Event
from portal.records.rules.request import EventKind, Regime, Stage, State


class WhyNot(StrEnum):
    """Why something cannot be written down."""

    IN_FUTURE = "in_future"
    BEFORE_RECEIVED = "before_received"
    BEFORE_BIRTH = "before_birth"
    TOO_LONG_AGO = "too_long_ago"
    LAST_BEFORE_FIRST = "last_before_first"  # of two years
    NOT_OPEN = "not_open"
    IS_OPEN = "is_open"
    NOT_PROVEN = "not_proven"
    IS_PROVEN = "is_proven"
    NO_CLOCK = "no_clock"
    ASKED_ALREADY = "asked_already"
    NOT_ASKED = "not_asked"
    ASKED_TOO_LATE = "asked_too_late"
    NOT_ABOUT_FINDING = "not_about_finding"
    EXTENDED_ALREADY = "extended_already"
    NOTICE_TOO_LATE = "notice_too_late"
    NO_REASON = "no_reason"
    NO_WORDS = "no_words"
    LATE_REASON_NEEDED = "late_reason_needed"
    WHO_UNDECIDED = "who_undecided"
    NOT_THIS_WAY = "not_this_way"  # it is written down by something else: receiving, merging
    CORRECTED_ALREADY = "corrected_already"
    MUST_STAY = "must_stay"  # that it was received cannot be taken off
    SAME_REQUEST = "same_request"
    NOT_THE_SAME_PERSON = "not_the_same_person"
    OTHER_RULES = "other_rules"  # adoption, or somebody who has died
    NOT_AN_OFFICER = "not_an_officer"
    NO_WHY = "no_why"


@dataclass(frozen=True, slots=True)
class Happened:
    """One event as the rules see it."""

    kind: EventKind
    on: date
    reason: str = ""
    words: str = ""
    other_on: date | None = None  # of TOOK_IN: the day the other request reached us


@dataclass(frozen=True, slots=True)
class Life:
    """Where a request is after some of its history."""

    received_on: date
    start_on: date
    round: int = 1  # of the clock: a request that is asked for again has a new one
    state: State = State.OPEN
    stage: Stage = Stage.GOT_IT
    regime: Regime = Regime.DATA_PROTECTION
    waits: frozenset[EventKind] = frozenset()  # what was asked and did not come
    is_extended: bool = False
    late_reason: str = ""
    clock_events: tuple[Event, ...] = ()
    ended_on: date | None = None
    decisions: tuple[str, ...] = ()

    @property
    def has_clock(self) -> bool:
        return self.regime is Regime.DATA_PROTECTION
