"""The forms of the letter's editor, of what begins it, of putting it right and of translating it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from portal.kit.forms import AnyOf, AtMost, Form, Needed, OneOf, SendOnceForm
from portal.reviews.rules import Preset, SectionKey
from portal.reviews.rules.writing import (
    LONGEST_HEADING,
    LONGEST_LINE,
    LONGEST_WORDS,
    MOST_SECTIONS,
    Choices,
    Section,
)


class PartForm(Form):
    """One part of the letter."""

    class Meta(Form.Meta):
        csrf = False  # the letter's form has it

    key = HiddenField()
    heading = StringField(_l("Heading"), validators=[AtMost(LONGEST_HEADING)])
    words = TextAreaField(_l("Words"), validators=[AtMost(LONGEST_WORDS)])
    is_in = BooleanField(_l("In the letter"))

    def section(self) -> Section:
        return Section(
            SectionKey(self.key.data or ""),
            self.heading.data or "",
            self.words.data or "",
            bool(self.is_in.data),
        )


class _Looks(SendOnceForm):
    """For whom it is and how it looks."""

    preset = RadioField(_l("Who is it for?"), validators=[OneOf()], validate_choice=False)
    has_pictures = BooleanField(_l("With pictures"))
    is_easy_read = BooleanField(_l("Easy Read: one short line at a time, each with a picture"))
    is_large = BooleanField(_l("Large print"))
    language = SelectField(_l("Written in"), validators=[OneOf()], validate_choice=False)

    def offer(self, presets: Iterable[tuple[str, Any]], languages: Iterable[tuple[str, str]]) -> None:
        self.preset.choices = [SelectChoice(*one) for one in presets]
        self.language.choices = [SelectChoice(*one) for one in languages]

    def choices(self, before: Choices) -> Choices:
        """What was chosen; what was not sent stays as it was."""
        return Choices(
            Preset(self.preset.data) if self.preset.data else before.preset,
            bool(self.has_pictures.data),
            bool(self.is_easy_read.data),
            bool(self.is_large.data),
            self.language.data or before.language,
        )


class StartForm(_Looks):
    """What a new letter begins with: nothing the child said is in it unless it is ticked."""

    quotes = SelectMultipleField(
        _l("What they said"), validators=[AnyOf()], validate_choice=False, default=[]
    )


class LetterForm(_Looks):
    """The letter. `number`: of the version that the page showed."""

    number = HiddenField()
    note = TextAreaField(_l("What this letter puts right"), validators=[AtMost(LONGEST_LINE)])
    parts = FieldList(FormField(PartForm), max_entries=MOST_SECTIONS)
    phrase = SelectField(_l("Words that explain"), validate_choice=False)
    into = SelectField(_l("Put them in"), validate_choice=False)

    def known(self) -> int:
        """The number the page had; a damaged one is none that ever was."""
        text = str(self.number.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1

    def is_whole(self, kept: Sequence[Section]) -> bool:
        """Whether every usual part that is kept came, once: what was cut off on its way is no shorter
        letter."""
        came = [str(part.form.key.data or "") for part in self.parts]
        return _usual(came) == _usual([one.key.value for one in kept])

    def sections(self) -> list[Section]:
        return [part.form.section() for part in self.parts]


class ApproveForm(Form):
    """ "I have read it": of which number and which fingerprint."""

    number = HiddenField()
    seen = HiddenField()

    def known(self) -> int:
        text = str(self.number.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


class CorrectForm(SendOnceForm):
    """What was wrong in the letter, as the child reads it."""

    note = TextAreaField(
        _l("What was wrong, and what is right"),
        description=_l("They read it above the new letter. Say it to them, in a sentence or two."),
        validators=[Needed(_l("Write what you put right.")), AtMost(LONGEST_LINE)],
    )


class TranslationForm(Form):
    """The letter in another language, part by part."""

    seen = HiddenField()
    translator = StringField(
        _l("Who translated it"),
        description=_l("A person’s name, or the service’s. The child reads it."),
        validators=[Needed(_l("Write who translated it.")), AtMost(LONGEST_HEADING)],
    )
    parts = FieldList(FormField(PartForm), max_entries=MOST_SECTIONS)

    def sections(self, original: Sequence[Section]) -> list[Section]:
        """The parts in the order of the original; only as many as it has."""
        typed = [part.form for part in self.parts]
        return [
            Section(one.key, form.heading.data or "", form.words.data or "")
            for one, form in zip(original, typed, strict=False)
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        is_fine = bool(super().validate(extra_validators))
        if not any((part.form.words.data or "").strip() for part in self.parts):
            self.form_errors = [_("Write at least one part in the other language.")]
            return False
        return is_fine


def _usual(keys: Sequence[str]) -> list[str]:
    return sorted(key for key in keys if key != SectionKey.OWN.value)


def as_data(sections: Sequence[Section]) -> list[dict[str, Any]]:
    """The parts as a form shows them."""
    return [
        {"key": one.key.value, "heading": one.heading, "words": one.words, "is_in": one.is_in}
        for one in sections
    ]
