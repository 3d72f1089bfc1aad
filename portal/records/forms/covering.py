"""The small forms beside a page: what to cover and why, what to take off, and being through with it.

Everything works without a script: words by their number or as typed, lines, or a part of the page in percent.
A script that draws boxes fills in `drawn`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import ValidationError

from portal.documents import leaves
from portal.documents.leaves import Area, Word
from portal.kit.forms import AnyOf, AtMost, Needed, OneOf, SendOnceForm
from portal.records.rules import Why
from portal.records.rules.reading import LONGEST_NAME, LONGEST_WHY, MOST_BOXES, Box, kept_in

Choices = Sequence[SelectChoice]
_EDGES = ("left", "top", "right", "bottom")


class LeafForm(SendOnceForm):
    """Knows which form of the page whoever sends it had before them."""

    seen = HiddenField()

    def seen_version(self) -> int:
        text = str(self.seen.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


class CoverForm(LeafForm):
    """Cover something: any of four ways, and one reason."""

    first = StringField(_l("From the word"), validators=[AtMost(9)])
    last = StringField(_l("to the word"), validators=[AtMost(9)])
    typed = StringField(_l("Or: these words, wherever they stand on this page"), validators=[AtMost(200)])
    left = StringField(_l("Left edge, in percent"), validators=[AtMost(9)])
    top = StringField(_l("Top edge, in percent"), validators=[AtMost(9)])
    right = StringField(_l("Right edge, in percent"), validators=[AtMost(9)])
    bottom = StringField(_l("Bottom edge, in percent"), validators=[AtMost(9)])
    drawn = HiddenField()
    why = RadioField(
        _l("Why is it covered?"), validate_choice=False, validators=[Needed(_l("Choose a reason.")), OneOf()]
    )
    person = SelectField(_l("Who is it about?"), validate_choice=False, validators=[OneOf()])

    def __init__(
        self, *args: Any, words: Sequence[Word], reasons: Choices, people: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.words = words
        self.why.choices, self.person.choices = list(reasons), list(people)

    def validate_first(self, field: Any) -> None:
        if (self.first.data or self.last.data) and self._span() is None:
            raise ValidationError(_l("Choose a first and a last word of this page."))

    def validate_typed(self, field: Any) -> None:
        if field.data and not places_of(field.data, self.words):
            raise ValidationError(_l("These words do not stand on this page, as far as its words are known."))

    def validate_left(self, field: Any) -> None:
        if any(self[name].data for name in _EDGES) and self._part() is None:
            raise ValidationError(_l("Write all four edges as percent of the page, like 10, 20, 60 and 25."))

    def validate_why(self, field: Any) -> None:
        if not list(self.boxes()):
            raise ValidationError(_l("Say what to cover: words, lines, or a part of the page."))

    def reason(self) -> Why:
        return Why(self.why.data)

    def person_id(self) -> UUID | None:
        return UUID(self.person.data) if self.person.data else None

    def boxes(self) -> list[Box]:
        """All that is to be covered."""
        found = [self._whole(box) for box in drawn_boxes(self.drawn.data or "")]
        if span := self._span():
            found += _boxes(leaves.areas_of(self.words[span[0] : span[1] + 1]))
        for areas in places_of(self.typed.data or "", self.words):
            found += _boxes(areas)
        if part := self._part():
            found.append(self._whole(part))
        return found[:MOST_BOXES]

    def _whole(self, box: Box) -> Box:
        """Widened to the words it touches: half a name is still a name."""
        area = leaves.whole_words(Area(box.x0, box.y0, box.x1, box.y1), self.words)
        return Box(area.x0, area.y0, area.x1, area.y1)

    def _span(self) -> tuple[int, int] | None:
        numbers = [text for text in (self.first.data, self.last.data) if text]
        if not numbers or not all(_is_number(text) and int(text) < len(self.words) for text in numbers):
            return None
        first, last = int(numbers[0]), int(numbers[-1])
        return min(first, last), max(first, last)

    def _part(self) -> Box | None:
        values = [_percent(self[name].data or "") for name in _EDGES]
        if any(value is None for value in values):
            return None
        return kept_in(Box(*(value / 100 for value in values if value is not None)))


class TakeForm(LeafForm):
    """Cover what was ticked of what was found."""

    picked = SelectMultipleField(_l("Found on this page"), validate_choice=False, validators=[AnyOf()])
    reason = SelectField(_l("Why are they covered?"), validate_choice=False, validators=[OneOf()])

    def __init__(self, *args: Any, found: Choices, reasons: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.picked.choices, self.reason.choices = list(found), list(reasons)

    def validate_picked(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_l("Tick what to cover."))

    def ticked(self) -> set[str]:
        return set(self.picked.data or [])

    def chosen_reason(self) -> Why | None:
        return Why(self.reason.data) if self.reason.data else None


class OffForm(LeafForm):
    """Take one box off."""

    box = HiddenField()

    def box_id(self) -> UUID | None:
        try:
            return UUID(str(self.box.data))
        except ValueError:
            return None


class LeaveOutForm(LeafForm):
    """Hold back the whole page."""

    whole = SelectField(
        _l("Hold back the whole page, because"),
        validate_choice=False,
        validators=[Needed(_l("Choose a reason.")), OneOf()],
    )

    def __init__(self, *args: Any, reasons: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whole.choices = list(reasons)

    def reason(self) -> Why:
        return Why(self.whole.data)


class DoneForm(LeafForm):
    """Through with this page; or, for the second person, passed."""


class BackForm(LeafForm):
    """The second person wants it looked at again."""

    words = TextAreaField(
        _l("What should be looked at again?"),
        validators=[Needed(_l("Write what should be looked at again.")), AtMost(LONGEST_WHY)],
    )


class EverywhereForm(SendOnceForm):
    """Cover a name at the places that are ticked."""

    picked = SelectMultipleField(_l("Where it stands"), validate_choice=False)
    why = SelectField(
        _l("Why is it covered?"), validate_choice=False, validators=[Needed(_l("Choose a reason.")), OneOf()]
    )

    def __init__(self, *args: Any, places: Choices, reasons: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.picked.choices, self.why.choices = list(places), list(reasons)

    def validate_picked(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_l("Tick the places to cover."))

    def ticked(self) -> list[str]:
        return list(self.picked.data or [])

    def reason(self) -> Why:
        return Why(self.why.data)


def drawn_boxes(text: str) -> Iterator[Box]:
    """Boxes as a script sends them: "left,top,right,bottom" in fractions, parted by semicolons."""
    for part in text[:20_000].split(";")[:MOST_BOXES]:
        try:
            box = kept_in(Box(*(float(value) for value in part.split(","))))
        except (ValueError, TypeError, OverflowError):
            continue
        if box:
            yield box


def places_of(text: str, words: Sequence[Word]) -> list[tuple[Area, ...]]:
    """Every place where these words stand one after another, whatever their capitals and commas."""
    wanted = [one for one in map(_folded, text[:LONGEST_NAME].split()) if one]
    here = [(at, _folded(word.text)) for at, word in enumerate(words)]
    here = [(at, one) for at, one in here if one]
    found, size = [], len(wanted)
    for start in range(len(here) - size + 1 if size else 0):
        if all(_same(here[start + k][1], wanted[k]) for k in range(size)):
            found.append(leaves.areas_of(words[here[start][0] : here[start + size - 1][0] + 1]))
    return found


def _same(there: str, wanted: str) -> bool:
    return there in (wanted, f"{wanted}s")  # Maria, and Maria's


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum())


def _boxes(areas: Sequence[Area]) -> list[Box]:
    return [Box(area.x0, area.y0, area.x1, area.y1) for area in areas]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _percent(text: str) -> float | None:
    text = text.strip().removesuffix("%").strip()
    if len(text) > 8 or not text.replace(".", "", 1).isdecimal() or not text.isascii():
        return None
    value = float(text)
    return value if value <= 100 else None
