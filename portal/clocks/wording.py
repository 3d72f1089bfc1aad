"""The steps in words. The templates are marked for translation; pages translate them (deadlines/presenters),
the command line prints them as they are. A sentence is never built from pieces."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from portal.clocks.answer import Answer, Step
from portal.clocks.answer import StepKind as K
from portal.clocks.holidays import Holiday
from portal.kit.i18n import N_

Say = Callable[[str, str | None, int, Mapping[str, object]], str]
"""`say(one, many, count, values)`: the sentence in the reader's language; `many` is None where nothing is
counted."""


def ngettext(one: str, many: str) -> tuple[str, str]:
    """Mark both forms for translation; the extractor finds them by this name."""
    return one, many


HOLIDAYS: dict[Holiday, str] = {
    Holiday.NEW_YEAR: N_("New Year's Day"),
    Holiday.GOOD_FRIDAY: N_("Good Friday"),
    Holiday.EASTER_MONDAY: N_("Easter Monday"),
    Holiday.EARLY_MAY: N_("the early May bank holiday"),
    Holiday.SPRING: N_("the spring bank holiday"),
    Holiday.SUMMER: N_("the summer bank holiday"),
    Holiday.CHRISTMAS: N_("Christmas Day"),
    Holiday.BOXING: N_("Boxing Day"),
    Holiday.INSTEAD_OF_NEW_YEAR: N_("the bank holiday in place of New Year's Day"),
    Holiday.INSTEAD_OF_CHRISTMAS: N_("the bank holiday in place of Christmas Day"),
    Holiday.INSTEAD_OF_BOXING: N_("the bank holiday in place of Boxing Day"),
    Holiday.SPECIAL: N_("a special bank holiday"),
}

WORDS: dict[K, str | tuple[str, str]] = {
    K.STARTED: N_("It began on %(day)s."),
    K.STARTED_AT: N_("It began on %(at)s."),
    K.NOT_ON_THE_CLOCK: N_(
        "The clocks went forward past %(at)s, so that time never was. It counts as %(instead)s."
    ),
    K.NOT_IN_FORCE: N_("The rule is in force from %(day)s only. It is counted in the same way."),
    K.NO_LONGER_IN_FORCE: N_("The rule was in force until %(day)s only. It is counted in the same way."),
    K.RESTARTED_ID: N_("Proof of who asks came on %(day)s. The time starts again from that day."),
    K.RESTARTED_AUTHORITY: N_(
        "Proof that they may ask for somebody else came on %(day)s. The time starts again from that day."
    ),
    K.RESTARTED_FEE: N_("The fee came on %(day)s. The time starts again from that day."),
    K.WAITS_ID: N_(
        "Proof of who asks was asked for on %(day)s and has not come. The time starts when it comes."
    ),
    K.WAITS_AUTHORITY: N_(
        "Proof that they may ask for somebody else was asked for on %(day)s and has not come. The time starts"
        " when it comes."
    ),
    K.WAITS_FEE: N_("A fee was asked for on %(day)s and has not come. The time starts when it comes."),
    K.EXTENDED: ngettext(
        "On %(day)s we said that we need longer. That makes %(num)s month in all, from %(start)s.",
        "On %(day)s we said that we need longer. That makes %(num)s months in all, from %(start)s.",
    ),
    K.NOTICE_TOO_LATE: N_(
        "The notice of %(day)s that more time is needed came too late: the last day for it was %(last)s. It"
        " changes nothing."
    ),
    K.HOURS: ngettext(
        "%(num)s hour later is %(at)s. Nights, weekends and bank holidays count.",
        "%(num)s hours later is %(at)s. Nights, weekends and bank holidays count.",
    ),
    K.DAYS: ngettext(
        "%(num)s day later, the day after being day 1, is %(day)s.",
        "%(num)s days later, the day after being day 1, is %(day)s.",
    ),
    K.WEEKS: ngettext("%(num)s week later is %(day)s.", "%(num)s weeks later is %(day)s."),
    K.MONTHS: ngettext(
        "The same date %(num)s month later is %(day)s.", "The same date %(num)s months later is %(day)s."
    ),
    K.MONTHS_SHORT: ngettext(
        "%(num)s month later there is no such date, so it is the last day of that month, %(day)s.",
        "%(num)s months later there is no such date, so it is the last day of that month, %(day)s.",
    ),
    K.YEARS: ngettext(
        "The same date %(num)s year later is %(day)s.", "The same date %(num)s years later is %(day)s."
    ),
    K.YEARS_SHORT: ngettext(
        "%(num)s year later there is no such date, so it is the last day of that month, %(day)s.",
        "%(num)s years later there is no such date, so it is the last day of that month, %(day)s.",
    ),
    K.YEARS_WITH: ngettext(
        "%(num)s year that begins with that day ends with %(day)s.",
        "%(num)s years that begin with that day end with %(day)s.",
    ),
    K.WORKING_DAYS: ngettext(
        "%(num)s working day later, the next working day being day 1, is %(day)s.",
        "%(num)s working days later, the next working day being day 1, is %(day)s.",
    ),
    K.PAUSED: ngettext(
        "A question was asked on %(asked)s and answered on %(received)s. %(num)s day does not count.",
        "A question was asked on %(asked)s and answered on %(received)s. Both days and those between do not"
        " count: %(num)s days.",
    ),
    K.PAUSED_FROM: ngettext(
        "A question was asked on %(asked)s, before the time began, and answered on %(received)s. From"
        " %(start)s on, %(num)s day does not count.",
        "A question was asked on %(asked)s, before the time began, and answered on %(received)s. From"
        " %(start)s on, %(num)s days do not count.",
    ),
    K.PAUSES_ADDED: ngettext(
        "%(num)s day is added, which makes %(day)s.", "%(num)s days are added, which makes %(day)s."
    ),
    K.STANDS_STILL: ngettext(
        "A question was asked on %(day)s and is not answered yet. The clock stands still. When the answer"
        " comes, %(num)s day is left.",
        "A question was asked on %(day)s and is not answered yet. The clock stands still. When the answer"
        " comes, %(num)s days are left.",
    ),
    K.ASKED_TOO_LATE: N_(
        "A question was asked on %(day)s, when the time had run out on %(last)s. It does not stop the clock."
    ),
    K.BEFORE_IT_BEGAN: N_(
        "A question was asked on %(asked)s and answered on %(received)s, before the time began. It changes"
        " nothing."
    ),
    K.HOLIDAY_BETWEEN: N_("%(day)s is not counted: it is %(holiday)s."),
    K.WEEKEND: N_("%(day)s is at a weekend."),
    K.HOLIDAY: N_("%(day)s is %(holiday)s."),
    K.ROLLED: N_("So it moves to the next working day, %(day)s."),
    K.STAYS: N_("The rule says “not more than”, so the date stays %(day)s."),
    K.AIM_BEFORE: N_("To be safe, do it by %(day)s, the working day before."),
    K.AIM_SHORTER: N_(
        "To be safe, do it by %(day)s: some count each pause a day shorter, and the earlier date is safer."
    ),
    K.CLOCKS_CHANGE: N_("The clocks change in between. The hours are those that really pass."),
    K.COMPUTED: N_(
        "The bank holidays of %(year)s are not published yet. They follow from the law and may change."
    ),
}


def sentence(step: Step, say: Say, write: Callable[[object], object]) -> str:
    """One step as a sentence. `write` puts a day, a moment or the name of a holiday into words."""
    words = WORDS[step.kind]
    one, many = words if isinstance(words, tuple) else (words, None)
    count = step.values.get("num", 1)
    assert isinstance(count, int)
    return say(one, many, count, {name: write(value) for name, value in step.values.items()})


def in_english(answer: Answer) -> list[str]:
    """Every step as a plain English sentence."""
    return [sentence(step, _say, english) for step in answer.steps]


def english(value: object) -> object:
    """A day as `Friday 27 November 2026`, a moment with its time before it, a holiday by its name."""
    if isinstance(value, datetime):
        return f"{english(value.date())} at {value:%H:%M}"
    if isinstance(value, date):
        return f"{value:%A} {value.day} {value:%B} {value.year}"
    return HOLIDAYS[value] if isinstance(value, Holiday) else value


def _say(one: str, many: str | None, count: int, values: Mapping[str, object]) -> str:
    return (one if many is None or count == 1 else many) % values
