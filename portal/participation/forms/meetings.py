"""Planning a meeting, saying whether one comes, what is talked about."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import ValidationError

from portal.kit.forms import AnyOf, AtMost, DayField, Form, Needed, OneOf, SendOnceForm
from portal.participation.forms.looked import Looked
from portal.participation.rules.meetings import (
    WORDS_MAX,
    Answer,
    Coming,
    MeetingKind,
    Need,
    Plan,
    WhyNot,
)

SHORT = 300
_TIME = re.compile(r"([01]?\d|2[0-3])(?:[:.h]([0-5]\d))?\s*(am|pm)?", re.IGNORECASE)

KINDS = [
    SelectChoice(MeetingKind.MEETING.value, _l("A meeting of the group")),
    SelectChoice(MeetingKind.SESSION.value, _l("A session with younger children, or some who do not read")),
]
COMINGS = [
    SelectChoice(Coming.YES.value, _l("Yes, I come")),
    SelectChoice(Coming.MAYBE.value, _l("Maybe")),
    SelectChoice(Coming.NO.value, _l("No, not this time")),
]
NEEDS = [
    SelectChoice(Need.LIFT.value, _l("Somebody to bring me and take me home")),
    SelectChoice(Need.FARE.value, _l("Money for the bus or train")),
    SelectChoice(Need.SOMEBODY.value, _l("Somebody to come with me")),
    SelectChoice(Need.ONLINE.value, _l("To join by phone or video")),
    SelectChoice(Need.INTERPRETER.value, _l("Somebody who speaks my language")),
    SelectChoice(Need.QUIET.value, _l("A quiet place to go to")),
    SelectChoice(Need.ACCESS.value, _l("A way in without steps, or other help")),
]
SAYS_WHY = {
    WhyNot.IN_PAST: _l("This is in the past. Choose a day and a time to come."),
    WhyNot.NO_REASON: _l("Write the true reason. They read it."),
    WhyNot.NO_WORDS: _l("Write something first."),
    WhyNot.CALLED_OFF: _l("This meeting was called off."),
    WhyNot.IS_OVER: _l("This meeting has begun, or is over."),
    WhyNot.NOT_YET: _l("This meeting has not begun yet."),
    WhyNot.NO_OWNER: _l("Choose who does it."),
    WhyNot.NO_LINES: _l("Write at least one line."),
    WhyNot.NOT_PUBLISHED: _l("Publish the minutes to the members first."),
    WhyNot.SENT_ALREADY: _l("This was done already. Look at how it is now."),
    WhyNot.CHANGED_MEANWHILE: _l("This has changed meanwhile. Look at how it is now."),
    WhyNot.ENDED_ALREADY: _l("This has ended already."),
}


def clock_time(text: str | None) -> time | None:
    """`16:30`, `4.30 pm`, `4pm` as a time; None for anything else."""
    found = _TIME.fullmatch((text or "").strip())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute)


class PlanForm(SendOnceForm):
    """When and where, and how one gets there."""

    kind = RadioField(
        _l("What is it?"),
        choices=KINDS,
        default=MeetingKind.MEETING.value,
        validators=[OneOf()],
        validate_choice=False,
    )
    on = DayField(_l("Day"), validators=[Needed(_l("Write the day."))])
    begins = StringField(_l("It begins at"), [Needed(_l("Write when it begins, like 16:30.")), AtMost(20)])
    place = StringField(_l("Where"), [Needed(_l("Write where it is.")), AtMost(SHORT)])
    way = TextAreaField(_l("How to get there, who pays, who comes along"), [AtMost(WORDS_MAX)])

    def validate_begins(self, field: StringField) -> None:
        if clock_time(field.data) is None:
            raise ValidationError(_l("Write a time like 16:30."))

    def fill(self, plan: Plan, zone: ZoneInfo) -> None:
        local = plan.starts_at.astimezone(zone)
        self.kind.data, self.begins.data = plan.kind.value, f"{local:%H:%M}"
        self.place.data, self.way.data = plan.place, plan.way
        self.on.process(None, local.date())

    def plan(self, zone: ZoneInfo) -> Plan:
        """What was filled in, once it was found right."""
        day, at = self.on.data, clock_time(self.begins.data)
        assert isinstance(day, date)
        assert at is not None
        starts_at = datetime.combine(day, at, zone).astimezone(UTC)
        kind = MeetingKind(self.kind.data or MeetingKind.MEETING.value)
        return Plan(kind, starts_at, self.place.data or "", self.way.data or "")

    def say(self, why: Any) -> None:
        """Put a reason where it belongs."""
        self.on.errors = [*self.on.errors, SAYS_WHY.get(why, SAYS_WHY[WhyNot.CHANGED_MEANWHILE])]


class ChangeForm(PlanForm):
    """The same, with the reason when the time changes."""

    why = TextAreaField(_l("Why is it moved? Members read this"), [AtMost(WORDS_MAX)])

    def say(self, why: Any) -> None:
        if why is WhyNot.NO_REASON:
            self.why.errors = [SAYS_WHY[WhyNot.NO_REASON]]
        else:
            super().say(why)


class CallOffForm(Form):
    """It does not happen."""

    why = TextAreaField(
        _l("Why does it not happen? Members read this"),
        [Needed(_l("Write the true reason. They read it.")), AtMost(WORDS_MAX)],
    )


class ComingForm(Form):
    """Does a member come, and what do they need?"""

    coming = RadioField(
        _l("Do you come?"),
        choices=COMINGS,
        validators=[Needed(_l("Pick yes, maybe or no.")), OneOf()],
        validate_choice=False,
    )
    needs = SelectMultipleField(
        _l("What do you need to come?"), choices=NEEDS, validators=[AnyOf()], validate_choice=False
    )
    words = TextAreaField(_l("Anything else we should know?"), [AtMost(WORDS_MAX)])
    may_name = BooleanField(_l("You can write my first name in the list of who came"))

    def fill(self, answer: Answer) -> None:
        self.coming.data = answer.coming.value
        self.needs.data = [one.value for one in answer.needs]
        self.words.data, self.may_name.data = answer.words, answer.may_name

    def answer(self) -> Answer:
        return Answer(
            Coming(self.coming.data),
            tuple(Need(one) for one in self.needs.data or []),
            self.words.data or "",
            bool(self.may_name.data),
        )


class NeedsForm(Form):
    """How somebody gets there."""

    reply = TextAreaField(
        _l("Your answer to them"), [Needed(_l("Write how they get there.")), AtMost(WORDS_MAX)]
    )


class PointForm(SendOnceForm):
    """Something to talk about."""

    point = TextAreaField(
        _l("What should we talk about?"),
        [Needed(_l("Write what you want to talk about.")), AtMost(WORDS_MAX)],
    )


class OwnPointForm(SendOnceForm):
    """A worker's own."""

    words = StringField(
        _l("Something else to talk about"), [Needed(_l("Write what it is about.")), AtMost(SHORT)]
    )


class DecideForm(Looked):
    """What a member brought: on the agenda, or not and why. Nobody's name goes on unseen."""

    what = RadioField(
        _l("Does it go on the agenda?"),
        choices=[
            SelectChoice("on", _l("Yes, put it on")),
            SelectChoice("not_on", _l("No, and they read why")),
        ],
        validators=[Needed(_l("Pick one of these.")), OneOf()],
        validate_choice=False,
    )
    why = TextAreaField(_l("Why not? Write it to them"), [AtMost(WORDS_MAX)])

    def validate_why(self, field: TextAreaField) -> None:
        if self.what.data == "not_on" and not field.data:
            raise ValidationError(_l("Write the true reason. They read it."))

    def may_go_on(self, words: str) -> bool:
        """Whether members may read these words, if that was picked."""
        return self.what.data != "on" or self.has_no_names(words)
