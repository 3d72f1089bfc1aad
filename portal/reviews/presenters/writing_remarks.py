"""What the plain-words check found, in words for whoever writes the letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.reviews.queries.plain import Checked
from portal.reviews.rules.plain import ACTION, WHOLE, Remark, What

_AROUND = 45


@dataclass(frozen=True)
class Said:
    """One remark on the page. `before`, `found`, `after`: the place, the middle one marked."""

    key: str
    title: str
    words: str
    before: str
    found: str
    after: str
    say: str
    kept: str | None
    """Why the writer keeps it; None: not decided, "": left as it was."""
    is_grave: bool


_GRAVE = frozenset({What.ADDRESS, What.OTHER_CHILD, What.NO_PERSON})


def said_of(remark: Remark, text: str, kept: Mapping[str, Mapping[str, str]]) -> Said:
    """One remark in words. `text`: what stands at its place."""
    title, words = words_of(remark)
    start, end = remark.start, remark.end
    has_place = end > start
    begin = text[max(0, start - _AROUND) : start] if has_place else ""
    return Said(
        key=remark.key,
        title=title,
        words=words,
        before=("…" if start > _AROUND else "") + begin if has_place else "",
        found=_short(remark.found),
        after=text[end : end + _AROUND] + ("…" if end + _AROUND < len(text) else "") if has_place else "",
        say=remark.say,
        kept=kept[remark.key]["why"] if remark.key in kept else None,
        is_grave=remark.what in _GRAVE,
    )


def _short(found: str) -> str:
    return found if len(found) <= 160 else f"{found[:100]} … {found[-50:]}"


def title_of(what: What) -> str:
    """What a remark is called, for whoever reads a list of those that were kept."""
    return words_of(Remark(what, 0, 0, 0, ""))[0]


def words_of(remark: Remark) -> tuple[str, str]:
    """Its title, and why it matters and what to do."""
    if remark.what is What.ADDRESS:
        return _number_words(remark)
    words = {
        What.OTHER_CHILD: (
            _("Another child’s name?"),
            _(
                "You work with a child of this name. A letter is kept for ever: does this child need to be "
                "in it?"
                " “Your sister” may be enough."
            ),
        ),
        What.UNKNOWN_NAME: (
            _("Whose name is this?"),
            _(
                "Nobody around them on record is called so. If it is another child, leave the name out. If "
                "it is "
                "a grown-up, check how it is spelled and say who it is."
            ),
        ),
        What.NAME_SPELLED: (
            _("Is the name spelled right?"),
            _("On record it is %(name)s.", name=remark.about),
        ),
        What.BLAME: (
            _("This puts it on the child"),
            _("Say what happened, or what was hard for them."),
        ),
        What.NOT_TO_YOU: (
            _("About them, not to them"),
            _("The letter is to the child: write “you”."),
        ),
        What.NOBODY_DOES_IT: (
            _("Who does it?"),
            _("A promise needs a person. Write who agreed it, or who will do it."),
        ),
        What.NO_PERSON: (
            _("An action without a person"),
            _("Put a name to it where it was agreed, so that they know who to ask."),
        ),
        What.NO_DATE: (
            _("By when?"),
            _("“Soon” is very long for a child. Write a day, or when you will tell them."),
        ),
        What.DATE_GONE: (
            _("The day of this action has passed"),
            _("Say how far it is, or agree on another day, before they read it."),
        ),
        What.JARGON: (
            _("A word of ours"),
            _("Not every child knows it. Say it in their words, or explain it once."),
        ),
        What.LONG_SENTENCE: (
            _("A long sentence"),
            _("%(number)s words. Make two of it.", number=remark.about),
        ),
        What.HARD_TO_READ: _hard_words(remark),
    }
    title, why = words[remark.what]
    return str(title), str(why)


def _hard_words(remark: Remark) -> tuple[str, str]:
    age = {"age": remark.about}
    if remark.place == WHOLE:
        return (
            _("The letter is hard to read"),
            _("It reads at age %(age)s. Shorter sentences and shorter words help most.", **age),
        )
    if remark.place >= ACTION:
        return (
            _("This action is hard to read"),
            _("It reads at age %(age)s. You can change the child’s words where it was agreed.", **age),
        )
    return (
        _("This part is hard to read"),
        _("It reads at age %(age)s. Shorter sentences and shorter words help most.", **age),
    )


def _number_words(remark: Remark) -> tuple[str, str]:
    titles = {
        "postcode": _("An address?"),
        "number": _("An address or a number?"),
        "phone": _("A phone number that is not the council’s"),
        "email": _("An email address that is not yours"),
    }
    why = _("Letters get lost and are read by others. Leave it out unless they need it.")
    return str(titles.get(remark.about, _("A link or a name on the internet"))), str(why)


def reads_at(checked: Checked) -> str:
    """How hard the letter is to read, in a sentence."""
    if not checked.can_read:
        return str(
            _(
                "How hard it is to read, and which words it uses, can be checked in English only. Names, "
                "numbers "
                "and actions are checked."
            )
        )
    if checked.age is None:
        return str(_("There are too few words yet to say how hard it is to read."))
    facts = {"age": f"{checked.age:.0f}", "target": checked.target}
    return str(_("It reads at age %(age)s. For this reader it should be %(target)s or below.", **facts))
