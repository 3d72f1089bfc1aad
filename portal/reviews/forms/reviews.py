"""Planning a review: a day, a time, a place, who is asked, and why it moves."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.kit.forms import AtMost, DayField, Needed, SendOnceForm
from portal.reviews.rules.reviews_said import Meeting

LINE, WORDS = 200, 4_000
_TIME = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?$", re.IGNORECASE)


def read_time(text: str) -> str | None:
    """A time as people write it (14:30, 2.30 pm, 9am) as `HH:MM`; "" for none, None when it is none."""
    if not text.strip():
        return ""
    found = _TIME.match(text.strip())
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").casefold()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + 12 if half == "pm" else hour % 12 if half == "am" else hour
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def is_a_time(form: Any, field: Any) -> None:
    if read_time(field.data or "") is None:
        raise ValidationError(_l("Write the time, like 14:30."))


class MeetingForm(SendOnceForm):
    """A meeting of a review. `why` is asked for where something changes."""

    on = DayField(_l("Day"), validators=[Needed(_l("Write the day."))])
    clock = StringField(_l("Time"), validators=[AtMost(20), is_a_time])
    where = StringField(_l("Where"), validators=[AtMost(LINE)])
    who = TextAreaField(_l("Who is asked to come"), validators=[AtMost(WORDS)])
    why = TextAreaField(_l("Why"), validators=[AtMost(WORDS)])

    def needs_why(self, label: Any, message: Any) -> None:
        """Something is changed: the reason is asked for, and kept."""
        self.why.label.text = label
        self.why.validators = [Needed(message), AtMost(WORDS)]

    def meeting(self) -> Meeting:
        assert self.on.data
        return Meeting(
            self.on.data,
            read_time(self.clock.data or "") or "",
            self.where.data or "",
            self.who.data or "",
            self.why.data or "",
        )


class CallOffForm(SendOnceForm):
    """The planned meeting is not held."""

    why = TextAreaField(_l("Why it is called off"), validators=[Needed(_l("Write why.")), AtMost(WORDS)])
