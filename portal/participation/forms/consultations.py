"""Forms of those who ask young people about a draft, in up to six parts; and of two who must not meet."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FormField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.kit.forms import AtMost, DayField, Form, Needed, SendOnceForm, WholeField
from portal.participation.rules.consultations import PartTyped, WhyNot, why_not_ages

PARTS = 6
_LONG = 4000
_SHORT = 120
WORDS: dict[Enum, Any] = {
    WhyNot.AGES: _l("Write two ages from 4 to 30, the younger one first."),
    WhyNot.NO_PARTS: _l("Write at least one part."),
    WhyNot.DAY_HAS_PASSED: _l("This day has passed. Pick a later one."),
    WhyNot.NO_CHANGE_WORDS: _l("Say of each part what changed, or why nothing did."),
}


def _age(label: Any) -> WholeField:
    return WholeField(label, most=999, wrong=_l("Write a number, like 11."))


class PartForm(Form):
    """One part of a draft."""

    heading = StringField(_l("Heading"), validators=[AtMost(_SHORT)])
    words = TextAreaField(_l("The draft of this part"), validators=[AtMost(_LONG)])

    class Meta(Form.Meta):
        csrf = False


class ChangedPartForm(PartForm):
    """One part of the new version, and what changed."""

    changed = TextAreaField(_l("What changed because of what they said"), validators=[AtMost(_LONG)])


class _InParts(SendOnceForm):
    @property
    def blocks(self) -> list[Any]:
        return [getattr(self, f"part{number}").form for number in range(1, PARTS + 1)]

    @property
    def parts(self) -> list[PartTyped]:
        """Without the places left empty."""
        return [
            PartTyped(
                one.heading.data or "", one.words.data or "", getattr(one, "changed", one.words).data or ""
            )
            for one in self.blocks
            if one.words.data or one.heading.data
        ]

    def _has_whole_parts(self) -> bool:
        if not self.parts:
            self.blocks[0].heading.errors = [WORDS[WhyNot.NO_PARTS]]
            return False
        fine = True
        for one in self.blocks:
            for this, other in ((one.heading, one.words), (one.words, one.heading)):
                if other.data and not this.data:
                    this.errors = [_l("Each part has a heading and words.")]
                    fine = False
        return fine


class AskingForm(_InParts):
    """A draft, for whom and until when."""

    title = StringField(_l("What it is"), validators=[Needed(_l("Say what it is.")), AtMost(_SHORT)])
    about = TextAreaField(
        _l("Why you ask them, in plain words"), validators=[Needed(_l("Say why you ask.")), AtMost(_LONG)]
    )
    youngest = _age(_l("From this age"))
    oldest = _age(_l("Up to this age"))
    closes_on = DayField(_l("Last day to say something"))
    part1 = FormField(PartForm)
    part2 = FormField(PartForm)
    part3 = FormField(PartForm)
    part4 = FormField(PartForm)
    part5 = FormField(PartForm)
    part6 = FormField(PartForm)
    today: date = date.min

    def validate(self, extra_validators: Any = None) -> bool:
        fine = bool(super().validate(extra_validators))
        return self._has_whole_parts() and fine

    def validate_closes_on(self, field: DayField) -> None:
        if field.data is None:
            raise ValidationError(_l("Say which is the last day."))
        if field.data < self.today:
            raise ValidationError(WORDS[WhyNot.DAY_HAS_PASSED])

    def validate_oldest(self, field: WholeField) -> None:
        if why := why_not_ages(self.youngest.data or 0, field.data or 0):
            raise ValidationError(WORDS[why])


class ChangedForm(_InParts):
    """What changed because of what they said, part by part."""

    part1 = FormField(ChangedPartForm)
    part2 = FormField(ChangedPartForm)
    part3 = FormField(ChangedPartForm)
    part4 = FormField(ChangedPartForm)
    part5 = FormField(ChangedPartForm)
    part6 = FormField(ChangedPartForm)

    def validate(self, extra_validators: Any = None) -> bool:
        fine = bool(super().validate(extra_validators))
        fine = self._has_whole_parts() and fine
        for one in self.blocks:
            if (one.words.data or one.heading.data) and not one.changed.data:
                one.changed.errors = [WORDS[WhyNot.NO_CHANGE_WORDS]]
                fine = False
        return fine


class OpenAgainForm(Form):
    """Until when the new version can be talked about."""

    closes_on = DayField(_l("Last day to say something"))


class ApartForm(Form):
    """Two young people who must not meet, by the council's own numbers: no name gets into a list."""

    one = StringField(
        _l("The council’s number of one"), validators=[Needed(_l("Write their number.")), AtMost(60)]
    )
    other = StringField(
        _l("The council’s number of the other"), validators=[Needed(_l("Write their number.")), AtMost(60)]
    )
    why = TextAreaField(_l("Why"), validators=[Needed(_l("Say why. Only workers read it.")), AtMost(2000)])
