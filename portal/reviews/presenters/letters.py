"""A letter as its young person reads it: headings in words, lines with pictures, who does what by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from babel import Locale
from babel.core import UnknownLocaleError
from flask_babel import force_locale, format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.reviews.queries.writing import Translated
from portal.reviews.rules import Preset, SectionKey
from portal.reviews.rules.letters import (
    PICTURES,
    ActionLine,
    Made,
    Part,
    lines_of,
    paragraphs_of,
    picture_for,
)

_HEADINGS = {
    SectionKey.TOLD_ME: _l("What you told me"),
    SectionKey.GOING_WELL: _l("What is going well"),
    SectionKey.TALKED_ABOUT: _l("What we talked about"),
    SectionKey.LAST_TIME: _l("What we agreed last time"),
    SectionKey.WILL_HAPPEN: _l("What will happen now"),
    SectionKey.REACH_ME: _l("How to reach me"),
    SectionKey.NOT_HAPPY: _l("If you are not happy with something"),
    SectionKey.OWN: _l("One more thing"),
}
_FOR_LITTLE = {
    SectionKey.GOING_WELL: _l("Good things"),
    SectionKey.TALKED_ABOUT: _l("What we talked about"),
    SectionKey.LAST_TIME: _l("What we said last time"),
    SectionKey.WILL_HAPPEN: _l("What happens next"),
    SectionKey.REACH_ME: _l("How to find me"),
    SectionKey.NOT_HAPPY: _l("If you are sad or cross about it"),
}
_FOR_LEAVER = {
    SectionKey.GOING_WELL: _l("What is going well for you"),
    SectionKey.NOT_HAPPY: _l("If you do not agree"),
}
_SMALL = (Preset.LITTLE, Preset.YOUNGER)


@dataclass(frozen=True)
class Line:
    """One short line and its picture."""

    words: str
    picture: str


@dataclass(frozen=True)
class ShownLine:
    """Something that will happen: `state` is how far it is at this moment, "" where that is not shown."""

    id: str
    words: str
    who: str
    by: str
    picture: str
    state: str = ""


@dataclass(frozen=True)
class ShownPart:
    key: str
    heading: str
    picture: str
    paragraphs: tuple[str, ...]
    lines: tuple[Line, ...]
    actions: tuple[ShownLine, ...]


@dataclass(frozen=True)
class Shown:
    """A letter ready to be put on a page or on paper: nothing in it has to be worked out any more."""

    preset: str
    language: str
    direction: str
    dear: str
    day: str
    note_heading: str
    note: str
    parts: tuple[ShownPart, ...]
    closing: str
    signed: str
    signed_as: str
    has_pictures: bool
    by_lines: bool
    """Every sentence on a line of its own, with a picture before it."""
    is_large: bool
    translator: str = ""
    agreed_language: str = ""
    """Where it differs: of the lines that say what will happen."""


def shown(made: Made, states: Mapping[str, str] | None = None) -> Shown:
    """The letter in words, in its own language. `states`: how far each agreed action is now, in words."""
    with force_locale(made.language):
        return Shown(
            preset=made.preset.value,
            language=made.language,
            direction=direction_of(made.language),
            dear=_("Dear %(name)s,", name=made.dear) if made.dear else _("Hello,"),
            day=_written(made),
            note_heading=_note_heading(made),
            note=made.note,
            parts=tuple(_part(made, part, states or {}) for part in made.parts),
            closing=_("Take care,") if made.preset in _SMALL else _("With best wishes,"),
            signed=made.signed,
            signed_as=_("I lead your reviews."),
            has_pictures=made.has_pictures or made.is_easy_read or made.preset is Preset.LITTLE,
            by_lines=made.is_easy_read or made.preset is Preset.LITTLE,
            is_large=made.is_large,
        )


def in_another_language(made: Made, other: Translated, states: Mapping[str, str] | None = None) -> Shown:
    """The letter as a person translated it. What was agreed stays in the words in which it was agreed."""
    agreed = next((part.actions for part in made.parts if part.key is SectionKey.WILL_HAPPEN), ())
    parts = tuple(
        Part(one.key, one.heading, one.words.strip(), agreed if one.key is SectionKey.WILL_HAPPEN else ())
        for one in other.sections
        if one.is_in and (one.words.strip() or (one.key is SectionKey.WILL_HAPPEN and agreed))
    )
    instead = replace(made, parts=parts, language=other.language, note="")
    return replace(
        shown(instead, states),
        translator=other.translator,
        agreed_language=made.language if agreed else "",
    )


def heading_words(key: SectionKey, preset: Preset) -> str:
    """What a part is called when its writer says nothing else."""
    own = {Preset.LITTLE: _FOR_LITTLE, Preset.LEAVER: _FOR_LEAVER}.get(preset, {})
    return str(own.get(key, _HEADINGS[key]))


def direction_of(language: str) -> str:
    """Which way a language is written."""
    try:
        return str(Locale.parse(language, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


def language_name(language: str) -> str:
    """A language by its own name."""
    try:
        return (Locale.parse(language, sep="-").get_display_name() or language).capitalize()
    except (UnknownLocaleError, ValueError):
        return language


def by_when(day: str) -> str:
    """`by Tuesday 2 March 2027`: a letter is kept, so the year is always said."""
    on = date.fromisoformat(day)
    return str(_("by %(day)s", day=format_date(on, "EEEE d MMMM y")))


def _written(made: Made) -> str:
    if not made.review_on:
        return ""
    on = date.fromisoformat(made.review_on)
    return str(_("After your review on %(day)s", day=format_date(on, "d MMMM y")))


def _note_heading(made: Made) -> str:
    if not made.note or not made.corrects_on:
        return ""
    on = date.fromisoformat(made.corrects_on)
    return str(_("This puts right my letter from %(day)s", day=format_date(on, "d MMMM y")))


def _part(made: Made, part: Part, states: Mapping[str, str]) -> ShownPart:
    return ShownPart(
        key=part.key.value,
        heading=part.heading or heading_words(part.key, made.preset),
        picture=PICTURES[part.key],
        paragraphs=tuple(paragraphs_of(part.words)),
        lines=tuple(Line(line, picture_for(line, part.key, made.language)) for line in lines_of(part.words)),
        actions=tuple(_action(made, one, states) for one in part.actions),
    )


def _action(made: Made, one: ActionLine, states: Mapping[str, str]) -> ShownLine:
    return ShownLine(
        id=one.id,
        words=one.words,
        who=one.who,
        by=by_when(one.by),
        picture=picture_for(one.words, SectionKey.WILL_HAPPEN, made.language),
        state=states.get(one.id, ""),
    )
