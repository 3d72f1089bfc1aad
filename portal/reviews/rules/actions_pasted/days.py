"""The day by which, in a line as it was pasted. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from portal.reviews.rules.actions_pasted.taken import Ask

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul"),
            *("august aug", "september sept sep", "october oct", "november nov", "december dec"),
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAYS = (
    re.compile(
        rf"{_WEEKDAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m>{_MONTH})\.?,?(?:\s+(?P<y>\d{{4}}|\d{{2}}))?",
        re.I,
    ),
    re.compile(r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{4}|\d{2})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
)
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8}
_SPAN = re.compile(
    r"(?:with)?in (?:the next )?(?P<n>\d{1,2}|a|one|two|three|four|six|eight) "
    r"(?P<u>day|week|month)s?(?:['’]? time)?",
    re.I,
)
_VAGUE = re.compile(
    r"(?:as soon as possible|a\.?s\.?a\.?p\.?|immediately|ongoing|on-going|in due course|"
    r"when possible|soon|tbc|tba|n/?a|"
    r"(?:the |our |his |her |their )?next (?:lac |cla |child in care )?"
    r"(?:review|meeting|pep|visit|term|half term|month|week)|"
    r"(?:the )?end of (?:the |this )?(?:term|month|week|year|\w{3,9}(?: \d{4})?)|"
    r"easter|christmas|half term|the holidays|"
    rf"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:{_MONTH})(?: \d{{4}})?)",
    re.I,
)
_BEFORE = re.compile(
    r"(?:[\s,;.(\[–—-]|\b(?:due|when|deadline|timescale|date|by when|target(?: date)?)\s*:)*"
    r"(?:\b(?:to be )?(?:done|completed?|finished|in place)\s+)?"
    r"(?:\b(?:by|before|on|due|from|no later than|until)\b[\s:]*(?:the\s+)?)*$",
    re.I,
)
_TAIL = 90
"""The day stands in the last letters of a line."""


def day_at_the_end(text: str, on: date) -> tuple[str, str, date | None, list[Ask]]:
    """The line without its day, the day as it was written, the day, and what to look at."""
    bare = text.rstrip(" .;,)]")
    for when, start, due_on, asks in _days_in(bare, on):
        before = bare[:start]
        lead = _BEFORE.search(before[-_TAIL:])
        cut = start - (len(before[-_TAIL:]) - lead.start()) if lead else start
        return text[:cut].rstrip(" ([,;"), when, due_on, asks
    return text, "", None, []


def _days_in(text: str, on: date) -> Iterator[tuple[str, int, date | None, list[Ask]]]:
    """What at the very end of a text says when: at most one, the most certain first."""
    first = max(0, len(text) - _TAIL)
    tail = text[first:]
    for pattern in _DAYS:
        for found in pattern.finditer(tail):
            if found.end() == len(tail) and not tail[: found.start()][-1:].isalnum():
                due_on, asks = _read_day(found, on)
                yield found[0], first + found.start(), due_on, asks
                return
    for found in _SPAN.finditer(tail):
        if found.end() == len(tail) and not tail[: found.start()][-1:].isalnum():
            yield found[0], first + found.start(), _counted(found, on), [Ask.COUNTED]
            return
    for found in _VAGUE.finditer(tail):
        if found.end() == len(tail) and _stands_alone(tail, found):
            yield found[0], first + found.start(), None, [Ask.VAGUE_DAY]
            return


def _stands_alone(tail: str, found: re.Match[str]) -> bool:
    """ "May" at the end of "what they may" is no day: a loose word needs "by" or a mark before it."""
    before = tail[: found.start()].rstrip()
    if before != tail[: found.start()] or not before:
        return (
            not before
            or before[-1] in ",;.(–—-:"
            or bool(re.search(r"\b(?:by|before|until|the|on|due)$", before, re.I))
            or found[0].casefold()
            in ("asap", "a.s.a.p", "as soon as possible", "immediately", "ongoing", "tbc")
        )
    return False


def _read_day(found: re.Match[str], on: date) -> tuple[date | None, list[Ask]]:
    month = found["m"].casefold()
    year = found["y"]
    number = _MONTHS.get(month) or int(month)
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), number, int(found["d"])), []
        due_on = date(on.year, number, int(found["d"]))
        return (due_on if due_on >= on else date(on.year + 1, number, int(found["d"]))), [Ask.YEAR_ADDED]
    except ValueError:  # 31/02
        return None, [Ask.VAGUE_DAY]


def _counted(found: re.Match[str], on: date) -> date:
    number = _NUMBERS.get(found["n"].casefold()) or int(found["n"])
    unit = found["u"].casefold()
    if unit == "month":
        return on + relativedelta(months=number)
    return on + timedelta(days=number * (7 if unit == "week" else 1))


def is_a_day(cell: str) -> bool:
    """The whole text says when, however vaguely."""
    return any(pattern.fullmatch(cell) for pattern in (*_DAYS, _SPAN, _VAGUE))
