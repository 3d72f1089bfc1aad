"""Small numbers of people in a text: "two girls", "3 of them", "children: four". A place to look at: so few
may be known to whoever reads it."""

from __future__ import annotations

import re

_FEW = r"(?:[1-4]|one|two|three|four|both|single|couple)"
_PEOPLE = (
    r"(?:young\s+(?:people|person|persons|adults?|men|man|women|woman|carers?|ones?)|people|persons?"
    r"|child(?:ren)?|kids?|boys?|girls?|teenagers?|siblings?|brothers?|sisters?|care\s+leavers?|of\s+(?:them|us|you))"
)
# a digit that is part of a longer number, a date or an age ("3,000", "1.5", "2-year") is none of these
_ALONE_BEFORE, _ALONE_AFTER = r"(?<![\w.,/'’-])", r"(?![\w/'’-]|[.,]\d)"
_BETWEEN = r"[\s:,(–—-]{1,3}"
_FOUND = re.compile(
    rf"{_ALONE_BEFORE}{_FEW}{_ALONE_AFTER}{_BETWEEN}(?:of\s+(?:the|our|these|those)\s+)?{_PEOPLE}\b"
    rf"|\b{_PEOPLE}{_BETWEEN}{_FEW}{_ALONE_AFTER}",
    re.IGNORECASE,
)


def small_numbers_of_people(text: str) -> list[str]:
    """The places where a number from one to four stands right before or after a word for people, as they are
    written; each once."""
    return list(dict.fromkeys(found.group() for found in _FOUND.finditer(text)))
