"""One thing that was done about a statement, as a part of the duty desk's forms."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.kit.forms import AtMost, DayField, Form
from portal.voice.rules import Outcome
from portal.voice.rules.desk import WhyNot, why_not_done

OUTCOMES = [
    SelectChoice(Outcome.NOTHING_NEEDED.value, _l("Nothing more is needed")),
    SelectChoice(Outcome.PASSED_ON.value, _l("Passed on")),
    SelectChoice(Outcome.RANG.value, _l("Rang them")),
    SelectChoice(Outcome.VISITED.value, _l("Visited them")),
    SelectChoice(Outcome.STRATEGY.value, _l("Held a strategy discussion")),
    SelectChoice(Outcome.REFERRAL.value, _l("Made a referral")),
    SelectChoice(Outcome.POLICE.value, _l("Told the police")),
    SelectChoice(
        Outcome.DESIGNATED_OFFICER.value, _l("Told the designated officer (somebody who works with children)")
    ),
    SelectChoice(Outcome.OTHER_COUNCIL.value, _l("Told the council where they live")),
    SelectChoice(Outcome.FALSE_ALARM.value, _l("False alarm: somebody made sure")),
]
SAYS_WHY = {
    WhyNot.NO_OUTCOME: _l("Say what was done, even if nothing more is needed."),
    WhyNot.NO_TO_WHOM: _l("Say to whom you passed it on."),
    WhyNot.TO_WHOM_IN_CONFLICT: _l("It concerns this person, or somebody close to them. Pick somebody else."),
    WhyNot.IN_FUTURE: _l("This day and time have not come yet."),
    WhyNot.BEFORE_SENT: _l("This is before it was sent to us."),
    WhyNot.NO_ABOUT: _l("Say whom it concerns, or tick that it concerns nobody here."),
    WhyNot.ABOUT_AND_NOBODY: _l("You named somebody and also ticked nobody. Keep one of them."),
    WhyNot.NO_ANSWERER: _l("Nobody who was picked may answer it. Choose who does."),
    WhyNot.ANSWERER_IN_CONFLICT: _l(
        "It concerns this person, or somebody close to them. Choose somebody else."
    ),
    WhyNot.ALREADY_READ: _l("Somebody else marked it read while you were writing. What you wrote is below."),
}
SHORT = 200
_TIME = re.compile(r"^(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?\s*(am|pm)?$", re.IGNORECASE)


def read_time(text: str) -> time | None:
    """`14:30`, `14.30`, `1430`, `9`, `2:30 pm`; None when it is no time."""
    found = _TIME.match(text.strip())
    if not found:
        return None
    hours, minutes, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "pm" else 0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


class DoneForm(Form):
    """One thing that was done."""

    class Meta(Form.Meta):
        csrf = False  # the form around it has the token

    outcome = SelectField(
        _l("What was done"), choices=[SelectChoice("", _l("Pick one")), *OUTCOMES], default=""
    )
    passed_to = SelectField(_l("To whom, if you passed it on"), default="")
    reference = StringField(
        _l("Reference"), [AtMost(SHORT)], description=_l("A number to find it again, if there is one")
    )
    happened_on = DayField(_l("Day it was done"))
    happened_at = StringField(_l("Time"), [AtMost(20)], description=_l("Like 14:30"))
    note = TextAreaField(_l("Note"))

    def offer(
        self, people: Sequence[tuple[str, str]], now: datetime, max_words: int, *, is_fresh: bool
    ) -> None:
        self.passed_to.choices = [("", _l("Nobody")), *people]
        self.note.validators = [AtMost(max_words)]
        if is_fresh:
            self.happened_on.process(None, now.date())
            self.happened_at.data = now.strftime("%H:%M")

    @property
    def is_used(self) -> bool:
        return any((self.outcome.data, self.passed_to.data, self.reference.data, self.note.data))

    def moment(self, zone: ZoneInfo) -> datetime | None:
        """When it was done, or None when day or time cannot be read."""
        at = read_time(self.happened_at.data or "")
        day = self.happened_on.data
        return datetime.combine(day, at, zone) if day and at else None

    def check(self, *, sent_at: datetime, now: datetime, zone: ZoneInfo, apart: Collection[UUID]) -> bool:
        """Ask the rules; what they say stands beside the field it is about."""
        fine = True
        if self.outcome.data != Outcome.NOTHING_NEEDED and not self.moment(zone):
            fine = self._wrong()
        passed_to = self.passed_to.data
        why = why_not_done(
            Outcome(self.outcome.data) if self.outcome.data else None,
            passed_to=UUID(passed_to) if passed_to else None,
            happened_at=self.moment(zone),
            sent_at=sent_at,
            now=now,
            apart=apart,
        )
        if why:
            places = {
                WhyNot.NO_OUTCOME: self.outcome,
                WhyNot.NO_TO_WHOM: self.passed_to,
                WhyNot.TO_WHOM_IN_CONFLICT: self.passed_to,
            }
            say(places.get(why, self.happened_on), why)
        return fine and not why

    def _wrong(self) -> bool:
        if not self.happened_on.data and not self.happened_on.errors:
            self.happened_on.errors = [_l("Say on which day it was done.")]
        if not read_time(self.happened_at.data or ""):
            self.happened_at.errors = [_l("Write a time like 14:30.")]
        return False


def say(field: Any, why: WhyNot) -> None:
    """Put a rule's reason beside a field, in words."""
    field.errors = [*field.errors, SAYS_WHY[why]]


def done_from(forms: Iterable[DoneForm], now: datetime, zone: ZoneInfo) -> list[dict[str, Any]]:
    """What was done as plain values, for the command."""
    return [
        {
            "outcome": Outcome(one.outcome.data),
            "happened_at": one.moment(zone) or now,
            "passed_to_id": UUID(one.passed_to.data) if one.passed_to.data else None,
            "reference": one.reference.data or "",
            "note": one.note.data or "",
        }
        for one in forms
    ]
