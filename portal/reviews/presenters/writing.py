"""The editor of a letter: its parts with what was remarked there, and what each choice is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from portal.accounts.queries.around import account_of, names_of
from portal.accounts.rules.languages import LETTERS
from portal.kit.dates import day
from portal.people import queries as people
from portal.reviews.commands.writing import kept_in
from portal.reviews.forms.writing import LetterForm, StartForm, as_data
from portal.reviews.presenters.letters import by_when, heading_words, language_name
from portal.reviews.presenters.writing_phrases import PHRASES
from portal.reviews.presenters.writing_remarks import Said, reads_at, said_of
from portal.reviews.queries.plain import Checked
from portal.reviews.queries.writing_start import Quote
from portal.reviews.rules import Preset, SectionKey
from portal.reviews.rules.plain import ACTION, WHOLE
from portal.reviews.rules.writing import MOST_SECTIONS, Section, WhyNot, preset_for, sections_from

PRESETS = {
    Preset.LITTLE: _l("A little one: a few words, pictures"),
    Preset.YOUNGER: _l("Younger, about 8 to 11"),
    Preset.TEEN: _l("12 to 17"),
    Preset.LEAVER: _l("18 and over"),
}
HINTS = {
    SectionKey.TOLD_ME: _l("In their own words where you can. Put what they said between “ and ”."),
    SectionKey.GOING_WELL: _l("What they did, and what you noticed. True, not flattering."),
    SectionKey.TALKED_ABOUT: _l("What was decided and why. When the answer was no, the true reason."),
    SectionKey.LAST_TIME: _l("It began with what was agreed last time, as it stands today."),
    SectionKey.WILL_HAPPEN: _l(
        "The actions are put here by themselves. Write only what else they need to know."
    ),
    SectionKey.REACH_ME: _l("It began with what is known of you."),
    SectionKey.NOT_HAPPY: _l("It began with the advocate and how to complain."),
    SectionKey.OWN: _l("A part of your own: give it a heading."),
}


@dataclass(frozen=True)
class PartShown:
    """A part in the editor."""

    place: int
    key: SectionKey
    usual: str
    hint: str
    remarks: list[Said]
    age: str
    is_first: bool
    is_last: bool

    @property
    def open(self) -> int:
        return sum(one.kept is None for one in self.remarks)


@dataclass(frozen=True)
class ActionShown:
    """An agreed action in the editor: as the child reads it."""

    words: str
    who: str
    by: str
    remarks: list[Said]


@dataclass(frozen=True)
class Editor:
    """All the editor shows besides the form."""

    parts: list[PartShown]
    actions: list[ActionShown]
    whole: list[Said]
    reads: str
    open: int
    """How many remarks are not decided."""
    grave: int
    can_add: bool


def editor(letter: Any, checked: Checked, typed: Sequence[Section] | None = None) -> Editor:
    """The letter as it is kept, or as it was `typed`."""
    sections, kept = sections_from(letter.sections) if typed is None else typed, kept_in(letter)

    def at(place: int, text: str) -> list[Said]:
        return [said_of(one, text, kept) for one in checked.at(place)]

    parts = [
        PartShown(
            place,
            one.key,
            heading_words(one.key, letter.preset),
            str(HINTS[one.key]),
            at(place, one.words),
            f"{checked.ages[place]:.0f}" if place in checked.ages else "",
            place == 0,
            place == len(sections) - 1,
        )
        for place, one in enumerate(sections)
    ]
    actions = [
        ActionShown(
            one.child_words, one.who, by_when(one.due_on.isoformat()), at(ACTION + n, one.child_words)
        )
        for n, one in enumerate(checked.actions)
    ]
    whole = at(WHOLE, "")
    everything = [
        *whole,
        *(r for part in parts for r in part.remarks),
        *(r for a in actions for r in a.remarks),
    ]
    return Editor(
        parts,
        actions,
        whole,
        reads_at(checked),
        sum(one.kept is None for one in everything),
        sum(one.kept is None and one.is_grave for one in everything),
        len(sections) < MOST_SECTIONS,
    )


def form_of(letter: Any) -> LetterForm:
    """The form of a letter as it is kept."""
    form = LetterForm(
        formdata=None,
        data={
            "number": str(letter.number),
            "preset": letter.preset.value,
            "has_pictures": letter.has_pictures,
            "is_easy_read": letter.is_easy_read,
            "is_large": letter.is_large,
            "language": letter.language,
            "note": letter.note,
            "parts": as_data(sections_from(letter.sections)),
        },
    )
    offer(form, letter.language)
    name_parts(form, letter.preset)
    return form


def sent_form(letter: Any) -> LetterForm:
    """The form as it came."""
    form = LetterForm()
    offer(form, letter.language)
    name_parts(form, letter.preset)
    return form


def name_parts(form: LetterForm, preset: Preset) -> None:
    """Each field says of which part it is: out of its place on the page too."""
    for part in form.parts:
        key = part.form.key.data or ""
        usual = heading_words(SectionKey(key), preset) if key in set(SectionKey) else ""
        name = {"part": part.form.heading.data or usual}
        part.form.words.label.text = _("Words of “%(part)s”", **name)
        part.form.is_in.label.text = _("“%(part)s” is in the letter", **name)
        part.form.heading.label.text = _("Heading of “%(part)s”", **name)


def offer(form: LetterForm | StartForm, language: str) -> None:
    """Its choices: a letter's own language is among them, whatever the list says."""
    codes = ["en", *sorted({*LETTERS, language} - {"en"})]
    form.offer(
        [(key.value, words) for key, words in PRESETS.items()], [(one, language_name(one)) for one in codes]
    )
    if isinstance(form, LetterForm):
        form.phrase.choices = [("", _("Choose")), *((key, one.name) for key, one in PHRASES.items())]


def start_form(person: Any, on: Any, found: Sequence[Quote], *, is_sent: bool) -> StartForm:
    """What a letter to this young person would begin with, or what was chosen."""
    age = people.age_on(person, on)
    account = account_of(person.id)
    preset = preset_for(age)
    language = account.language if account and account.language else "en"
    data = {
        "preset": preset.value,
        "has_pictures": preset in (Preset.LITTLE, Preset.YOUNGER),
        "is_easy_read": bool(account and account.easy_read),
        "language": "en",
    }
    form = StartForm() if is_sent else StartForm(formdata=None, data=data)
    offer(form, language)
    form.quotes.choices = [SelectChoice(str(one.id), _quote_words(one)) for one in found]
    form.quotes.data = form.quotes.data if found else []
    form.give_id()
    return form


def _quote_words(one: Quote) -> str:
    words = " ".join(one.words.split())
    short = words if len(words) <= 300 else f"{words[:300]}…"
    return str(_("%(day)s: “%(words)s”", day=day(one.on), words=short))


def section_name(section: Section, preset: Preset) -> str:
    return section.heading or heading_words(section.key, preset)


def who_signs(letter: Any) -> str:
    return names_of([letter.by_id]).get(letter.by_id, "")


def changed_parts(typed: Sequence[Section], now: Sequence[Section], preset: Preset) -> list[tuple[str, str]]:
    """Where somebody else's saved words differ from what was typed: name of the part, and what stands "
    "there."""
    mine = [one.words for one in typed]
    return [
        (section_name(one, preset), one.words)
        for place, one in enumerate(now)
        if (place >= len(mine) or mine[place] != one.words) and one.words
    ]


def why_words(reason: Enum) -> str:
    """Why it was refused, and what to do."""
    words = {
        WhyNot.CHANGED_MEANWHILE: _(
            "Somebody changed it since you opened this page. What you typed is here and not saved yet. "
            "Compare it "
            "with what is saved now, then save again."
        ),
        WhyNot.NOT_A_DRAFT: _("This letter was sent. To change it, put it right with another letter."),
        WhyNot.NOT_SENT: _("Only a letter that was sent can be put right. This one you can still change."),
        WhyNot.CORRECTED_ALREADY: _(
            "A letter that puts this one right was begun already. Go on with that one."
        ),
        WhyNot.NOT_HELD: _("The review was not held yet. Write down that it was held first."),
        WhyNot.NOTHING_IN_IT: _("There is nothing in the letter yet. Write something first."),
        WhyNot.NOT_YOURS: _(
            "Somebody else signs this letter. Take it over in the editor, then read it again."
        ),
        WhyNot.TOO_MANY_PARTS: _("These are too many parts for one letter. Leave one out."),
        WhyNot.NO_TRANSLATOR: _("Write who translated it."),
    }
    return str(words[reason]) if isinstance(reason, WhyNot) else str(_("This cannot be done just now."))
