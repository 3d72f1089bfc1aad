"""The forms of reports to the board: a new one, its words, the board's rhythm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.kit.forms import AnyOf, AtMost, DayField, Form, Needed
from portal.panels.forms.challenges import OneOffered
from portal.panels.forms.plan import CheckedForm
from portal.panels.rules.reports import (
    MAX_AGREED,
    MAX_WORDS,
    MONTHS,
    MOST_WEEKS,
    WhyNot,
    why_not_meets_on,
    why_not_rhythm,
)

WORDS = {
    WhyNot.NO_DATE: _l("Give a day."),
    WhyNot.DATE_TOO_FAR: _l("Pick a day within three years."),
    WhyNot.DATE_TAKEN: _l("There is a report for that day already."),
    WhyNot.BAD_WEEKS: _l("Write a number of weeks from 1 to %(most)s.", most=MOST_WEEKS),
    WhyNot.NOBODY_AGREED: _l("Say who agreed to it."),
    WhyNot.BEFORE_THE_LAST: _l("Pick a day after the one on which the rhythm before began."),
}
NONE = "none"


class NewReportForm(Form):
    """For which meeting, and whether it is one of those that were agreed."""

    meets_on = DayField(_l("The board meets on"))
    months = RadioField(
        _l("Which report is it?"),
        choices=[
            SelectChoice(NONE, _l("For a meeting in between")),
            *(SelectChoice(str(one), _l("The one after %(months)s months", months=one)) for one in MONTHS),
        ],
        validators=[OneOffered(_l("Say which report it is."))],
        validate_choice=False,
    )

    def validate_on(self, today: date, taken: Sequence[date]) -> bool:
        """Whether there may be one for that day."""
        fine: bool = self.validate()
        why = why_not_meets_on(self.meets_on.data, today=today, taken=taken)
        if why and not self.meets_on.errors:
            self.meets_on.errors = [WORDS[why]]
        return fine and why is None

    def chosen_months(self) -> int | None:
        return None if self.months.data == NONE else int(self.months.data)


class ReportForm(CheckedForm):
    """What is said beside the plan and the measures."""

    summary = TextAreaField(
        _l("What matters most"), [Needed(_l("Say what matters most.")), AtMost(MAX_WORDS)]
    )
    outside = TextAreaField(_l("Who from outside has looked, and what they found"), [AtMost(MAX_WORDS)])
    lessons = TextAreaField(_l("What complaints and case reviews teach us"), [AtMost(MAX_WORDS)])
    changed = TextAreaField(_l("What those lessons have changed"), [AtMost(MAX_WORDS)])

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        return self.names_are_out(self.summary, self.outside, self.lessons, self.changed) and fine


class FreezeForm(CheckedForm):
    """Nothing to fill in: pressing the button is the decision."""


class RhythmForm(CheckedForm):
    """How often the board meets, from which day, and who agreed."""

    weeks = StringField(_l("Every how many weeks?"), [Needed(_l("Write a number of weeks.")), AtMost(3)])
    from_on = DayField(_l("From which meeting on?"))
    agreed = SelectMultipleField(_l("Who of the board agreed?"), validators=[AnyOf()], validate_choice=False)
    agreed_by = StringField(_l("Who else agreed? Posts, not names"), [AtMost(MAX_AGREED)])
    reason = TextAreaField(_l("Why is it changed?"), [AtMost(MAX_WORDS)])

    def set_up(self, board: Sequence[tuple[UUID, str]], last: date | None, today: date) -> None:
        self.agreed.choices = [SelectChoice(str(one), name) for one, name in board]
        self.last, self.today = last, today
        self.give_id()

    def count(self) -> int | None:
        text = self.weeks.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None

    def agreed_ids(self) -> list[UUID]:
        return [UUID(one) for one in self.agreed.data or []]

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        somebody = bool(self.agreed.data) or bool(self.agreed_by.data)
        why = why_not_rhythm(
            self.count(), self.from_on.data, somebody=somebody, last=self.last, today=self.today
        )
        if why:
            field = {WhyNot.BAD_WEEKS: self.weeks, WhyNot.NOBODY_AGREED: self.agreed_by}.get(
                why, self.from_on
            )
            if not field.errors:
                field.errors = [WORDS[why]]
        return self.names_are_out(self.agreed_by, self.reason) and fine and why is None
