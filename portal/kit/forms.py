"""The base of every form, and the few field types of our own.

WTForms' date field wants one box; people find three easier. Text is cleaned of what no text should hold
(NUL, other control characters, lone surrogates) and never of anything a person meant to say.
"""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, StopValidation, ValidationError
from wtforms.widgets import TextInput

from portal.kit import catalogues

_KEPT_CONTROLS = "\n\t\u200c\u200d\u200e\u200f"
_YEARS = range(1900, 2101)
"""No day we ask about lies outside; arithmetic with the year 1 or 9999 runs off the calendar."""


def clean(text: str | None) -> str | None:
    """Newlines made one kind, control characters and lone surrogates dropped, edges trimmed."""
    if text is None:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.replace("\n", "").isprintable():  # most texts are, and are not gone through letter by letter
        text = "".join(c for c in text if c in _KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", text).strip()


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Base of every form: CSRF by Flask-WTF, and `first()` for repeated values."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # Flask-WTF has no types
        def get_translations(self, form: Any) -> Any:
            return catalogues.of_the_form_library()

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            filters = list(unbound_field.kwargs.get("filters", ()))
            if issubclass(unbound_field.field_class, (StringField, TextAreaField)) and clean not in filters:
                filters.insert(0, clean)
            return (
                unbound_field.bind(form=form, filters=filters, **options)
                if filters
                else unbound_field.bind(form=form, **options)
            )


class SendOnceForm(Form):
    """A form whose double sending must be the same as one: it carries an id, unique in its table."""

    send_once = HiddenField()

    def sent_id(self) -> uuid.UUID:
        """The form's id; a damaged one is replaced, so that the words are kept all the same."""
        try:
            return uuid.UUID(str(self.send_once.data))
        except ValueError:
            return uuid.uuid4()

    def give_id(self) -> None:
        """Give a fresh form its id."""
        if not self.send_once.data:
            self.send_once.data = str(uuid.uuid4())


class Needed(InputRequired):
    """The field must be filled in; says what to do, not that something is invalid."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.words = message

    def __call__(self, form: Any, field: Field) -> None:
        data = field.data
        if not data or (isinstance(data, str) and not data.strip()):
            raise StopValidation(self.words)


class AtMost(Length):
    """At most `limit` characters; what was typed is kept on the page."""

    def __init__(self, limit: int) -> None:
        super().__init__(max=limit, message=_l("This is too long. Use %(max)d letters or fewer."))


class OneOf:
    """One of the choices, or none. A choice we did not offer is not taken."""

    def __call__(self, form: Form, field: Any) -> None:
        if field.data and str(field.data) not in {choice.value for choice in field.iter_choices()}:
            field.data = None
            raise ValidationError(_l("Pick one of these, or leave it."))


class AnyOf:
    """Any of the choices. One we did not offer is not taken; the others stay ticked."""

    def __call__(self, form: Form, field: Any) -> None:
        offered = {choice.value for choice in field.iter_choices()}
        if not set(field.data or []) <= offered:
            field.data = [value for value in field.data if value in offered]
            raise ValidationError(_l("Something you picked is not there any more. Look again."))


class DayField(Field):
    """A date in three boxes, named `<name>-day`, `-month`, `-year`. `data` is a date or None."""

    raw_parts: dict[str, str]

    def __init__(self, label: Any = None, validators: list[Any] | None = None, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.raw_parts = {"day": "", "month": "", "year": ""}

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[Any] = []
        self.data = data if isinstance(data, date) else self.default
        if isinstance(self.data, date):
            self.raw_parts = {
                "day": str(self.data.day),
                "month": str(self.data.month),
                "year": str(self.data.year),
            }
        if formdata is not None and any(f"{self.name}-{part}" in formdata for part in self.raw_parts):
            self.raw_parts = {
                part: clean(formdata.get(f"{self.name}-{part}", "")) or "" for part in self.raw_parts
            }
            self._read()

    def _read(self) -> None:
        self.data = None
        if not any(self.raw_parts.values()):
            return
        try:
            day, month, year = (int(self.raw_parts[part]) for part in ("day", "month", "year"))
            self.data = date(year, month, day) if year in _YEARS else None
        except (ValueError, OverflowError):
            self.data = None
        if self.data is None:
            self.process_errors.append(_l("Write a real date, like 27 3 2011."))

    def _value(self) -> str:
        return ""


class WholeField(IntegerField):
    """A whole number from 0 to `most`; `wrong` says what to write. Left empty it is `empty`.

    The library's own check of a range breaks on a number of 400 digits."""

    widget = TextInput()

    def __init__(
        self,
        label: Any = None,
        validators: Any = None,
        *,
        most: int,
        wrong: Any,
        empty: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.most, self.wrong, self.empty = most, wrong, empty

    def process_formdata(self, valuelist: list[str]) -> None:
        text = (clean(valuelist[0]) or "") if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
        if not text:
            self.data = self.empty
        elif self.data is None or self.data > self.most:
            self.data = None
            raise ValueError(self.wrong)


def not_before(first: date) -> Any:
    """A validator: the day must be `first` or later."""

    def check(form: Any, field: Field) -> None:
        if field.data and field.data < first:
            raise ValidationError(_l("This day has passed. Pick a later one."))

    return check


def errors_of(form: Form) -> Iterable[tuple[str, str]]:
    """Field id and first message of every mistake, in the form's order."""
    for field in form:
        if field.errors:
            yield field.id, str(field.errors[0])
