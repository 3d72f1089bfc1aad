"""Telephone numbers, addresses and other things that can be told by their form, also across lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from portal.documents.leaves.finding.patterns_known import Pattern
from portal.documents.leaves.finding.spans import Hit, hit
from portal.documents.leaves.shapes import Word

__all__ = ["Pattern", "found_patterns"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    rf"(?i)\b(?:(?P<iso>\d{{4}})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s./-]{{1,2}}(?P<month>\d{{1,2}}|{_MONTH})[\s./,-]{{1,2}}(?P<year>\d{{4}}|\d\d)"
    rf"|(?P<us_month>{_MONTH})\s+(?P<us_day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<us_year>\d{{4}}))\b"
)
_BORN = re.compile(r"(?i)\b(?:d\.?\s?o\.?\s?b\b\.?|born|date\s+of\s+birth|birth\s?date|birthday)[^.]{0,25}$")
_PHONE = re.compile(
    r"(?<![\w./+])(?:\+\s?44\s?(?:\(0\)\s?)?|0044\s?|\(?0(?=[12378\s)]))[\d)](?:[\s().-]{0,2}\d){7,10}(?![\w/])"
)
_POSTCODE = re.compile(r"(?i)\b(?:GIR\s?0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?\s{0,2}[\dO][ABD-HJLNP-UW-Z]{2})\b")
_EMAIL = re.compile(r"[\w.+'’-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
_NHS = re.compile(r"(?<![\d-])\d{3}[\s-]?\d{3}[\s-]?\d{4}(?![\d-])")
_NI = re.compile(r"(?i)\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z]{2}(?:\s?\d\d){3}\s?[A-D]\b")


def found_patterns(
    words: Sequence[Word], patterns: Collection[Pattern], born: Sequence[date]
) -> Iterator[tuple[int, Hit]]:
    """Each with the place of its first word."""
    starts, text = [], ""
    for word in words:
        starts.append(len(text))
        text += word.text + " "
    for pattern in patterns:
        for start, end in _FIND[pattern](text, born):
            first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
            yield first, hit(words[first : last + 1], pattern, "", is_sure=True)


def _by(
    form: re.Pattern[str], is_one: Callable[[str], bool]
) -> Callable[[str, Sequence[date]], Iterator[tuple[int, int]]]:
    def find(text: str, born: Sequence[date]) -> Iterator[tuple[int, int]]:
        return (match.span() for match in form.finditer(text) if is_one(match[0]))

    return find


def _is_phone(text: str) -> bool:
    digits = re.sub(r"\D", "", re.sub(r"^\+?\s?(?:00)?44\s?(?:\(0\))?", "0", text))
    return len(digits) in (10, 11) and digits[1] in "12378"


def _is_nhs(text: str) -> bool:
    """Its last digit is reckoned from the others (modulus 11)."""
    digits = [int(one) for one in text if one.isdigit()]
    check = 11 - sum(digit * (10 - at) for at, digit in enumerate(digits[:9])) % 11
    return check != 10 and check % 11 == digits[9] and len(set(digits)) > 1


def _births(text: str, born: Sequence[date]) -> Iterator[tuple[int, int]]:
    for match in _DATE.finditer(text):
        if _BORN.search(text[: match.start()]) or _is_one_of(match, born):
            yield match.span()


def _is_one_of(match: re.Match[str], born: Sequence[date]) -> bool:
    found = {key: value for key, value in match.groupdict().items() if value}
    day = int(found.get("iso_day") or found.get("day") or found["us_day"])
    month = found.get("iso_month") or found.get("month") or found["us_month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    year = int(found.get("iso") or found.get("year") or found["us_year"])
    return any((one.day, one.month) == (day, number) and year in (one.year, one.year % 100) for one in born)


def _always(text: str) -> bool:
    return True


_FIND: dict[Pattern, Callable[[str, Sequence[date]], Iterator[tuple[int, int]]]] = {
    Pattern.PHONE: _by(_PHONE, _is_phone),
    Pattern.POSTCODE: _by(_POSTCODE, _always),
    Pattern.EMAIL: _by(_EMAIL, _always),
    Pattern.NHS_NUMBER: _by(_NHS, _is_nhs),
    Pattern.NI_NUMBER: _by(_NI, _always),
    Pattern.BIRTH_DATE: _births,
}
