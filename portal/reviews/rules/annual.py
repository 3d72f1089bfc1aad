"""The IRO service's annual report: its parts and what each must speak of. Pure.

IRO Handbook 2010, paragraph 7.11 (known from secondary sources; the text itself could not be checked): how
concerns were resolved, how the service developed, caseloads and continuity, taking part, reviews on time with
reasons, what audits found, risks of resources. Siblings with different IROs: from sector practice."""

from __future__ import annotations

import json
from datetime import date, timedelta
from enum import Enum, StrEnum

from portal.disclosure.quarters import GRACE_DAYS
from portal.reviews.rules.figures import year_of

LONGEST = 20_000
MOST_YEARS = 5


class Part(StrEnum):
    """The parts, in their order."""

    SERVICE = "service"
    ON_TIME = "on_time"
    TAKING_PART = "taking_part"
    CHILDREN_SAY = "children_say"
    LETTERS = "letters"
    AGREED = "agreed"
    CONCERNS = "concerns"
    CHANGED = "changed"
    AUDITS = "audits"
    SIBLINGS = "siblings"
    RESOURCES = "resources"
    NEXT = "next"


class WhyNot(Enum):
    NOT_OVER = "not_over"  # the year has not closed
    NOT_COUNTED = "not_counted"
    FINISHED = "finished"
    NOT_FINISHED = "not_finished"
    CHANGED_SINCE = "changed_since"  # somebody else changed it meanwhile
    TOO_LONG = "too_long"


def years(first_held: date | None, today: date) -> list[int]:
    """The closed years, newest first, each by the one it begins in, of which a report can be written."""
    if first_held is None:
        return []
    first = first_held.year if first_held.month >= 4 else first_held.year - 1
    found = [year for year in range(first, today.year + 1) if has_closed(year, today)]
    return found[: -MOST_YEARS - 1 : -1]


def has_closed(year: int, today: date) -> bool:
    return year_of(year).last + timedelta(days=GRACE_DAYS) < today


def parts_from(kept: str | None) -> dict[Part, str]:
    """What is written so far."""
    known = json.loads(kept) if kept else {}
    return {part: str(known.get(part.value, "")) for part in Part}


def parts_to(parts: dict[Part, str]) -> str:
    return json.dumps({part.value: words for part, words in parts.items() if words}, ensure_ascii=False)


def why_not_save(
    parts: dict[Part, str], *, number: int, sent_number: int, is_finished: bool, is_counted: bool
) -> WhyNot | None:
    if not is_counted:
        return WhyNot.NOT_COUNTED
    if is_finished:
        return WhyNot.FINISHED
    if number != sent_number:
        return WhyNot.CHANGED_SINCE
    return WhyNot.TOO_LONG if any(len(words) > LONGEST for words in parts.values()) else None
