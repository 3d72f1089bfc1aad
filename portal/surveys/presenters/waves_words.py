"""Words for staff about waves: states, ways in, why something was refused and why somebody was left out."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.surveys.rules.kinds import LeftOut, Privacy, WaveState, WayIn, WhyNot


def state_words(state: WaveState, *, is_ready: bool) -> str:
    if state is WaveState.DRAFT and is_ready:
        return str(_("opens by itself"))
    words: dict[WaveState, str] = {
        WaveState.DRAFT: _("not open yet"),
        WaveState.OPEN: _("open"),
        WaveState.CLOSED: _("closed"),
    }
    return words[state]


def privacy_words(privacy: Privacy) -> str:
    words: dict[Privacy, str] = {
        Privacy.ANONYMOUS: _("without names"),
        Privacy.CONFIDENTIAL: _("with names, kept among us"),
    }
    return words[privacy]


def way_words(way: WayIn) -> str:
    words: dict[WayIn, str] = {
        WayIn.LINK: _("Open link and poster"),
        WayIn.CODE: _("Code for one person: they type it here"),
        WayIn.SIGNED_IN: _("On their own page, signed in"),
        WayIn.KIOSK: _("Shared tablet: open this on it"),
        WayIn.PAPER: _("On paper"),
    }
    return words[way]


def why_not_words(why: WhyNot, *, floor: int) -> tuple[str, str]:
    """The field it is about, and what to do."""
    words: dict[WhyNot, tuple[str, str]] = {
        WhyNot.NO_WAY_IN: ("ways", _("Pick a way by which people are asked by name: signed in, or a code.")),
        WhyNot.CONFIDENTIAL_NEEDS_TO_KNOW_WHO: (
            "ways",
            _("An open link or a shared tablet cannot say who answers. Take them out, or ask without names."),
        ),
        WhyNot.TOO_LOW: (
            "least",
            _("The council shows nothing below %(floor)s answers. Write that or more.", floor=floor),
        ),
        WhyNot.CLOSES_BEFORE_IT_OPENS: (
            "closes_on",
            _("The last day is before the first. Change one of them."),
        ),
        WhyNot.PAST: ("closes_on", _("The last day has passed. Write a later one.")),
        WhyNot.REMINDS_OUTSIDE: (
            "remind_on",
            _("The reminder has to be between the first day and the last. Change it, or leave it empty."),
        ),
        WhyNot.FAULTY: ("", _("Something in what it asks has to be put right first: look at the survey.")),
        WhyNot.OPEN_ALREADY: (
            "",
            _("It has opened: what was said about names, the ways in and the rest stays as it is."),
        ),
        WhyNot.CLOSED: ("", _("It is closed. Ask again with a new one.")),
        WhyNot.NOT_OPEN: ("", _("It has not opened yet.")),
        WhyNot.NOBODY_TO_ASK: ("", _("Pick who is asked.")),
    }
    return words.get(why, ("", _("This cannot be done now. Look at it again.")))


def left_out_words(why: LeftOut, count: int) -> str:
    words: dict[LeftOut, str] = {
        LeftOut.ASKED_ENOUGH: ngettext(
            "%(num)s person is left out: asked often enough in the last twelve months.",
            "%(num)s people are left out: asked often enough in the last twelve months.",
            count,
        ),
        LeftOut.ASKED_ALREADY: ngettext(
            "%(num)s person was asked already.", "%(num)s people were asked already.", count
        ),
        LeftOut.TOO_MANY: ngettext(
            "%(num)s person is too many for one go: ask again for them.",
            "%(num)s people are too many for one go: ask again for them.",
            count,
        ),
        LeftOut.NO_ADDRESS: ngettext(
            "%(num)s line is no e-mail address.", "%(num)s lines are no e-mail addresses.", count
        ),
    }
    return words[why]
