"""Dates and times in words, in the reader's language and on the council's clocks."""

from __future__ import annotations

from datetime import date, datetime

import flask
from flask_babel import format_date, format_datetime, format_timedelta, get_locale, gettext

from portal.kit import clock
from portal.settings import Settings


def _settings() -> Settings:
    settings: Settings = flask.current_app.extensions["heard.settings"]
    return settings


def _is_english() -> bool:
    locale = get_locale()
    return locale is None or locale.language == "en"


def day(value: date | datetime) -> str:
    """`Friday 27 November`, with the year when it is not this year."""
    if isinstance(value, datetime):
        value = clock.local(value, _settings().time_zone).date()
    this_year = value.year == clock.today(_settings().time_zone).year
    return str(format_date(value, "EEEE d MMMM" if this_year else "EEEE d MMMM y"))


def short_day(value: date | datetime) -> str:
    """`27 Nov 2026`, for tables."""
    if isinstance(value, datetime):
        value = clock.local(value, _settings().time_zone).date()
    return str(format_date(value, "d MMM y"))


def hour(value: datetime) -> str:
    """`5 pm` or `5:30 pm` in English; elsewhere as the language has it."""
    local = clock.local(value, _settings().time_zone)
    if not _is_english():
        return str(format_datetime(local.replace(tzinfo=None), "HH:mm", rebase=False))
    half = "am" if local.hour < 12 else "pm"
    minutes = f":{local.minute:02d}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}\N{NO-BREAK SPACE}{half}"


def moment(value: datetime) -> str:
    """`Tuesday 24 November, 5 pm`."""
    return str(gettext("%(day)s, %(hour)s", day=day(value), hour=hour(value)))


def stamp(value: datetime) -> str:
    """`24 Nov 2026, 17:00`, for staff tables."""
    local = clock.local(value, _settings().time_zone).replace(tzinfo=None)
    return str(format_datetime(local, "d MMM y, HH:mm", rebase=False))


def ago(value: datetime) -> str:
    """How long ago, in words, for lists: `2 hours`."""
    return str(format_timedelta(clock.now() - value, granularity="minute", threshold=0.95))
