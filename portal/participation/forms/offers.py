"""Forms of being in the room: the offer, inviting, the answer, who came, what it changed, is it true."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import ValidationError

from portal.kit.forms import AnyOf, AtMost, DayField, Form, Needed, OneOf, SendOnceForm
from portal.participation.rules import room as rules
from portal.participation.rules.room import Changed, Coming, ForWhom, Need, OfferWords, RoomKind, Truth

KINDS = {
    RoomKind.PANEL: _l("The corporate parenting panel"),
    RoomKind.LEADERS: _l("A meeting of senior leaders"),
    RoomKind.SAFEGUARDING: _l("The safeguarding partnership"),
    RoomKind.STAFF_INTERVIEW: _l("Interviews for new staff"),
    RoomKind.CARER_INTERVIEW: _l("Interviews for new carers"),
    RoomKind.CARER_TRAINING: _l("Training of carers"),
    RoomKind.OTHER: _l("Something else"),
}
FOR_WHOM = {
    ForWhom.EVERYBODY: _l("Everybody of these ages"),
    ForWhom.GROUP: _l("One of the groups"),
    ForWhom.INVITED: _l("Only those we invite"),
}
COMING = {
    Coming.YES: _l("Yes, I want to come"),
    Coming.MAYBE: _l("Maybe"),
    Coming.NO: _l("No, not this time"),
}
NEEDS = {
    Need.TRAVEL: _l("Help to get there"),
    Need.SOMEBODY: _l("Somebody I know with me"),
    Need.BREAKS: _l("Breaks"),
    Need.EASY_READ: _l("Papers with pictures and easy words"),
    Need.SIGNER: _l("Somebody who signs"),
    Need.INTERPRETER: _l("Somebody who speaks my language"),
    Need.STEP_FREE: _l("A place without steps"),
    Need.ASK_ME: _l("Something else: please ask me"),
}
CHANGED = {
    Changed.CHANGED: _l("Something changed"),
    Changed.WILL: _l("Something will change"),
    Changed.NOTHING: _l("Nothing changed, and this is why"),
}
TRUTH = {
    Truth.TRUE: _l("Yes, that is true"),
    Truth.PARTLY: _l("Partly"),
    Truth.NOT: _l("No, that is not true"),
}

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


def choices_of(words: dict[Any, Any]) -> list[SelectChoice]:
    return [SelectChoice(one.value, label) for one, label in words.items()]


def whole_number(least: int, most: int) -> Any:
    """A validator: empty, or a whole number from `least` to `most`."""

    def check(form: Form, field: Any) -> None:
        text = field.data or ""
        if text and not (text.isascii() and text.isdigit() and len(text) < 7 and least <= int(text) <= most):
            raise ValidationError(
                _l("Write a whole number from %(least)d to %(most)d.", least=least, most=most)
            )

    return check


def real_time(form: Form, field: Any) -> None:
    if field.data and not _TIME.fullmatch(field.data):
        raise ValidationError(_l("Write a time, like 16:30."))


def number_of(text: str | None) -> int | None:
    return int(text) if text else None


class OfferForm(SendOnceForm):
    """All that whoever may come has to know."""

    kind = SelectField(
        _l("What is it?"),
        choices=choices_of(KINDS),
        validators=[Needed(_l("Pick what it is.")), OneOf()],
        validate_choice=False,
    )
    title = StringField(
        _l("Its name"),
        [Needed(_l("Give it a name.")), AtMost(rules.TITLE)],
        description=_l("Plain and short."),
    )
    what_for = TextAreaField(
        _l("What is it for, and what can young people decide there?"),
        [Needed(_l("Write what it is for.")), AtMost(rules.LONG)],
    )
    on = DayField(_l("On which day?"), [Needed(_l("Write the day."))])
    at = StringField(_l("At what time does it begin?"), [Needed(_l("Write the time.")), real_time])
    minutes = StringField(
        _l("How many minutes does it take?"),
        [Needed(_l("Write how many minutes.")), whole_number(5, rules.MOST_MINUTES)],
    )
    where = StringField(_l("Where?"), [Needed(_l("Write where it is.")), AtMost(rules.TITLE * 2)])
    you_get = StringField(
        _l("What do they get for it?"),
        [AtMost(rules.TITLE * 2)],
        description=_l("Food, a voucher, money for the bus, a certificate. Nothing is an answer too."),
    )
    briefing = TextAreaField(
        _l("What will it be like?"),
        [AtMost(rules.LONG)],
        description=_l(
            "Who is there, what happens first, what they may be asked. They read it before they go."
        ),
    )
    for_whom = RadioField(
        _l("Who is it for?"),
        choices=choices_of(FOR_WHOM),
        validators=[Needed(_l("Pick who it is for.")), OneOf()],
        validate_choice=False,
    )
    group = SelectField(_l("Which group?"), validators=[OneOf()], validate_choice=False)
    youngest = StringField(_l("From which age?"), [whole_number(0, 99)])
    oldest = StringField(_l("Up to which age?"), [whole_number(0, 99)])
    places = StringField(
        _l("How many places are there?"),
        [whole_number(1, rules.MOST_PLACES)],
        description=_l("Leave it empty if everybody can come."),
    )
    reply_by_on = DayField(_l("Last day to answer"), [Needed(_l("Write the last day to answer."))])

    def offer_groups(self, groups: Sequence[tuple[UUID, str]]) -> None:
        self.group.choices = [SelectChoice("", _l("None"))] + [
            SelectChoice(str(key), name) for key, name in groups
        ]

    def validate_group(self, field: Any) -> None:
        if self.for_whom.data == ForWhom.GROUP.value and not field.data:
            raise ValidationError(_l("Pick the group."))

    def validate_oldest(self, field: Any) -> None:
        young, old = self.youngest.data or "", field.data or ""
        if young.isdigit() and old.isdigit() and int(old) < int(young):
            raise ValidationError(_l("Write an age that is not below the first one."))

    def validate_reply_by_on(self, field: Any) -> None:
        if field.data and self.on.data and field.data > self.on.data:
            raise ValidationError(_l("Write a day before it begins, or the day itself."))

    def said(self, zone: ZoneInfo) -> OfferWords:
        hour, minute = re.split(r"[:.]", self.at.data or "")
        return OfferWords(
            kind=RoomKind(self.kind.data),
            title=self.title.data or "",
            what_for=self.what_for.data or "",
            where=self.where.data or "",
            you_get=self.you_get.data or "",
            briefing=self.briefing.data or "",
            for_whom=ForWhom(self.for_whom.data),
            group_id=UUID(self.group.data) if self.for_whom.data == ForWhom.GROUP.value else None,
            youngest=number_of(self.youngest.data),
            oldest=number_of(self.oldest.data),
            places=number_of(self.places.data),
            starts_at=datetime.combine(self.on.data, time(int(hour), int(minute)), zone),
            minutes=int(self.minutes.data or 0),
            reply_by_on=self.reply_by_on.data,
        )


class InviteForm(Form):
    who = SelectMultipleField(_l("Who do you invite?"), validators=[AnyOf()], validate_choice=False)


class ComingForm(Form):
    """Would you like to come? One tap, and what they need."""

    coming = RadioField(
        _l("Do you want to come?"),
        choices=choices_of(COMING),
        validators=[Needed(_l("Pick yes, maybe or no.")), OneOf()],
        validate_choice=False,
    )
    needs = SelectMultipleField(
        _l("What do you need?"), choices=choices_of(NEEDS), validators=[AnyOf()], validate_choice=False
    )


class CameForm(Form):
    came = SelectMultipleField(_l("Who took part?"), validators=[AnyOf()], validate_choice=False)
    thanks = TextAreaField(
        _l("Say thank you to them"),
        [Needed(_l("Write a thank-you.")), AtMost(rules.LONG)],
        description=_l("What they did, in plain words. Everybody who took part reads it."),
    )


class AskChairForm(Form):
    chair = SelectField(
        _l("Who chaired it?"), validators=[Needed(_l("Pick who chaired it.")), OneOf()], validate_choice=False
    )
    due_on = DayField(_l("By which day should they say what changed?"), [Needed(_l("Write the day."))])


class ChangedForm(Form):
    """The chair's answer."""

    changed = RadioField(
        _l("What did their view change?"),
        choices=choices_of(CHANGED),
        validators=[Needed(_l("Pick one.")), OneOf()],
        validate_choice=False,
    )
    words = TextAreaField(
        _l("Say it to them, in plain words"),
        [Needed(_l("Write what changed, or why not.")), AtMost(rules.CHANGED)],
        description=_l("Without names. Those who were there read it and say whether it is true."),
    )


class TruthForm(SendOnceForm):
    truth = RadioField(
        _l("Is that true?"),
        choices=choices_of(TRUTH),
        validators=[Needed(_l("Pick one.")), OneOf()],
        validate_choice=False,
    )
    words = TextAreaField(_l("Do you want to tell us more?"), [AtMost(rules.CHANGED)])
