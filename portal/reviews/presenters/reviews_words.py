"""What things of a review are called, for staff: kinds, clocks, codes, reasons."""

from __future__ import annotations

from enum import Enum

from flask_babel import gettext as _

from portal.clocks.table import Certainty
from portal.reviews.rules import (
    Between,
    MeetingState,
    ReviewKind,
    ReviewState,
    TalkHow,
    WhatLate,
    WhyLate,
    WhyNoTalk,
)
from portal.reviews.rules.reviews import WhyNotReview


def kind_words(kind: ReviewKind) -> str:
    words: dict[ReviewKind, str] = {
        ReviewKind.FIRST: _("First review"),
        ReviewKind.SECOND: _("Second review"),
        ReviewKind.LATER: _("Review"),
        ReviewKind.CHILD_PROTECTION: _("Child protection review"),
    }
    return words[kind]


def state_words(state: ReviewState) -> str:
    words: dict[ReviewState, str] = {
        ReviewState.PLANNED: _("to come"),
        ReviewState.BEGUN: _("begun, goes on"),
        ReviewState.HELD: _("held"),
        ReviewState.CALLED_OFF: _("called off"),
    }
    return words[state]


def meeting_words(state: MeetingState) -> str:
    words: dict[MeetingState, str] = {
        MeetingState.PLANNED: _("planned"),
        MeetingState.HELD: _("held"),
        MeetingState.MOVED: _("moved"),
        MeetingState.ADJOURNED: _("broken off"),
        MeetingState.CALLED_OFF: _("called off"),
    }
    return words[state]


def clock_words(kind: str) -> str:
    """What follows a review, by the kind of its clock."""
    words: dict[str, str] = {
        "review": _("Review"),
        "protection_review": _("Child protection review"),
        "review_decisions": _("Decisions to the manager"),
        "review_response": _("The manager’s answer"),
        "review_decisions_out": _("Decisions to everybody"),
        "review_record": _("Full record"),
        "review_distribution": _("Record given out"),
        "review_letter": _("Letter to the child"),
    }
    return words.get(kind, kind)


WHAT_LATE = {
    "review": WhatLate.REVIEW,
    "review_decisions": WhatLate.DECISIONS,
    "review_response": WhatLate.RESPONSE,
    "review_decisions_out": WhatLate.DECISIONS_OUT,
    "review_record": WhatLate.RECORD,
    "review_distribution": WhatLate.DISTRIBUTION,
    "review_letter": WhatLate.LETTER,
}
"""What a reason for lateness is filed under, by the kind of the clock."""
CLOCK_OF = {what: kind for kind, what in WHAT_LATE.items()}


def late_words(why: WhyLate) -> str:
    words: dict[WhyLate, str] = {
        WhyLate.CHILD_ASKED: _("The young person asked for another day"),
        WhyLate.CHILD_AWAY: _("The young person was away or missing"),
        WhyLate.IRO_AWAY: _("The IRO was away"),
        WhyLate.WORKER_AWAY: _("The worker was away, or there was none"),
        WhyLate.NO_PAPERS: _("The reports did not come"),
        WhyLate.COURT: _("A court decides first"),
        WhyLate.MOVED_HOME: _("The young person moved home"),
        WhyLate.TOO_MUCH_WORK: _("Too much work"),
        WhyLate.TOLD_LATE: _("The IRO was not told in time"),
        WhyLate.OTHER: _("Something else"),
    }
    return words[why]


def part_words(code: str) -> str:
    """How somebody took part, in words, with the return's code behind."""
    words: dict[str, str] = {
        "PN0": _("Under four, so the return does not ask"),
        "PN1": _("Came and spoke for themselves"),
        "PN2": _("Came, and an advocate spoke for them"),
        "PN3": _("Came, and said it without speaking"),
        "PN4": _("Came, and their views were not heard"),
        "PN5": _("Did not come, an advocate spoke for them"),
        "PN6": _("Did not come, and said it another way: in writing, by phone, here"),
        "PN7": _("Did not come, and their views were not heard"),
    }
    return words.get(code) or str(_("Not written down"))


def how_words(how: TalkHow) -> str:
    words: dict[TalkHow, str] = {
        TalkHow.IN_PERSON: _("In person, alone"),
        TalkHow.PHONE: _("By phone, alone"),
        TalkHow.VIDEO: _("By video, alone"),
    }
    return words[how]


def no_talk_words(why: WhyNoTalk | None) -> str:
    words: dict[WhyNoTalk, str] = {
        WhyNoTalk.DID_NOT_WANT: _("No: they did not want to"),
        WhyNoTalk.TOO_YOUNG: _("No: too young to understand"),
        WhyNoTalk.WOULD_HARM: _("No: it would not be good for them"),
        WhyNoTalk.NOT_REACHED: _("No: they could not be reached"),
    }
    return words[why] if why else ""


def between_words(kind: Between) -> str:
    words: dict[Between, str] = {
        Between.VISIT: _("Visit"),
        Between.TALK: _("Talk"),
        Between.CHECK: _("Check of what was agreed"),
    }
    return words[kind]


def certainty_words(certainty: Certainty) -> str:
    """How sure the source of a date is."""
    words: dict[Certainty, str] = {
        Certainty.PRIMARY: _("Law, checked in its text"),
        Certainty.SECONDARY: _("Read in a secondary source"),
        Certainty.TO_BE_CONFIRMED: _("Guidance, to be confirmed"),
        Certainty.HOUSE: _("The council’s own promise"),
    }
    return words[certainty]


def why_not_words(why: Enum) -> str:
    """What to do about a refusal."""
    words: dict[Enum, str] = {
        WhyNotReview.OVER: _("Somebody wrote it down already, or it was called off. Look at it again."),
        WhyNotReview.IN_FUTURE: _("This day is in the future. Write it down when it was held."),
        WhyNotReview.BEFORE_CARE: _("They were not in care that day. Check the day."),
        WhyNotReview.HELD_THAT_DAY: _("A review was held that day already. Check the day."),
        WhyNotReview.BEFORE_LAST_MEETING: _("It goes on from a later meeting. Pick that day or a later one."),
        WhyNotReview.IN_PAST: _("This day has passed. Pick today or a later one."),
        WhyNotReview.TOO_FAR: _("This is more than two years away. Check the year."),
        WhyNotReview.NOT_EARLIER: _("This is not before its last day. Plan it the usual way."),
        WhyNotReview.NO_REASON: _("It was late. Pick why, as it truly was."),
        WhyNotReview.NO_TALK: _("Pick how you talked alone, or why you did not."),
        WhyNotReview.NOT_PLANNED: _("No meeting is planned."),
        WhyNotReview.UNDER_FOUR: _("They were under four that day: pick the first one."),
        WhyNotReview.FOUR_OR_OLDER: _("They were four or older that day: pick how they took part."),
        WhyNotReview.ANSWERED: _("An answer is there already."),
        WhyNotReview.NO_DECISIONS: _("The decisions were not given to you yet."),
        WhyNotReview.NOT_LATE: _("This is not late."),
    }
    return words[why]
