"""Putting files into what somebody asked for, saying what they are, taking them out."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import ValidationError

from portal.kit.forms import AtMost, DayField, Needed, OneOf, SendOnceForm
from portal.kit.spool import Content, pieces_of
from portal.records.rules import TakenOut
from portal.records.rules.reading import LONGEST_NOTE, LONGEST_TITLE, MOST_FILES

Choices = Sequence[SelectChoice]


class UploadForm(SendOnceForm):
    """One file or many, found at one place."""

    files = MultipleFileField(_l("Files"))
    search = SelectField(_l("Where were they found?"), validate_choice=False, validators=[OneOf()])

    def __init__(self, *args: Any, searches: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.search.choices = list(searches)

    def validate_files(self, field: Any) -> None:
        if not self._named():
            raise ValidationError(_l("Pick at least one file."))
        if len(self._named()) > MOST_FILES:
            raise ValidationError(_l("These are too many files at once. Send them in parts."))

    def _named(self) -> list[Any]:
        return [one for one in self.files.data or [] if getattr(one, "filename", "")]

    def sent(self) -> Iterator[tuple[str, Content, UUID]]:
        """Name, content, and an id: the same file in the same form is the same one."""
        for file in self._named():
            digest, name = hashlib.sha256(), str(file.filename)
            for piece in pieces_of(file.stream):
                digest.update(piece)
            yield name, file.stream, uuid.uuid5(self.sent_id(), name + digest.hexdigest())

    def search_id(self) -> UUID | None:
        return UUID(self.search.data) if self.search.data else None


class DescribeForm(SendOnceForm):
    """What it is, the time it is about, where it was found, what a reader may want to know first."""

    title = StringField(_l("What it is"), validators=[Needed(_l("Write what it is.")), AtMost(LONGEST_TITLE)])
    from_on = DayField(_l("It is about the time from"))
    until_on = DayField(_l("until"))
    note = TextAreaField(_l("A note in front of it, for the reader"), validators=[AtMost(LONGEST_NOTE)])
    search = SelectField(_l("Where was it found?"), validate_choice=False, validators=[OneOf()])

    def __init__(self, *args: Any, searches: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.search.choices = list(searches)

    def validate_until_on(self, field: Any) -> None:
        if field.data and self.from_on.data and field.data < self.from_on.data:
            raise ValidationError(_l("This day is before the first one. Look at both days again."))

    def search_id(self) -> UUID | None:
        return UUID(self.search.data) if self.search.data else None


class TakeOutForm(SendOnceForm):
    """It does not belong to the file, for a reason."""

    why = RadioField(
        _l("Why does it not belong to the file?"),
        validate_choice=False,
        validators=[Needed(_l("Choose a reason.")), OneOf()],
    )

    def __init__(self, *args: Any, reasons: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.why.choices = list(reasons)

    def reason(self) -> TakenOut:
        return TakenOut(self.why.data)
