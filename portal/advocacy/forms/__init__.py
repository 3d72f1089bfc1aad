"""Forms of asking for an advocate, and of the advocate's answer."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.advocacy.rules import Helped, Helps, Point, Reach, Reply
from portal.kit.forms import AnyOf, AtMost, Form, Needed, OneOf, SendOnceForm

REACH = {
    Reach.HERE: _l("Write to me here"),
    Reach.CALL: _l("Ring me"),
    Reach.TEXT: _l("Text me"),
    Reach.MEET: _l("Come and meet me"),
}
HELPS = {
    Helps.SIGNING: _l("Somebody who signs"),
    Helps.INTERPRETER: _l("Somebody who speaks my language"),
    Helps.PICTURES: _l("Pictures or symbols"),
    Helps.SOMEBODY: _l("Somebody I know is with me"),
}
HELPED = {Helped.YES: _l("Yes"), Helped.PARTLY: _l("A bit"), Helped.NO: _l("No")}
POINTS = {
    Point.COMPLAINT: _l("A complaint"),
    Point.REVIEW: _l("A review"),
    Point.REFUSAL: _l("An answer that says no"),
    Point.RECORDS: _l("Asking for records"),
    Point.HELD_BACK: _l("Records that were held back"),
    Point.CONFERENCE: _l("A child protection conference"),
    Point.MOVE: _l("A move"),
    Point.OTHER: _l("Something else"),
}
REPLIES = {Reply.YES: _l("Yes"), Reply.NO: _l("No"), Reply.LATER: _l("Not now")}
BY_HAND = (Point.CONFERENCE, Point.MOVE, Point.OTHER)


class AskForm(SendOnceForm):
    """How to reach them; the rest can be left."""

    words = TextAreaField(_l("What is it about?"))
    reach = RadioField(
        _l("How should they reach you?"),
        choices=[SelectChoice(key.value, label) for key, label in REACH.items()],
        validate_choice=False,
        validators=[OneOf(), Needed(_l("Pick how they should reach you."))],
    )
    number = StringField(_l("Your number, and when is a good time"), validators=[AtMost(200)])
    speaks = StringField(_l("Which language do you want to talk in?"), validators=[AtMost(100)])
    helps = SelectMultipleField(
        _l("What helps you to say things?"),
        choices=[SelectChoice(key.value, label) for key, label in HELPS.items()],
        validate_choice=False,
        validators=[AnyOf()],
    )

    def limit(self, most: int) -> None:
        self.words.validators = [AtMost(most)]


class HelpedForm(Form):
    """Whether it helped."""

    helped = RadioField(
        _l("Did your advocate help?"),
        choices=[SelectChoice(key.value, label) for key, label in HELPED.items()],
        validate_choice=False,
        validators=[OneOf(), Needed(_l("Pick one."))],
    )


class OfferForm(SendOnceForm):
    """A worker writes down that one was offered."""

    point = RadioField(
        _l("What was it about?"),
        choices=[SelectChoice(key.value, POINTS[key]) for key in BY_HAND],
        validate_choice=False,
        validators=[OneOf(), Needed(_l("Pick one."))],
    )
    reply = RadioField(
        _l("What did they say?"),
        choices=[SelectChoice(key.value, label) for key, label in REPLIES.items()],
        validate_choice=False,
        validators=[OneOf()],
    )
