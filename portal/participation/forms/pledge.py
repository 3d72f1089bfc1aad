"""Forms of the pledge: a promise, a round, the marks, the panel's answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.kit.forms import AtMost, DayField, Form, Needed, OneOf, SendOnceForm
from portal.participation.forms.offers import whole_number
from portal.participation.rules import pledge as rules
from portal.participation.rules.pledge import Mark, PromiseWords, RoundDays

MARKS = {
    Mark.KEPT: _l("Kept"),
    Mark.PARTLY: _l("Partly kept"),
    Mark.NOT: _l("Not kept"),
    Mark.DONT_KNOW: _l("I don’t know"),
}
MARK_PICTURES = {
    Mark.KEPT.value: "face-good",
    Mark.PARTLY.value: "face-mixed",
    Mark.NOT.value: "face-bad",
    Mark.DONT_KNOW.value: "help",
}
PICTURES = {
    "home": _l("A house"),
    "identity": _l("Who I am"),
    "school": _l("School"),
    "health": _l("Health"),
    "work": _l("Work"),
    "listened": _l("Being listened to"),
    "heart": _l("A heart"),
    "friends": _l("Friends"),
    "safety": _l("Safety"),
    "money": _l("Money"),
}


class PromiseForm(SendOnceForm):
    mark = HiddenField()
    title = StringField(
        _l("The promise in a few words"), [Needed(_l("Write the promise.")), AtMost(rules.TITLE)]
    )
    easy = StringField(
        _l("The same for younger children"),
        [Needed(_l("Write it for younger children.")), AtMost(rules.EASY)],
        description=_l("One short sentence."),
    )
    means = TextAreaField(_l("What does it mean?"), [Needed(_l("Write what it means.")), AtMost(rules.MEANS)])
    who = StringField(
        _l("Who is responsible?"),
        [Needed(_l("Write who is responsible.")), AtMost(rules.WHO)],
        description=_l("A post, not a person."),
    )
    picture = SelectField(
        _l("Its picture"),
        choices=[SelectChoice(key, words) for key, words in PICTURES.items()],
        validators=[Needed(_l("Pick a picture.")), OneOf()],
        validate_choice=False,
    )
    evidence = SelectField(
        _l("Which figure of this portal shows how it goes?"), validators=[OneOf()], validate_choice=False
    )

    def offer(self, figures: Mapping[str, Any]) -> None:
        self.evidence.choices = [SelectChoice("", _l("None"))] + [
            SelectChoice(key, label) for key, label in figures.items()
        ]

    def mark_number(self) -> int:
        text = str(self.mark.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0

    def said(self) -> PromiseWords:
        return PromiseWords(
            title=self.title.data or "",
            easy=self.easy.data or "",
            means=self.means.data or "",
            who=self.who.data or "",
            picture=self.picture.data,
            evidence=self.evidence.data or "",
        )


class RoundForm(Form):
    year = StringField(_l("For which year?"), [Needed(_l("Write the year.")), whole_number(2000, 2100)])
    opens_on = DayField(_l("First day"), [Needed(_l("Write the first day."))])
    closes_on = DayField(_l("Last day"), [Needed(_l("Write the last day."))])
    answer_by_on = DayField(_l("The panel answers by"), [Needed(_l("Write the day."))])

    def days(self) -> RoundDays:
        return RoundDays(
            int(self.year.data or 0), self.opens_on.data, self.closes_on.data, self.answer_by_on.data
        )


class PledgeAnswerForm(SendOnceForm):
    words = TextAreaField(
        _l("What the panel says to it"),
        [Needed(_l("Write the panel’s answer.")), AtMost(rules.WORDS)],
        description=_l("What was done, what comes next, and by when. Without names."),
    )


class MarkForm(SendOnceForm):
    """One set of choices for each promise, named by its id, and a place for words."""

    words = TextAreaField(_l("Do you want to say anything about this?"), [AtMost(rules.WORDS)])

    def marks(self) -> dict[str, str]:
        return {
            name[2:]: str(field.data)
            for name, field in self._fields.items()
            if name[:2] == "m_" and field.data
        }

    def fields_of_marks(self) -> list[tuple[str, Any]]:
        return [(name[2:], field) for name, field in self._fields.items() if name[:2] == "m_"]


def mark_form(promises: Mapping[str, str], given: Mapping[str, str]) -> MarkForm:
    """A form with these promises (id → title), filled with what they marked before."""
    fields = {
        f"m_{key}": RadioField(
            title,
            choices=[SelectChoice(mark.value, words) for mark, words in MARKS.items()],
            validators=[OneOf()],
            validate_choice=False,
        )
        for key, title in promises.items()
    }
    kind = type("MarkFormOfPromises", (MarkForm,), fields)
    form: MarkForm = kind(data={f"m_{key}": mark for key, mark in given.items()})
    return form
