"""What a bank holiday is called, so that a person can see why a date moved."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from dateutil.easter import easter

from portal.clocks.bank_holidays import NO_DAYS, Days, bank_holidays


class Holiday(StrEnum):
    """The eight of every year, and those of one year only."""

    NEW_YEAR = "New Year's Day"
    GOOD_FRIDAY = "Good Friday"
    EASTER_MONDAY = "Easter Monday"
    EARLY_MAY = "the early May bank holiday"
    SPRING = "the spring bank holiday"
    SUMMER = "the summer bank holiday"
    CHRISTMAS = "Christmas Day"
    BOXING = "Boxing Day"
    INSTEAD_OF_NEW_YEAR = "the bank holiday for New Year's Day"
    INSTEAD_OF_CHRISTMAS = "the bank holiday for Christmas Day"
    INSTEAD_OF_BOXING = "the bank holiday for Boxing Day"
    SPECIAL = "a bank holiday of this year only"


def holiday_of(day: date, extra: Days = NO_DAYS) -> Holiday | None:
    """Which bank holiday it is, or None. Raises ValueError before 1978."""
    if day not in bank_holidays(day.year).days:
        return Holiday.SPECIAL if day in extra else None
    if day.month in (1, 12) and (found := _midwinter(day)):
        return found
    if day.month in (3, 4) and (found := _easter(day)):
        return found
    is_monday = day.weekday() == 0
    if is_monday and day.month == 5:
        return Holiday.EARLY_MAY if day.day <= 7 else _if(day.day > 24, Holiday.SPRING)
    return _if(is_monday and day.month == 8 and day.day > 24, Holiday.SUMMER)


def _midwinter(day: date) -> Holiday | None:
    """Christmas on a Sunday leaves Boxing Day where it is and gives the Tuesday for Christmas."""
    if day.month == 1:
        if day.day == 1:
            return Holiday.NEW_YEAR
        return Holiday.INSTEAD_OF_NEW_YEAR if day.day <= 3 and day.weekday() == 0 else None
    match day.day:
        case 25:
            return Holiday.CHRISTMAS
        case 26:
            return Holiday.BOXING
        case 27:
            return Holiday.INSTEAD_OF_CHRISTMAS
        case 28:
            return Holiday.INSTEAD_OF_BOXING
    return None


def _easter(day: date) -> Holiday | None:
    away = day - easter(day.year)
    if away == timedelta(days=-2):
        return Holiday.GOOD_FRIDAY
    return Holiday.EASTER_MONDAY if away == timedelta(days=1) else None


def _if(is_so: bool, holiday: Holiday) -> Holiday:
    return holiday if is_so else Holiday.SPECIAL
