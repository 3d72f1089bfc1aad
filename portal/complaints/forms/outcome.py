"""Points, findings, the outcome letter, remedies; what was learned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import flask
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import Optional

from portal.complaints.forms import words as said
from portal.complaints.forms.handling import choices, id_of, one_of
from portal.complaints.forms.naming import NamesCheckedForm
from portal.complaints.rules import Finding, Holds, RemedyKind
from portal.complaints.rules.handling import MOST_WORDS
from portal.kit.forms import AtMost, DayField, Form, Needed, OneOf, SendOnceForm, clean


class PointsForm(Form):
    """The points of the complaint, one a line."""

    points = TextAreaField(
        _l("The points of the complaint, one on each line"),
        validators=[Needed(_l("Write at least one point.")), AtMost(MOST_WORDS)],
        description=_l("As few as say it all, in their words where you can. Each gets its own finding."),
    )

    def lines(self) -> list[str]:
        return [line.strip() for line in (self.points.data or "").split("\n") if line.strip()]


class FindingsForm(Form):
    """Only the token: the fields are named after the points, and read here."""

    def found(self, point_ids: Sequence[UUID]) -> dict[UUID, tuple[Finding, str]]:
        """What was chosen and written for each point; what was not chosen is left as it was."""
        result = {}
        for point_id in point_ids:
            finding = one_of(Finding, flask.request.form.get(f"finding-{point_id}"))
            if finding is not None:
                result[point_id] = (finding, clean(flask.request.form.get(f"why-{point_id}")) or "")
        return result


class LetterForm(NamesCheckedForm, SendOnceForm):
    """The letter to whoever complained. `seen`: the letter as it was kept when this page was opened."""

    seen = HiddenField()

    body = TextAreaField(
        _l("The letter"),
        validators=[Optional(), AtMost(MOST_WORDS)],
        description=_l(
            "To “you”: what you looked at, what you found of each point, what happens now and by when, and "
            "what they can do if it is not right."
        ),
    )


class RemedyForm(SendOnceForm):
    kind = RadioField(
        _l("What is it?"),
        choices=choices(said.REMEDIES),
        validators=[Needed(_l("Choose what it is.")), OneOf()],
        validate_choice=False,
    )
    words = TextAreaField(
        _l("What is done, in words they read"),
        validators=[Needed(_l("Write what is done.")), AtMost(MOST_WORDS)],
    )
    owner = SelectField(
        _l("Who does it?"), validators=[Needed(_l("Choose who does it.")), OneOf()], validate_choice=False
    )
    due = DayField(_l("By when?"))

    def offer(self, people: Sequence[tuple[UUID, str]]) -> None:
        self.owner.choices = [SelectChoice("", _l("Choose"))] + [
            SelectChoice(str(one), name) for one, name in people
        ]

    def owner_id(self) -> UUID | None:
        return id_of(self.owner.data)

    def what(self) -> RemedyKind:
        return one_of(RemedyKind, self.kind.data) or RemedyKind.OTHER


class LearnForm(NamesCheckedForm, SendOnceForm):
    """What changed because of complaints."""

    words = TextAreaField(
        _l("What changed because of complaints?"),
        validators=[Needed(_l("Write what changed.")), AtMost(5000)],
        description=_l("It is printed in the yearly report. Leave out names, places and dates."),
    )
    owner = StringField(
        _l("Who changed it?"),
        validators=[Needed(_l("Write who changed it.")), AtMost(200)],
        description=_l("A post or a team, not a name."),
    )
    changed = DayField(_l("When?"))
    theme = SelectField(_l("Theme"), validators=[OneOf()], validate_choice=False)

    def offer(self, themes: dict[str, Any]) -> None:
        self.theme.choices = [SelectChoice("", _l("None of these"))] + [
            SelectChoice(key, label) for key, label in themes.items()
        ]


class CheckForm(NamesCheckedForm):
    holds = RadioField(
        _l("Does it still hold?"),
        choices=choices(said.HOLDS),
        validators=[Needed(_l("Choose whether it still holds.")), OneOf()],
        validate_choice=False,
    )
    words = TextAreaField(
        _l("How do you know?"), validators=[Needed(_l("Write how you know.")), AtMost(5000)]
    )

    def what(self) -> Holds | None:
        return one_of(Holds, self.holds.data)
