"""Forms of a wave: how it is asked, another last day, who is invited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import Optional, ValidationError

from portal.kit.forms import AnyOf, AtMost, DayField, Form, Needed, OneOf, SendOnceForm
from portal.policy.roles import Role
from portal.surveys.rules.inviting import Ages, Whom, addresses_in
from portal.surveys.rules.kinds import LeftOut, Privacy, WayIn
from portal.surveys.rules.waves import Plan

MOST_NAME = 200
MOST_LEAST = 1_000
MOST_PASTED = 200_000  # letters of addresses at once

Choices = Iterable[tuple[str, Any]]


def _in_bounds(form: Any, field: Any) -> None:
    """The library's own check turns the number into a float, which breaks on one of 400 digits."""
    if field.data is None or not 0 <= field.data <= MOST_LEAST:
        raise ValidationError(_("Write a number, at most 1000."))


PRIVACY = [
    SelectChoice(Privacy.ANONYMOUS.value, _l("Without names: nobody can find out who said what")),
    SelectChoice(
        Privacy.CONFIDENTIAL.value, _l("With names, kept among us: we know who said what, and say so")
    ),
]
WAYS = [
    SelectChoice(WayIn.LINK.value, _l("An open link, and a poster with a code to scan")),
    SelectChoice(WayIn.KIOSK.value, _l("A shared tablet that forgets between people")),
    SelectChoice(WayIn.SIGNED_IN.value, _l("On their own page, signed in")),
    SelectChoice(WayIn.CODE.value, _l("A code for one person, sent to them")),
    SelectChoice(WayIn.PAPER.value, _l("On paper, and written in by us")),
]
HOW = [
    SelectChoice("one", _l("One question at a time")),
    SelectChoice("page", _l("A section to a page")),
]


class WaveForm(SendOnceForm):
    """How it is asked. All of it can be changed until it opens."""

    name = StringField(
        _l("What do you call this time?"),
        [Needed(_l("Give it a name, like Autumn 2027.")), AtMost(MOST_NAME)],
        description=_l("For colleagues, and on results."),
    )
    privacy = RadioField(
        _l("Are answers linked to who gave them?"),
        choices=PRIVACY,
        validate_choice=False,
        validators=[Needed(_l("Pick one of these.")), OneOf()],
        description=_l("This cannot be changed once it has opened."),
    )
    ways = SelectMultipleField(
        _l("How do people answer?"),
        choices=WAYS,
        validate_choice=False,
        validators=[Needed(_l("Pick at least one way.")), AnyOf()],
    )
    opens_on = DayField(_l("First day"), [Needed(_l("Write the first day."))])
    closes_on = DayField(_l("Last day"), [Needed(_l("Write the last day."))])
    remind_on = DayField(_l("Day of the reminder"))
    least = IntegerField(
        _l("Answers below which nothing is shown"),
        [
            Needed(_l("Write a number.")),
            _in_bounds,
        ],
    )
    how = RadioField(
        _l("How are the questions shown?"),
        choices=HOW,
        default="one",
        validate_choice=False,
        validators=[OneOf()],
    )

    def plan(self) -> Plan:
        assert self.opens_on.data
        assert self.closes_on.data
        return Plan(
            name=self.name.data or "",
            privacy=Privacy(self.privacy.data),
            ways=frozenset(WayIn(way) for way in self.ways.data or ()),
            least=self.least.data or 0,
            opens_on=self.opens_on.data,
            closes_on=self.closes_on.data,
            remind_on=self.remind_on.data,
            is_one_at_a_time=self.how.data != "page",
        )


class EndForm(Form):
    """Another last day, or another day for the reminder, while it is open."""

    closes_on = DayField(_l("Last day"), [Needed(_l("Write the last day."))])
    remind_on = DayField(_l("Day of the reminder"))


class StaffForm(Form):
    """Staff by what they do."""

    roles = SelectMultipleField(_l("Who is asked?"), validate_choice=False, validators=[AnyOf()])

    def offer(self, roles: Choices) -> None:
        self.roles.choices = [SelectChoice(value, words) for value, words in roles]

    def whom(self) -> Whom:
        return Whom(roles=frozenset(Role(role) for role in self.roles.data or ()))


class YoungForm(Form):
    """Young people by their age."""

    ages = SelectMultipleField(
        _l("Which of them are asked?"),
        validate_choice=False,
        validators=[AnyOf()],
        choices=[
            SelectChoice(Ages.LITTLE.value, _l("Up to 7")),
            SelectChoice(Ages.EIGHT.value, _l("8 to 11")),
            SelectChoice(Ages.TWELVE.value, _l("12 to 17")),
            SelectChoice(Ages.GROWN.value, _l("18 and older")),
        ],
    )

    def whom(self) -> Whom:
        return Whom(ages=frozenset(Ages(one) for one in self.ages.data or ()))


class AddressForm(Form):
    """People who have no account here."""

    addresses = TextAreaField(
        _l("Their e-mail addresses"),
        [AtMost(MOST_PASTED)],
        description=_l("One on a line. They are forgotten when the asking is over."),
    )
    group = StringField(
        _l("What do they have in common?"),
        [Optional(), AtMost(120)],
        description=_l("A school, a service. So many of them answered, is said by this."),
    )

    def whom(self) -> Whom:
        good, _bad = addresses_in(self.addresses.data or "")
        return Whom(addresses=tuple(good), group=self.group.data or "")

    def bad(self) -> dict[LeftOut, int]:
        """Lines that are no address."""
        _good, bad = addresses_in(self.addresses.data or "")
        return {LeftOut.NO_ADDRESS: bad} if bad else {}


def data_of(plan: Plan) -> dict[str, Any]:
    """What the form shows of a wave that is there."""
    return {
        "name": plan.name,
        "privacy": plan.privacy.value,
        "ways": sorted(way.value for way in plan.ways),
        "least": plan.least,
        "opens_on": plan.opens_on,
        "closes_on": plan.closes_on,
        "remind_on": plan.remind_on,
        "how": "one" if plan.is_one_at_a_time else "page",
    }


def refuse(form: Form, field: str, words: str) -> None:
    """The command said no: beside the field it is about, and in the summary."""
    place: Sequence[Any] = [one for one in form if one.name == field]
    if place:
        place[0].errors = [words]
    else:
        form.form_errors = [words]
