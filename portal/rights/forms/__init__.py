"""The few questions by which somebody finds what they are owed. Asked by address, stored nowhere."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import InputRequired

from portal.kit.forms import WholeField
from portal.rights.rules.standing import OLDEST, Care, Say, Told

_ANSWERS = [
    SelectChoice(Say.YES.value, _l("Yes")),
    SelectChoice(Say.NO.value, _l("No")),
    SelectChoice(Say.UNSURE.value, _l("I'm not sure")),
]
_WRITE_AGE = _l("Write how old you are, as a number.")
_PICK = _l("Pick one. It is fine if you are not sure.")


class FirstForm(Form):
    """Age and care: for most that is all."""

    age = WholeField(
        _l("How old are you?"),
        [InputRequired(_WRITE_AGE)],
        most=OLDEST,
        wrong=_WRITE_AGE,
    )
    care = RadioField(
        _l("Are you in care?"),
        choices=[
            SelectChoice(Care.NOW.value, _l("Yes, now")),
            SelectChoice(Care.BEFORE.value, _l("Not now, but I was")),
            SelectChoice(Care.NEVER.value, _l("No, I never was")),
        ],
        validators=[InputRequired(_l("Pick one."))],
    )


class MoreForm(FirstForm):
    """What makes a difference from 16 on."""

    weeks = RadioField(
        _l("Since you were 14, were you in care for three months or more?"),
        choices=_ANSWERS,
        validators=[InputRequired(_PICK)],
    )
    at_sixteen = RadioField(
        _l("Were you in care on a day when you were 16 or older?"),
        choices=_ANSWERS,
        validators=[InputRequired(_PICK)],
    )
    guardian = RadioField(
        _l("Did you leave care to live with a special guardian?"),
        choices=_ANSWERS,
        default=Say.NO.value,
        validators=[InputRequired(_PICK)],
    )
    studies = RadioField(
        _l("Are you at school, college or university, or do you want to learn or train?"),
        choices=_ANSWERS,
        validators=[InputRequired(_PICK)],
    )
    is_parent = BooleanField(_l("I have a baby, or one is coming"))
    came_alone = BooleanField(_l("I came to this country without my parents"))
    was_locked_up = BooleanField(_l("I am or was in custody"))

    def told(self) -> Told:
        """What was answered. Call it when the form is valid."""
        return Told(
            age=self.age.data or 0,
            care=Care(self.care.data),
            weeks=Say(self.weeks.data),
            at_sixteen=Say(self.at_sixteen.data),
            guardian=Say(self.guardian.data),
            studies=Say(self.studies.data),
            is_parent=bool(self.is_parent.data),
            came_alone=bool(self.came_alone.data),
            was_locked_up=bool(self.was_locked_up.data),
        )


def first_in(asked: MultiDict[str, Any]) -> FirstForm:
    """The first questions as the address answers them."""
    return FirstForm(asked or None)


def more_in(asked: MultiDict[str, Any]) -> MoreForm:
    """All questions; what is not answered yet is no mistake until somebody sends it."""
    return MoreForm(asked)
