"""What a member reads as the answer to what they wrote for a meeting, in their language."""

from __future__ import annotations

from flask_babel import force_locale
from flask_babel import gettext as _

from portal.voice.rules import AnswerState
from portal.voice.rules.answers import AnswerWords


def point_answer(language: str, is_on: bool, why: str) -> AnswerWords:
    """To something they brought."""
    with force_locale(language):
        brought = _("You brought something for your group to talk about.")
        if not is_on:
            return AnswerWords(brought, AnswerState.CANT, reason=why)
        return AnswerWords(brought, AnswerState.DONE, did=_("We read it. It is on the list for the meeting."))


def needs_answer(language: str, reply: str) -> AnswerWords:
    """To what they need to come."""
    with force_locale(language):
        asked = _("You told us what you need to come to a meeting.")
        return AnswerWords(asked, AnswerState.DONE, did=reply)
