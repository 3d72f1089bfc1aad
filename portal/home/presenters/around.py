"""Help lines, by age and hour."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from portal.home.rules import help_keys
from portal.settings import Settings


@dataclass(frozen=True)
class HelpLine:
    """A number to ring or text."""

    label: str
    number: str
    href: str
    hint: str = ""


def help_lines(age: int | None, settings: Settings, *, is_day: bool) -> list[HelpLine]:
    """The lines for this age and hour, in the reader's language."""
    lines = {
        "emergency": _ring(_("In danger now"), "999"),
        "council_day": _ring(_("Ring us in the day"), settings.phone_day),
        "council_night": _ring(_("Ring us at night or at the weekend"), settings.phone_night),
        "childline": _ring(_("Childline"), "0800 1111", _("Under 19. Free, day and night.")),
        "samaritans": _ring(_("Samaritans"), "116 123", _("Any age. Free, day and night.")),
        "shout": HelpLine(_("Text Shout"), "85258", "sms:85258", _("Free, day and night.")),
    }
    return [lines[key] for key in help_keys(age, is_day=is_day)]


def _ring(label: str, number: str, hint: str = "") -> HelpLine:
    return HelpLine(label, number, "tel:" + number.replace(" ", ""), hint)
