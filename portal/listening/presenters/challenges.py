"""Why a challenge was refused, in words that say what to do."""

from __future__ import annotations

from enum import Enum

from flask_babel import gettext as _

from portal.listening.rules import WhyNot


def why_words(why: Enum) -> str:
    """A reason of the rules for whoever filled in the form."""
    words: dict[Enum, str] = {
        WhyNot.NO_ANSWER_YET: _("There is no answer yet. Choose that there should be one."),
        WhyNot.ANSWERED_ALREADY: _("There is an answer. Choose that it is not right."),
        WhyNot.NOBODY_ANSWERS: _("Nobody has to answer this yet. Ring the safety team."),
        WhyNot.OWN: _("This is yours to answer. You can answer it, or add another answer."),
        WhyNot.NOBODY_THERE: _("There is nobody here whom it could go to. Ring the safety team."),
        WhyNot.OPEN_ALREADY: _("You spoke up about this already. It is still open."),
    }
    return str(words.get(why) or _("Choose what it is about."))
