"""What a manager is asked of a letter that was sent."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from portal.kit.forms import AtMost, Form, Needed, OneOf
from portal.reviews.rules.writing_samples import LONGEST_WORDS, Asked, Mark

QUESTIONS = {
    Asked.PLAIN: _l("Is it plain? Would this child understand it without help?"),
    Asked.KIND: _l("Is it kind? Would you like to get it?"),
    Asked.TRUE: _l("Is it true to what the child said, and to the reasons given?"),
    Asked.CLEAR: _l("Are the actions clear: what, who, by when?"),
}
MARKS = {Mark.YES: _l("Yes"), Mark.PARTLY: _l("Partly"), Mark.NO: _l("No")}


def _question(asked: Asked) -> RadioField:
    return RadioField(
        QUESTIONS[asked],
        validators=[Needed(_l("Choose an answer.")), OneOf()],
        choices=[SelectChoice(mark.value, words) for mark, words in MARKS.items()],
        validate_choice=False,
    )


class SampleForm(Form):
    plain = _question(Asked.PLAIN)
    kind = _question(Asked.KIND)
    true = _question(Asked.TRUE)
    clear = _question(Asked.CLEAR)
    words = TextAreaField(
        _l("What was good, and what would make it better"),
        description=_l("Whoever wrote it reads this. It is needed where you said partly or no."),
        validators=[AtMost(LONGEST_WORDS)],
    )

    def marks(self) -> dict[Asked, Mark | None]:
        return {one: Mark(self[one.value].data) if self[one.value].data else None for one in Asked}


def as_data(marks: dict[str, str], words: str) -> dict[str, Any]:
    return {**marks, "words": words}
