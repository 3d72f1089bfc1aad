"""The states of a paper and of a challenge. Pure; the rules are beside this file."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """How far a meeting's paper is."""

    PREPARING = "preparing"
    COUNTING = "counting"  # the worker is to work out the numbers
    COUNTED = "counted"  # panel support sees what would be printed
    PUBLISHED = "published"  # frozen and in the register


class Hidden(StrEnum):
    """Why a cell is no plain number, for those who prepare a paper. Nobody is told the small one from the one
    that is hidden for its sake: that would say what the hiding is to keep."""

    PROTECTS = "protects"
    SAID_BEFORE = "said_before"
    CONTRADICTS_AN_EARLIER_PAPER = "contradicts_an_earlier_paper"
    COUNTS_HAVE_MOVED = "counts_have_moved"


class ChallengeState(StrEnum):
    """Where a challenge is. It stays open until the panel closes it."""

    TO_CHECK = "to_check"  # seen by the member and, with known names covered, by panel support
    SENT_BACK = "sent_back"  # to the member, to be put without what could point to one young person
    TAKEN_BACK = "taken_back"  # by the member, before anybody else saw it
    TO_ANSWER = "to_answer"  # with an officer
    ANSWERED = "answered"  # an action with an owner and a date
    CLOSED = "closed"  # by the panel


OPEN = frozenset({ChallengeState.TO_ANSWER, ChallengeState.ANSWERED})


class Progress(StrEnum):
    """How far the promised action is, as the officer says."""

    NOT_YET = "not_yet"
    PARTLY = "partly"
    DONE = "done"
    CANT = "cant"
    NOT_ACCEPTED = "not_accepted"  # the officer answered that it will not be done, and why


class StepKind(StrEnum):
    """One line of a challenge's history."""

    ASKED = "asked"
    WRITTEN = "written"  # panel support wrote down what the member asked in the meeting
    SENT_BACK = "sent_back"
    ASKED_AGAIN = "asked_again"
    TAKEN_BACK = "taken_back"
    HANDED_ON = "handed_on"
    ANSWERED = "answered"
    PROGRESS = "progress"
    SAYS_CLOSE = "says_close"  # a member would close it
    SAYS_KEEP_OPEN = "says_keep_open"
    CLOSED = "closed"
    KEPT_OPEN = "kept_open"  # the panel decided to keep it open
    REMINDED = "reminded"
    EVIDENCE = "evidence"  # the officer showed that it happened
    REOPENED = "reopened"  # the panel opened again what it had closed
    ESCALATED = "escalated"  # so late that somebody above the officer was told
    TOLD = "told"  # young people were told what came of it


class MemberKind(StrEnum):
    """How somebody sits on the panel."""

    COUNCILLOR = "councillor"
    YOUNG_MEMBER = "young_member"
    CO_OPTEE = "co_optee"


class ItemState(StrEnum):
    """Where an item of a meeting's agenda is."""

    PROPOSED = "proposed"
    ON = "on"
    LEFT_OUT = "left_out"


class Choice(StrEnum):
    """How a member votes."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class CostState(StrEnum):
    """Where a member's request for help with coming is."""

    ASKED = "asked"
    AGREED = "agreed"
    NO = "no"
    PAID = "paid"
