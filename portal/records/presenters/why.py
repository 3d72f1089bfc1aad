"""Why something cannot be written down, in words that say what can be done instead."""

from __future__ import annotations

from enum import Enum

from flask_babel import gettext as _

from portal.deadlines.rules import WhyNot as ClockWhyNot
from portal.records.rules.life import WhyNot


def why_words(why: Enum) -> str:
    """A reason of the rules, for an officer."""
    words: dict[Enum, str] = {
        WhyNot.IN_FUTURE: _("This day is still to come. Write the day on which it happened."),
        WhyNot.BEFORE_RECEIVED: _(
            "This is before the day on which the request reached the council. If it came earlier, "
            "put that day "
            "right first."
        ),
        WhyNot.BEFORE_BIRTH: _("On this day they were not born yet. Look at both days again."),
        WhyNot.TOO_LONG_AGO: _("This day is too long ago. Ask the data protection officer what to do."),
        WhyNot.NOT_OPEN: _("The request was closed by then. Open it again first."),
        WhyNot.IS_OPEN: _("The request is open. There is nothing to open again."),
        WhyNot.NOT_PROVEN: _("Nobody knows yet that they can be reached. Say first how you know."),
        WhyNot.IS_PROVEN: _("That is known already."),
        WhyNot.NO_CLOCK: _("This clock does not run here: other rules apply to this request."),
        WhyNot.ASKED_ALREADY: _(
            "That was asked and not answered by then. Two pauses cannot overlap. Write them a "
            "message instead."
        ),
        WhyNot.NOT_ASKED: _("Nobody had asked for that by then. Write down first what was asked, and when."),
        WhyNot.ASKED_TOO_LATE: _(
            "The time was over by then, so this stops no clock. Ask in a message, tell them that it "
            "is late, and "
            "write down the true reason."
        ),
        WhyNot.NOT_ABOUT_FINDING: _(
            "Only a question that helps to find the records stops the clock. How they would like it, "
            "or who they "
            "are, does not. Ask how they would like it in a message; for who they are, use “Ask who "
            "they are”."
        ),
        WhyNot.EXTENDED_ALREADY: _("It was extended already. The law gives two more months once."),
        WhyNot.NOTICE_TOO_LATE: _(
            "The notice had to reach them before the first month ended, so there is no more time. "
            "Tell them that "
            "it is late, say sorry, give them what is ready, and write down the true reason."
        ),
        WhyNot.NO_REASON: _("Choose one of the reasons."),
        WhyNot.NO_WORDS: _("Write it in words. They are kept, and they are what whoever asked is told."),
        WhyNot.LATE_REASON_NEEDED: _("It is late. Write down the true reason before you close it."),
        WhyNot.WHO_UNDECIDED: _(
            "It is not decided yet that whoever asks may have it. Decide each question under “Who asks”."
        ),
        WhyNot.NOT_THIS_WAY: _("This cannot be written down here."),
        WhyNot.CORRECTED_ALREADY: _("Somebody has put this right meanwhile. Look at the newest entry."),
        WhyNot.MUST_STAY: _("This cannot be taken off. You can put its day right."),
        WhyNot.SAME_REQUEST: _("This is the same request."),
        WhyNot.NOT_THE_SAME_PERSON: _(
            "These are not the same request: the records, or whoever asks, are not the same."
        ),
        WhyNot.OTHER_RULES: _("Other rules apply to one of them. They stay two."),
        WhyNot.NOT_AN_OFFICER: _("They cannot have it. Choose somebody else."),
        WhyNot.NO_WHY: _("Write why you put it right."),
        ClockWhyNot.NOTICE_TOO_LATE: _("The notice came too late: there is no more time."),
    }
    return words.get(why) or _("This cannot be written down. Look at the days again.")
