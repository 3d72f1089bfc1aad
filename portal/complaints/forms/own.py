"""Complaining, and what is done on a complaint's page, by a young person. Only what happened is asked for."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.complaints.rules import Came, Helped, Stage
from portal.kit.forms import AnyOf, AtMost, Form, Needed, OneOf, SendOnceForm

_ORIGINS = {Came.NOT_SORTED.value: Came.NOT_SORTED, Came.ACTION.value: Came.ACTION}


class ComplainForm(SendOnceForm):
    """What happened; the rest can be left."""

    words = TextAreaField(
        _l("What happened?"), validators=[Needed(_l("Say what happened. A few words are enough."))]
    )
    wish = TextAreaField(_l("What would make it right?"))
    about = SelectMultipleField(
        _l("Is it about one of these people?"), validate_choice=False, validators=[AnyOf()]
    )
    about_name = StringField(_l("Is it about somebody else?"), validators=[AtMost(200)])
    advocate = RadioField(
        _l("Do you want an advocate?"),
        choices=[
            SelectChoice("yes", _l("Yes")),
            SelectChoice("no", _l("No")),
            SelectChoice("not_sure", _l("I'm not sure")),
        ],
        validate_choice=False,
        validators=[OneOf()],
    )
    origin = HiddenField()
    origin_id = HiddenField()

    def set_up(self, people: list[tuple[str, str]], most: int) -> None:
        self.about.choices = [SelectChoice(value, label) for value, label in people]
        self.words.validators = [*self.words.validators, AtMost(most)]
        self.wish.validators = [AtMost(most)]

    def picked(self) -> list[UUID]:
        return [UUID(value) for value in self.about.data or []]

    def came(self) -> tuple[Came, UUID | None]:
        """What it grew out of; a damaged origin is none."""
        came = _ORIGINS.get(str(self.origin.data or ""))
        try:
            return (came, UUID(str(self.origin_id.data))) if came else (Came.OWN_PAGE, None)
        except ValueError:
            return Came.OWN_PAGE, None


class MoreForm(SendOnceForm):
    """More words."""

    words = TextAreaField(_l("Add something"), validators=[Needed(_l("Write it here."))])

    def limit(self, most: int) -> None:
        self.words.validators = [*self.words.validators, AtMost(most)]


class SureForm(SendOnceForm):
    """One step, with words where they like. `stage`: where it stood when the page was opened."""

    stage = HiddenField()

    words = TextAreaField(_l("Do you want to say why?"))

    def limit(self, most: int) -> None:
        self.words.validators = [AtMost(most)]

    def seen(self) -> Stage | None:
        return Stage(self.stage.data) if self.stage.data in set(Stage) else None


class HelpedForm(SureForm):
    """Whether the answer helped."""

    helped = RadioField(
        _l("Did our answer help?"),
        choices=[
            SelectChoice(Helped.YES.value, _l("Yes")),
            SelectChoice(Helped.PARTLY.value, _l("Partly")),
            SelectChoice(Helped.NO.value, _l("No")),
        ],
        validate_choice=False,
        validators=[OneOf(), Needed(_l("Pick one."))],
    )


class CloseForm(Form):
    """They are done on this device."""
