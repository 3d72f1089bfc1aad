"""Forms about a group: what they said, written down once; and the answer to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FormField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import ValidationError

from portal.kit.forms import AnyOf, AtMost, DayField, Form, Needed, OneOf, SendOnceForm, WholeField
from portal.nameless.rules import MOST_OF_A_GROUP, AgeBand, GroupKind, Prompt, SaidBy

SHORT = 200
KINDS = [
    SelectChoice(GroupKind.CARE4US.value, _l("Children in care council")),
    SelectChoice(GroupKind.LEAVERS.value, _l("Care leavers’ group")),
    SelectChoice(GroupKind.HOME_EVENING.value, _l("Evening in a children’s home")),
    SelectChoice(GroupKind.SCHOOL.value, _l("Group at a school")),
    SelectChoice(GroupKind.OTHER.value, _l("Another group")),
]
AGES = [
    SelectChoice(AgeBand.UNDER_8.value, _l("under 8")),
    SelectChoice(AgeBand.FROM_8.value, _l("8 to 11")),
    SelectChoice(AgeBand.FROM_12.value, _l("12 to 15")),
    SelectChoice(AgeBand.FROM_16.value, _l("16 and 17")),
    SelectChoice(AgeBand.FROM_18.value, _l("18 to 25")),
]
PROMPTS = [
    SelectChoice(Prompt.HOME.value, _l("where we live")),
    SelectChoice(Prompt.FAMILY.value, _l("family and friends")),
    SelectChoice(Prompt.SCHOOL.value, _l("school and college")),
    SelectChoice(Prompt.HEALTH.value, _l("health")),
    SelectChoice(Prompt.SAFETY.value, _l("being safe")),
    SelectChoice(Prompt.WORKERS.value, _l("our workers")),
    SelectChoice(Prompt.LISTENED.value, _l("being listened to")),
    SelectChoice(Prompt.FREE_TIME.value, _l("free time")),
    SelectChoice(Prompt.MONEY.value, _l("money")),
    SelectChoice(Prompt.FUTURE.value, _l("what comes next")),
]


class PointForm(Form):
    """One thing they said, and whether several said it or one."""

    words = TextAreaField(_l("What they said, in their words"))
    said_by = RadioField(
        _l("Who said it"),
        choices=[
            SelectChoice(SaidBy.SEVERAL.value, _l("Several of them")),
            SelectChoice(SaidBy.ONE.value, _l("One of them")),
        ],
        default=SaidBy.SEVERAL.value,
        validate_choice=False,
    )

    class Meta(Form.Meta):
        csrf = False


class GroupForm(SendOnceForm):
    """What a group said. No names are needed; one that is typed is pointed at before it is stored."""

    kind = RadioField(
        _l("What kind of group"),
        choices=KINDS,
        validators=[Needed(_l("Pick one.")), OneOf()],
        validate_choice=False,
    )
    name = StringField(
        _l("Name of the meeting"), validators=[Needed(_l("Give the meeting a name.")), AtMost(SHORT)]
    )
    held_on = DayField(_l("When it was"), validators=[])
    place = StringField(_l("Where"), validators=[AtMost(SHORT)])
    how_many = WholeField(
        _l("How many young people were there"), most=99_999, wrong=_l("Write a number, like 8.")
    )
    ages = SelectMultipleField(_l("Their ages"), choices=AGES, validators=[AnyOf()], validate_choice=False)
    prompts = SelectMultipleField(
        _l("What you asked them about"), choices=PROMPTS, validators=[AnyOf()], validate_choice=False
    )
    point1 = FormField(PointForm)
    point2 = FormField(PointForm)
    point3 = FormField(PointForm)
    point4 = FormField(PointForm)
    point5 = FormField(PointForm)
    point6 = FormField(PointForm)
    point7 = FormField(PointForm)
    point8 = FormField(PointForm)
    wants = TextAreaField(_l("What they want to happen"))
    promised = TextAreaField(_l("What was promised back, and by whom"))
    names_meant = BooleanField(_l("These are not names of young people, or they have to be there"))

    def set_up(self, today: date, max_words: int, names_in: Callable[[str], Sequence[str]]) -> None:
        """Hand the form what its rules need; `names_in` finds what could be names."""
        self.today, self.max_words, self.names_in = today, max_words, names_in
        self.seen: Sequence[str] = ()

    @property
    def blocks(self) -> list[PointForm]:
        return [getattr(self, f"point{number}").form for number in range(1, 9)]

    @property
    def points(self) -> list[tuple[str, SaidBy]]:
        """What they said, without the places left empty."""
        known = set(SaidBy)
        return [
            (one.words.data, SaidBy(one.said_by.data) if one.said_by.data in known else SaidBy.ONE)
            for one in self.blocks
            if one.words.data
        ]

    @property
    def free_texts(self) -> list[str]:
        texts = [self.name.data, self.place.data, self.wants.data, self.promised.data]
        return [text for text in [*texts, *(words for words, _ in self.points)] if text]

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)
        fine = self._has_points() and fine
        return self._has_no_names() and fine

    def validate_held_on(self, field: DayField) -> None:
        if field.data is None:
            raise ValidationError(_l("Say on which day it was."))
        if field.data > self.today:
            raise ValidationError(_l("This day has not come yet."))

    def validate_how_many(self, field: WholeField) -> None:
        if field.data is None and not field.process_errors:
            raise ValidationError(_l("Say how many there were. A good guess will do."))
        if field.data is not None and not 2 <= field.data <= MOST_OF_A_GROUP:
            raise ValidationError(_l("A group is 2 to 500. What one person said goes on a form of its own."))

    def _has_points(self) -> bool:
        too_long = [one for one in self.blocks if len(one.words.data or "") > self.max_words]
        for one in too_long:
            one.words.errors = [_l("This is too long. Use %(max)d letters or fewer.", max=self.max_words)]
        for field in (self.wants, self.promised):
            if len(field.data or "") > self.max_words:
                field.errors = [_l("This is too long. Use %(max)d letters or fewer.", max=self.max_words)]
                too_long.append(self.blocks[0])
        if not self.points and not self.wants.data:
            self.blocks[0].words.errors = [_l("Write at least one thing they said.")]
            return False
        return not too_long

    def _has_no_names(self) -> bool:
        self.seen = self.names_in("\n\n".join(self.free_texts))
        if not self.seen or self.names_meant.data:
            return True
        self.names_meant.errors = [
            _l("No names are needed. Take out what could be one, or say that it has to be there.")
        ]
        return False


class GroupAnswerForm(Form):
    """The answer to a group, to be read out."""

    words = TextAreaField(_l("The answer to the group"), validators=[Needed(_l("Write the answer."))])

    def limit(self, most: int) -> None:
        self.words.validators = [*self.words.validators, AtMost(most)]


class GroupToldForm(Form):
    """The answer was read out to the group."""

    told_on = DayField(_l("Read out on"))
