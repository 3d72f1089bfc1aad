"""What a young person says about a letter: whether it helped, and words back."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField

from portal.kit.forms import AtMost, Form, Needed, OneOf, SendOnceForm
from portal.reviews.rules.sending import Tells
from portal.voice.forms.saying import choices_of


class HelpedForm(Form):
    """One of three."""

    helped = RadioField(
        _l("Did this letter help?"),
        validate_choice=False,
        validators=[Needed(_l("Pick one of the three.")), OneOf()],
    )

    def offer(self, choices: list[tuple[str, Any]]) -> None:
        self.helped.choices = choices_of(*choices)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Each choice is a button, so that what is wrong is said at the top of the page."""
        if super().validate(*args, **kwargs):
            return True
        self.form_errors, self.helped.errors = [_l("Press one of the three faces.")], []
        return False

    def tells(self) -> Tells:
        return Tells(self.helped.data)


class ReplyForm(SendOnceForm):
    """Words back. One line is enough."""

    words = TextAreaField(_l("What do you want to say?"), validators=[Needed(_l("Write something first."))])

    def set_up(self, most: int) -> None:
        self.words.validators = [*self.words.validators, AtMost(most)]
