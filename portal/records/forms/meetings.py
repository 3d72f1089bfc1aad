"""Talks beside a file: both sides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import ValidationError

from portal.kit.forms import AtMost, DayField, Needed, OneOf, SendOnceForm
from portal.records.rules import MeetingKind
from portal.records.rules.receiving import LONGEST_LINE, LONGEST_WORDS

KINDS = [
    SelectChoice(MeetingKind.BEFORE.value, _l("Before they read")),
    SelectChoice(MeetingKind.WHILE_READING.value, _l("While they read")),
    SelectChoice(MeetingKind.AFTER.value, _l("After they have read")),
    SelectChoice(MeetingKind.RING.value, _l("A ring two weeks later")),
]
KINDS_THEIRS = [
    SelectChoice(MeetingKind.BEFORE.value, _l("Before I read")),
    SelectChoice(MeetingKind.WHILE_READING.value, _l("Sit with me while I read")),
    SelectChoice(MeetingKind.AFTER.value, _l("After I have read")),
]
_TIME = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?$", re.IGNORECASE)


def read_time(text: str) -> time | None:
    """A time as people write it: 14:30, 2.30 pm, 9am."""
    found = _TIME.match(text.strip())
    if not found:
        return None
    hour, minute, half = int(found.group(1)), int(found.group(2) or 0), (found.group(3) or "").casefold()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + 12 if half == "pm" else hour % 12 if half == "am" else hour
    return time(hour, minute) if hour < 24 and minute < 60 else None


class TalkForm(SendOnceForm):
    """A time, a place and a person, by whoever gives the records."""

    kind = RadioField(
        _l("When in their reading?"),
        validate_choice=False,
        choices=KINDS,
        validators=[Needed(_l("Choose one of these.")), OneOf()],
    )
    on = DayField(_l("Day"), validators=[Needed(_l("Write the day."))])
    clock = StringField(_l("Time"), validators=[Needed(_l("Write the time, like 14:30.")), AtMost(20)])
    where = StringField(
        _l("Where, or on which phone"),
        validators=[Needed(_l("Write where it is, or which number we ring.")), AtMost(LONGEST_LINE)],
    )
    person = SelectField(
        _l("With whom"), validate_choice=False, validators=[Needed(_l("Choose somebody.")), OneOf()]
    )

    def __init__(self, *args: Any, people: Sequence[SelectChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person.choices = list(people)

    def validate_clock(self, field: Any) -> None:
        if read_time(field.data or "") is None:
            raise ValidationError(_l("Write the time, like 14:30."))

    def at(self, zone: ZoneInfo) -> datetime:
        found = read_time(self.clock.data or "")
        assert found
        assert self.on.data
        return datetime.combine(self.on.data, found, zone).astimezone(UTC)

    def person_id(self) -> UUID:
        return UUID(self.person.data)

    def wanted(self) -> MeetingKind:
        return MeetingKind(self.kind.data)


class HeldForm(SendOnceForm):
    """It was held: what was agreed."""

    note = TextAreaField(
        _l("What was said and agreed"),
        validators=[Needed(_l("Write a few words on how it went.")), AtMost(LONGEST_WORDS)],
    )


class AskTalkForm(SendOnceForm):
    """They would like a talk. Nothing but when is asked for."""

    kind = RadioField(
        _l("When would you like to talk?"),
        validate_choice=False,
        choices=KINDS_THEIRS,
        validators=[Needed(_l("Pick one of these.")), OneOf()],
    )
    words = TextAreaField(_l("Which days are good? Is there somebody you would like?"))

    def limit(self, letters: int) -> None:
        self.words.validators = [AtMost(letters)]

    def wanted(self) -> MeetingKind:
        return MeetingKind(self.kind.data)
