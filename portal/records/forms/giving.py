"""Putting a part together, and giving it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import ValidationError

from portal.kit.forms import AnyOf, DayField, Form, Needed, OneOf, SendOnceForm
from portal.records.rules import HowGiven
from portal.records.rules.giving import BreachEnd

HOW = [
    SelectChoice(HowGiven.ONLINE.value, _l("Online: they fetch it on their page")),
    SelectChoice(HowGiven.PAPER.value, _l("On paper: posted, or collected")),
    SelectChoice(HowGiven.IN_PERSON.value, _l("In person: read with somebody beside them")),
]


ENDS = [
    SelectChoice(BreachEnd.TOLD.value, _l("The regulator was told")),
    SelectChoice(BreachEnd.NO_RISK.value, _l("No risk to anybody is likely: it is in our own book")),
    SelectChoice(BreachEnd.NONE.value, _l("Nothing got out: they had only what is theirs")),
]


class PartForm(SendOnceForm):
    """Which documents, and whether it is the last part."""

    documents = SelectMultipleField(
        _l("Documents of this part"),
        validate_choice=False,
        validators=[Needed(_l("Choose at least one document.")), AnyOf()],
    )
    is_last = BooleanField(_l("This is the last part: nothing more follows"))

    def __init__(self, *args: Any, documents: Sequence[SelectChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents.choices = list(documents)

    def document_ids(self) -> list[UUID]:
        return [UUID(one) for one in self.documents.data or []]


class GiveForm(Form):
    """How and when it reached them."""

    how = RadioField(
        _l("How do they get it?"),
        validate_choice=False,
        choices=HOW,
        validators=[Needed(_l("Choose how they get it.")), OneOf()],
    )
    on = DayField(_l("On which day?"), validators=[Needed(_l("Write the day."))])
    has_read = BooleanField(
        _l("I have opened it and read it as they will"),
        validators=[Needed(_l("Open it, read it, then tick this."))],
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if not self.is_submitted():
            self.on.process(None, today)

    def validate_on(self, field: Any) -> None:
        if field.data > self.today:
            raise ValidationError(_l("This day is still to come. Write the day on which it happened."))
        if self.how.data == HowGiven.ONLINE.value and field.data != self.today:
            raise ValidationError(_l("Online it is given today: the page opens when you press the button."))

    def wanted(self) -> HowGiven:
        return HowGiven(self.how.data)


class BreachForm(Form):
    """What was decided about a part that somebody has."""

    end = RadioField(
        _l("What was decided?"),
        validate_choice=False,
        choices=ENDS,
        validators=[Needed(_l("Say what was decided.")), OneOf()],
    )

    def decided(self) -> BreachEnd:
        return BreachEnd(self.end.data)
