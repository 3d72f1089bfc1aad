"""The book: writing a chapter, picking what goes in, its order, its cover, keeping a copy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional

from portal.kit.forms import AnyOf, AtMost, DayField, Form, Needed, OneOf, SendOnceForm
from portal.records.rules.story import LONGEST, LONGEST_TITLE, ChapterKind, Cover, WhyNot, why_not_days
from portal.voice.forms.saying import choices_of
from portal.voice.rules import FileKind
from portal.voice.rules.files import LONGEST_SAYS, Sent

KINDS = {
    ChapterKind.LIVED: _l("Where I lived, and why"),
    ChapterKind.CARED: _l("Who looked after me"),
    ChapterKind.SCHOOL: _l("School"),
    ChapterKind.PEOPLE: _l("People who matter"),
    ChapterKind.OTHER: _l("Something else"),
}
KINDS_FOR = {
    ChapterKind.LIVED: _l("Where they lived, and why"),
    ChapterKind.CARED: _l("Who looked after them"),
    ChapterKind.SCHOOL: _l("School"),
    ChapterKind.PEOPLE: _l("People who matter"),
    ChapterKind.OTHER: _l("Something else"),
}
COVERS = {
    Cover.HILLS: _l("Hills"),
    Cover.SEA: _l("The sea"),
    Cover.STARS: _l("Stars"),
    Cover.TREE: _l("A tree"),
    Cover.TOWN: _l("A town"),
    Cover.LEAVES: _l("Leaves"),
}
_WORDS = {
    WhyNot.IN_FUTURE: _l("This day is still to come. Write one that has been, or leave it empty."),
    WhyNot.BEFORE_BIRTH: _l("This is before you were born. Look at the year."),
    WhyNot.UNTIL_BEFORE_FROM: _l("The end is before the beginning. Look at the years."),
}
_WORDS_FOR = {
    **_WORDS,
    WhyNot.BEFORE_BIRTH: _l("This is before they were born. Look at the year."),
}


class ChapterForm(SendOnceForm):
    """A chapter. Only its words have to be there."""

    kind = RadioField(_l("What is it about?"), validate_choice=False, validators=[OneOf()])
    title = StringField(_l("A title"), validators=[AtMost(LONGEST_TITLE)])
    words = TextAreaField(
        _l("Your words"), validators=[Needed(_l("Write something first. One line is fine.")), AtMost(LONGEST)]
    )
    from_on = DayField(_l("When did it begin?"))
    until_on = DayField(_l("When did it end?"))
    picture = RadioField(_l("A picture beside it"), validate_choice=False, validators=[Optional(), OneOf()])

    is_for_them = False

    def set_up(self, *, today: date, born_on: date | None, pictures: Sequence[tuple[str, str]] = ()) -> None:
        kinds = KINDS_FOR if self.is_for_them else KINDS
        self.kind.choices = choices_of(*[(kind.value, words) for kind, words in kinds.items()])
        none = ("", _l("No picture"))
        self.picture.choices = choices_of(*[none, *pictures] if pictures else [])
        self.today, self.born_on = today, born_on

    @property
    def kind_picked(self) -> ChapterKind:
        return ChapterKind(self.kind.data) if self.kind.data else ChapterKind.OTHER

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        if not super().validate(*args, **kwargs):
            return _where_it_shows(self, self.picture)
        why = why_not_days(self.from_on.data, self.until_on.data, born_on=self.born_on, today=self.today)
        if why is None:
            return True
        field = self.until_on if why is WhyNot.UNTIL_BEFORE_FROM or not self.from_on.data else self.from_on
        field.errors = [*field.errors, (_WORDS_FOR if self.is_for_them else _WORDS)[why]]
        return False


class PieceForm(ChapterForm):
    """The same by a worker: a title helps the young person to find it; hard words are asked about once."""

    is_for_them = True

    words = TextAreaField(
        _l("The words, to them"), validators=[Needed(_l("Write the piece first.")), AtMost(LONGEST)]
    )
    photo = FileField(_l("A picture"))
    says = StringField(_l("What does the picture show?"), validators=[AtMost(LONGEST_SAYS)])
    anyway = BooleanField(_l("I have looked at this. Send it as it is."))

    def sent(self) -> Sent | None:
        """The picture as it came, if one did."""
        content = bytes(self.photo.data.stream.read()) if self.photo.data else b""
        return Sent(FileKind.PHOTO, content, self.says.data or "") if content else None

    def refuse(self, words: str) -> None:
        self.photo.errors = [*self.photo.errors, words]


class SideForm(Form):
    """What they say to a piece a worker wrote, and whether it is in the book."""

    own_side = TextAreaField(_l("Your side of it"), validators=[AtMost(LONGEST)])
    is_in = BooleanField(_l("Put it in my book"))


class PickForm(Form):
    """What goes in: a tick each, in groups. Nothing is sent anywhere."""

    pieces = SelectMultipleField(_l("What goes in"), validate_choice=False, validators=[AnyOf()])
    left_out = SelectMultipleField(
        _l("Left out, if you do not pick it"), validate_choice=False, validators=[AnyOf()]
    )

    def offer(self, pieces: Sequence[tuple[str, str]], left_out: Sequence[tuple[str, str]]) -> None:
        self.pieces.choices, self.left_out.choices = choices_of(*pieces), choices_of(*left_out)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        return bool(super().validate(*args, **kwargs)) or _where_it_shows(self, self.pieces, self.left_out)

    def ticked(self) -> list[str]:
        return [*(self.pieces.data or []), *(self.left_out.data or [])]


class CoverForm(Form):
    """A title and a picture for the front."""

    title = StringField(_l("What is it called?"), validators=[AtMost(LONGEST_TITLE)])
    cover = RadioField(_l("The picture on the front"), validate_choice=False, validators=[OneOf()])

    def offer(self, pictures: Sequence[tuple[str, str]]) -> None:
        drawn = [(cover.value, words) for cover, words in COVERS.items()]
        self.cover.choices = choices_of(*[*drawn, *pictures])


class KeepForm(Form):
    """As what kind of file."""

    kind = RadioField(
        _l("What kind of file?"),
        default="pdf",
        validate_choice=False,
        validators=[Optional(), OneOf()],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = choices_of(
            ("pdf", _l("A PDF. It is good to print and to keep.")),
            ("html", _l("A page. It opens on any phone.")),
        )


def _where_it_shows(form: Form, *fields: Any) -> bool:
    """A group with nothing to pick is not on the page: what is wrong with it is said at the top."""
    for field in fields:
        if field.errors and not field.choices:
            form.form_errors = [*form.form_errors, *field.errors]
            field.errors = []
    return False
