"""What a new letter begins with: the child's words that were picked, last time's actions, how to reach us."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import force_locale
from flask_babel import gettext as _

from portal.reviews.queries.actions import ShownAction
from portal.reviews.queries.writing_start import Quote
from portal.reviews.rules import Preset, SectionKey
from portal.reviews.rules.actions import PlainState
from portal.reviews.rules.writing import Section, as_quoted
from portal.settings import Settings


def first_sections(
    preset: Preset,
    language: str,
    *,
    quotes: Sequence[Quote],
    before: Sequence[ShownAction],
    name: str,
    email: str,
    settings: Settings,
) -> list[Section]:
    """Every usual part, in the usual order; nothing the child said is in it that was not picked."""
    with force_locale(language):
        words = {
            SectionKey.TOLD_ME: "\n\n".join(quoted(one) for one in quotes),
            SectionKey.LAST_TIME: "\n\n".join(_how_it_went(one, preset) for one in before),
            SectionKey.REACH_ME: _reach_me(preset, name, email, settings),
            SectionKey.NOT_HAPPY: _not_happy(preset, settings),
        }
    return [Section(key, words=words.get(key, "")) for key in SectionKey if key is not SectionKey.OWN]


def quoted(one: Quote) -> str:
    """Their words, as theirs."""
    return str(_("You said: “%(words)s”", words=as_quoted(one.words)))


def _how_it_went(one: ShownAction, preset: Preset) -> str:
    said = one.child_words.strip()
    said = said if said.endswith((".", "!", "?", "…")) else f"{said}."
    words = {
        PlainState.AGREED: _("%(said)s This has not begun yet.", said=said),
        PlainState.STARTED: _("%(said)s This has begun.", said=said),
        PlainState.DONE: _("%(said)s This is done.", said=said),
        PlainState.LATE: _("%(said)s This has not been done in time. I am sorry.", said=said),
        PlainState.CHANGED: _("%(said)s This was changed.", said=said),
        PlainState.NOT_DONE: _("%(said)s This did not happen.", said=said),
    }
    told = str(words[one.plain])
    if one.plain is PlainState.DONE and one.achieved:
        return f"{told} {one.achieved}"
    if one.plain in (PlainState.CHANGED, PlainState.NOT_DONE) and one.reason:
        return str(_("%(told)s Here is why: %(reason)s", told=told, reason=one.reason))
    return told


def _reach_me(preset: Preset, name: str, email: str, settings: Settings) -> str:
    facts = {"name": name, "email": email, "phone": settings.phone_day}
    if preset is Preset.LITTLE:
        return str(_("You can ring me. A grown-up can help you.\nMy number: %(phone)s.", **facts))
    if not email:
        return str(_("You can ring me. Ask for me by name: %(name)s.\nMy number: %(phone)s.", **facts))
    if preset is Preset.YOUNGER:
        return str(
            _(
                "You can ring me or write to me.\nMy number: %(phone)s. Ask for me.\nMy email: %(email)s",
                **facts,
            )
        )
    return str(
        _(
            "You can ring me or write to me between reviews too. You do not need a reason.\n"
            "My number: %(phone)s. Ask for %(name)s.\nMy email: %(email)s",
            **facts,
        )
    )


def _not_happy(preset: Preset, settings: Settings) -> str:
    facts = {"advocacy": settings.advocacy_name, "phone": settings.advocacy_phone}
    if preset is Preset.LITTLE:
        return str(
            _(
                "You can tell me. You can tell a grown-up you like.\n"
                "You can ask for help from %(advocacy)s. They are on your side. Ring %(phone)s.",
                **facts,
            )
        )
    if preset is Preset.YOUNGER:
        return str(
            _(
                "If this letter has got something wrong, tell me. I will put it right.\n\n"
                "You can have an advocate. An advocate is on your side and helps you to say what you want. "
                "Ring %(advocacy)s on %(phone)s. It is free.\n\n"
                "You can also complain. Then we have to look at it and give you an answer.",
                **facts,
            )
        )
    return str(
        _(
            "If I got something wrong in this letter, tell me and I will put it right.\n\n"
            "You can have an advocate. That is somebody who is not from the council. They are on your side "
            "and "
            "help you to be heard. Ring %(advocacy)s on %(phone)s. It is free.\n\n"
            "You can make a complaint at any time. Then we have to look into it and write back to you. "
            "An advocate can help you with that too.",
            **facts,
        )
    )
