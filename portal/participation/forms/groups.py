"""A group, an invitation, what somebody chooses when they come in, and notes."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.kit.forms import AnyOf, AtMost, DayField, Form, Needed, OneOf, SendOnceForm, WholeField
from portal.participation.rules.groups import GroupKind, Joining, Told

OLDEST = 25
"""The council's duty to care leavers ends with their twenty-fifth year."""


def _age(label: Any) -> WholeField:
    return WholeField(label, most=OLDEST, wrong=_l("Write an age from 0 to 25."))


class GroupForm(SendOnceForm):
    """What a group is."""

    name = StringField(_l("What is it called?"), [Needed(_l("Write what it is called.")), AtMost(80)])
    kind = RadioField(
        _l("What kind of group is it?"),
        choices=[
            SelectChoice(GroupKind.CARE4US.value, _l("Care4Us (the children in care council)")),
            SelectChoice(GroupKind.LEAVERS.value, _l("Care leavers")),
            SelectChoice(GroupKind.YOUNGER.value, _l("Younger children")),
            SelectChoice(GroupKind.TASK.value, _l("Task group: one piece of work, ends on a day")),
        ],
        validators=[Needed(_l("Choose what kind of group it is.")), OneOf()],
        validate_choice=False,
    )
    about = TextAreaField(
        _l("What does it do?"),
        [Needed(_l("Write what it does.")), AtMost(600)],
        description=_l("Young people read this. Plain words, to “you”. Name nobody."),
    )
    youngest = _age(_l("From age"))
    oldest = _age(_l("To age"))
    joining = RadioField(
        _l("How do young people come in?"),
        choices=[
            SelectChoice(Joining.ASKING.value, _l("Anybody of the ages may ask")),
            SelectChoice(Joining.INVITED.value, _l("By invitation only; others do not see the group")),
        ],
        validators=[Needed(_l("Choose how they come in.")), OneOf()],
        validate_choice=False,
    )
    ends_on = DayField(_l("Its last day"), description=_l("Needed for a task group. It ends by itself."))


class InviteForm(Form):
    """Whom to invite, and a sentence of the worker's own."""

    whom = SelectMultipleField(_l("Whom do you invite?"), validators=[AnyOf()], validate_choice=False)
    words = TextAreaField(
        _l("A sentence of your own"),
        [AtMost(400)],
        description=_l("The invitation is friendly without it, and in their language."),
    )


class ChoicesForm(Form):
    """Who is told, and what they allow. Nothing is ticked for them."""

    tells = SelectMultipleField(
        _l("Who may know that you are in it?"),
        choices=[
            SelectChoice(Told.CARERS.value, _l("The people I live with")),
            SelectChoice(Told.WORKER.value, _l("My social worker or personal adviser")),
            SelectChoice(Told.SCHOOL.value, _l("My school or college")),
            SelectChoice(Told.REVIEWER.value, _l("The person who leads my reviews")),
        ],
        validators=[AnyOf()],
        validate_choice=False,
    )
    may_photo = BooleanField(_l("You may take photos of me in the group"))
    may_quote = BooleanField(_l("You may write down my words, without my name"))

    def told(self) -> list[Told]:
        return [Told(value) for value in self.tells.data or []]


class NotNowForm(Form):
    """Why the group cannot take somebody now."""

    reply = TextAreaField(
        _l("Why not now?"),
        [Needed(_l("Write why, in words the young person understands.")), AtMost(400)],
        description=_l("The young person reads this."),
    )


class NoteForm(SendOnceForm):
    """What helps somebody, and what to know."""

    words = TextAreaField(
        _l("What helps them, and what to know"),
        [Needed(_l("Write what helps, or what to know.")), AtMost(1_500)],
        description=_l("They can read this on their own page. Write it as you would say it to them."),
    )


class HoldForm(Form):
    """Why a note is held back, and when somebody looks again."""

    why = TextAreaField(
        _l("What serious harm would it cause, and to whom?"),
        [Needed(_l("Write what serious harm it would cause.")), AtMost(800)],
    )
    look_again_on = DayField(_l("When do you look again?"), [Needed(_l("Write the day."))])


def people_choices(form: InviteForm, choices: list[tuple[str, Any]]) -> InviteForm:
    """Whom the page offers."""
    form.whom.choices = [SelectChoice(value, label) for value, label in choices]
    return form
