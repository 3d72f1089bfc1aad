"""Forms of saying thank you: suggest a reward, name somebody, pass it on, a certificate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.kit.forms import AnyOf, AtMost, Form, Needed, OneOf, SendOnceForm
from portal.participation.forms.looked import Looked
from portal.participation.rules import awards as rules
from portal.participation.rules.awards import Skill

SKILLS = {
    Skill.SPOKE_UP: _l("They said what they think in front of others."),
    Skill.LISTENED: _l("They listened to what other people think."),
    Skill.TEAM: _l("They worked well in a team."),
    Skill.PREPARED: _l("They came prepared and knew what it was about."),
    Skill.ASKED: _l("They asked good questions."),
    Skill.FAIR: _l("They judged fairly and gave reasons."),
    Skill.ORGANISED: _l("They planned something and made it happen."),
    Skill.HELPED: _l("They helped other people to take part."),
    Skill.CONFIDENT: _l("They stayed calm in a room of people they did not know."),
    Skill.RELIABLE: _l("They came when they said they would, and did what they had promised."),
}

Choices = Sequence[tuple[UUID, str]]


def with_none(found: Choices, none: Any) -> list[SelectChoice]:
    return [SelectChoice("", none)] + [SelectChoice(str(key), name) for key, name in found]


def id_of(field: Any) -> UUID | None:
    """What was picked, of what was offered."""
    return UUID(field.data) if field.data else None


class SuggestForm(SendOnceForm):
    name = StringField(
        _l("What would be a good reward or thank-you?"),
        [Needed(_l("Write your idea.")), AtMost(rules.NAME)],
    )


class AwardForm(SendOnceForm):
    name = StringField(_l("Its name"), [Needed(_l("Give it a name.")), AtMost(rules.NAME)])
    what = StringField(_l("What is it, and who gets it?"), [AtMost(rules.WHAT)])


class DecideAwardForm(Looked):
    name = StringField(_l("Its name on the list"), [AtMost(rules.NAME)])
    what = StringField(_l("What is it, and who gets it?"), [AtMost(rules.WHAT)])
    reason = StringField(
        _l("If it is not on the list: why not?"),
        [AtMost(rules.WHAT)],
        description=_l("Whoever suggested it reads this."),
    )


class NameForm(SendOnceForm):
    """Thank somebody."""

    who = StringField(_l("Who do you want to thank?"), [Needed(_l("Write who it is.")), AtMost(rules.NAME)])
    words = TextAreaField(_l("What did they do?"), [Needed(_l("Write what they did.")), AtMost(rules.WORDS)])
    award = SelectField(
        _l("Do they get something from the list?"), validators=[OneOf()], validate_choice=False
    )
    says_who = RadioField(
        _l("May we tell them it was you?"),
        choices=[SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No"))],
        validators=[Needed(_l("Pick yes or no.")), OneOf()],
        validate_choice=False,
    )

    def offer(self, awards: Choices) -> None:
        self.award.choices = with_none(awards, _l("Just a thank-you"))


class PassOnForm(Form):
    young = SelectField(_l("A young person"), validators=[OneOf()], validate_choice=False)
    staff = SelectField(_l("Somebody who works here"), validators=[OneOf()], validate_choice=False)
    name = StringField(
        _l("Or a name, for somebody who has no page here"),
        [AtMost(rules.NAME)],
        description=_l("You hand it over on paper."),
    )
    told = TextAreaField(
        _l("What they read"),
        [Needed(_l("Write what they read.")), AtMost(rules.WORDS)],
        description=_l("In the words of whoever wrote it, without what is nobody else’s business."),
    )

    def offer(self, young: Choices, staff: Choices) -> None:
        self.young.choices = with_none(young, _l("None"))
        self.staff.choices = with_none(staff, _l("None"))


class KeepBackForm(Form):
    reason = StringField(
        _l("Why not?"),
        [Needed(_l("Write why not.")), AtMost(rules.WHAT)],
        description=_l("Whoever wrote it reads this."),
    )


class CertificateForm(SendOnceForm):
    who = SelectField(
        _l("Whose certificate is it?"),
        validators=[Needed(_l("Pick whose it is.")), OneOf()],
        validate_choice=False,
    )
    title = StringField(_l("What it is for"), [Needed(_l("Write what it is for.")), AtMost(rules.NAME)])
    did = TextAreaField(
        _l("What did they do?"),
        [Needed(_l("Write what they did.")), AtMost(rules.WORDS)],
        description=_l("Plain sentences that somebody understands who gives them a job."),
    )
    skills = SelectMultipleField(
        _l("What does it show?"),
        choices=[SelectChoice(skill.value, words) for skill, words in SKILLS.items()],
        validators=[Needed(_l("Tick what it shows.")), AnyOf()],
        validate_choice=False,
    )
    signed = StringField(
        _l("Who signs it?"),
        [Needed(_l("Write who signs it.")), AtMost(rules.NAME)],
        description=_l("A name and a post."),
    )


class ShowForm(Form):
    may = BooleanField(_l("You may show this certificate to other people"))
