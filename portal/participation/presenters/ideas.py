"""Ideas in words, who writes, and what the hubs show of ideas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Any

from flask_babel import force_locale, get_locale
from flask_babel import gettext as _

from portal.coding.presenters.quotes import Rare, rare_in
from portal.kit import clock
from portal.outcomes.queries.naming import Pointing, pointing
from portal.participation.commands.ideas import Writer
from portal.participation.queries.groups import groups_of
from portal.participation.queries.ideas_reader import pool_on
from portal.participation.rules.ideas import WhyNot
from portal.policy.viewer import Viewer
from portal.voice.commands.saying import Speaker
from portal.voice.presenters.saying import promises, themes
from portal.voice.queries.speaking import speaking
from portal.voice.rules import AnswerState
from portal.voice.rules.answers import AnswerWords


def writer(viewer: Viewer, on: date) -> Writer:
    """Whoever is signed in, as somebody who types for others."""
    who = speaking(viewer)
    speaker = Speaker(who.young_person_id, who.account_id, str(get_locale()), who.past_shut_at)
    return Writer(speaker, pool_on(who.young_person_id, on), promises(), themes(), clock.now())


def group_choices(viewer: Viewer, on: date) -> Sequence[tuple[str, str]]:
    """The groups they are in."""
    if viewer.young_person_id is None:
        return []
    return [(str(group.id), group.name) for group in groups_of(viewer.young_person_id, on)]


def pointing_in(title: str, words: str) -> Pointing:
    """What in it could point to somebody, for whoever approves: a warning, never a gate."""
    return pointing((title, words))


def rare_words(title: str, words: str) -> Rare:
    """Words that hardly anybody used: somebody could be known by them."""
    return rare_in(f"{title}\n{words}")


def approved_answer(language: str) -> AnswerWords:
    """What its author reads as the answer to what they wrote, in their language."""
    with force_locale(language):
        return AnswerWords(
            _("You wrote something for other young people to read."),
            AnswerState.DONE,
            did=_("We read it. Other young people can read it now."),
        )


def sent_back_answer(language: str, reason: str) -> AnswerWords:
    """The same when it was sent back."""
    with force_locale(language):
        return AnswerWords(
            _("You wrote something for other young people to read."), AnswerState.CANT, reason=reason
        )


def gone_reason(language: str) -> str:
    """Why what was said about an idea that was taken back is shown to nobody, in its author's language."""
    with force_locale(language):
        return str(_("This idea was taken back. Nobody can read it any more."))


def report_question() -> str:
    """What stands above their words at the desk."""
    return str(_("Tell us about something that somebody else wrote"))


def why_words(why: Enum) -> str:
    """Why something was refused, and what to do."""
    words: dict[Enum, Any] = {
        WhyNot.NO_POOL: _("We do not know your age. Ask a worker to put it right, then you can do this."),
        WhyNot.NOT_LIVE: _("This idea has its answer. You can ask us to look again."),
        WhyNot.DECIDED_ALREADY: _("Somebody decided about it meanwhile."),
        WhyNot.NOT_YOURS_TO_CHANGE: _("It cannot be changed any more. You can take it back."),
        WhyNot.TOLD_MEANWHILE: _(
            "Somebody told us more about it. Our desk reads that first. Look again, then decide."
        ),
        WhyNot.NO_WORDS: _("Write it in plain words. A no says the true reason."),
        WhyNot.NO_BY_WHEN: _("Say by when."),
        WhyNot.DAY_HAS_PASSED: _("This day has passed. Pick a later one."),
        WhyNot.NO_WHO: _("Say who does it."),
        WhyNot.NO_LOOK_AGAIN: _("Say when you look at it again."),
        WhyNot.NOT_APPROVED: _("It was not approved yet."),
        WhyNot.NOT_FINAL: _("It waits for its answer already."),
    }
    return str(words[why])


def field_of(form: Any, why: Enum) -> Any:
    """The field that has to be put right."""
    fields: dict[Enum, Any] = {
        WhyNot.NO_BY_WHEN: form.by_when,
        WhyNot.NO_WHO: form.who,
        WhyNot.NO_LOOK_AGAIN: form.look_again_on,
        WhyNot.DAY_HAS_PASSED: form.look_again_on if form.look_again_on.data else form.by_when,
    }
    return fields.get(why, form.words)
