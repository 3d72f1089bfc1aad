"""Writing the record of a review: a box for each part, and what the child said to be picked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.kit.forms import AnyOf, AtMost, Form
from portal.reviews.rules import ReviewKind
from portal.reviews.rules.record import PART_MAX, Part, WhyNotRecord, parts_for

LABELS: dict[Part, Any] = {
    Part.WHO: _l("Who was there"),
    Part.WANTED: _l("What the child wanted, in their own words"),
    Part.WORRIES: _l("What people are worried about"),
    Part.SAFE: _l("What keeps the child safe, and what goes well"),
    Part.HEALTH: _l("Health"),
    Part.SCHOOL: _l("School, college, work"),
    Part.HOME: _l("Home"),
    Part.FAMILY: _l("Family and friends"),
    Part.IDENTITY: _l("Who they are: language, faith, culture, identity"),
    Part.SAFETY: _l("Safety"),
    Part.IF_NOT: _l("If this does not work"),
}
SAYS_WHY = {
    WhyNotRecord.CHANGED_MEANWHILE: _l(
        "Somebody else wrote in it while you did. Their words are on the record’s page; yours are still here."
        " Put both together, then keep it."
    ),
    WhyNotRecord.FINISHED: _l("It is finished. Open it again to change it."),
    WhyNotRecord.NOT_HELD: _l("This review was not held yet."),
    WhyNotRecord.NOTHING_DECIDED: _l("Write down what was agreed first."),
    WhyNotRecord.NOT_FINISHED: _l("Finish the record first."),
}


class RecordForm(Form):
    """Every part can be left empty. `number`: how it stood when the page was opened."""

    number = HiddenField(default="0")
    quotes = SelectMultipleField(
        _l("Put in what they said"), validators=[AnyOf()], validate_choice=False, choices=[]
    )

    def seen(self) -> int:
        text = str(self.number.data or "0")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else -1

    def words(self, kind: ReviewKind) -> dict[Part, str]:
        return {part: self[part.value].data or "" for part in parts_for(kind)}

    def offer(self, quotes: Sequence[tuple[str, str]]) -> None:
        self.quotes.choices = [SelectChoice(value, label) for value, label in quotes]


def record_form(kind: ReviewKind) -> type[RecordForm]:
    """The form with the parts of this sort of review."""
    fields = {part.value: TextAreaField(LABELS[part], [AtMost(PART_MAX)]) for part in parts_for(kind)}
    return type("RecordOfReviewForm", (RecordForm,), fields)
