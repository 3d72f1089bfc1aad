"""What is ticked on the sorting page, why somebody is not sure, and how two opinions are settled."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import Optional

from portal.coding.rules import Stance
from portal.coding.rules.coded import WhyNot, why_not_confirm, why_not_said
from portal.kit.forms import AtMost, Form
from portal.sorting.rules.choosing import Choice, Place
from portal.sorting.rules.second import Settled
from portal.voice.forms.desk_themes import SAYS_WHY, STANCES
from portal.voice.forms.saying import OneOf

_MOST_PLACES = 200


class SortForm(Form):
    """Themes, none, stance; `places` are ticks at a sentence, each "from-to:theme"."""

    themes = SelectMultipleField(_l("What it is about"), validate_choice=False)
    none = BooleanField(_l("About none of these themes"))
    stance = RadioField(
        _l("How they speak of it"), choices=STANCES, validate_choice=False, validators=[Optional(), OneOf()]
    )
    places = SelectMultipleField(_l("What each sentence is about"), validate_choice=False)
    length = HiddenField()  # of the text whose sentences were ticked

    def set_up(self, themes: Sequence[tuple[str, str]]) -> None:
        """These themes, with their labels, in this order."""
        self.themes.choices = [SelectChoice(key, label) for key, label in themes]
        self.known = frozenset(key for key, _label in themes)

    def choice(self) -> Choice:
        """What was said; the themes of the sentences belong to the whole."""
        places = self._places()
        themes = frozenset(self.themes.data or []) | {one.theme for one in places}
        stance = next((one for one in Stance if one.value == self.stance.data), None)
        return Choice(themes, stance, places)

    def _places(self) -> Collection[Place]:
        found = set()
        for text in (self.places.data or [])[:_MOST_PLACES]:
            where, _colon, theme = text.partition(":")
            starts, _dash, ends = where.partition("-")
            if theme and starts.isdecimal() and ends.isdecimal() and max(len(starts), len(ends)) < 7:
                found.add(Place(int(starts), int(ends), theme))
        return found

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        choice = self.choice()
        why = why_not_confirm(choice.themes, choice.stance, known=self.known)
        if why is not WhyNot.STANCE_WITHOUT_THEME:
            why = why_not_said(themes=choice.themes, none=bool(self.none.data)) or why
        if why:
            self.say(why)
        return why is None

    def say(self, why: WhyNot) -> None:
        """Put what is wrong where it belongs."""
        field = self.stance if why is WhyNot.NO_STANCE else self.themes
        field.errors = [*field.errors, SAYS_WHY[why]]


class UnsureForm(Form):
    """Why somebody is not sure; it may be left empty."""

    note = TextAreaField(_l("What makes you unsure"), validators=[AtMost(1000)])


class SettleForm(SortForm):
    """Which of two opinions counts, or what else."""

    how = RadioField(
        _l("What counts from now on"),
        choices=[
            SelectChoice(Settled.FIRST.value, _l("The first: keep it")),
            SelectChoice(Settled.SECOND.value, _l("The second")),
            SelectChoice(Settled.ANEW.value, _l("Something else: tick it below")),
        ],
        validate_choice=False,
        validators=[Optional(), OneOf()],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        if self.how.data == Settled.ANEW.value:
            return super().validate(extra_validators)
        is_whole = Form.validate(self, extra_validators)
        if is_whole and not self.how.data:
            self.how.errors = [*self.how.errors, _l("Say which of them counts.")]
        return is_whole and bool(self.how.data)
