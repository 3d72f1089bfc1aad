"""The council's promises, and how young people mark them once a year. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from portal.disclosure.counts import Period
from portal.disclosure.quarters import printed_beside_total, printed_count

TITLE, EASY, MEANS, WHO, WORDS = 60, 160, 1200, 120, 2000
PICTURES = ("home", "identity", "school", "health", "work", "listened", "heart", "friends", "safety", "money")


class Mark(StrEnum):
    KEPT = "kept"
    PARTLY = "partly"
    NOT = "not"
    DONT_KNOW = "dont_know"


class RoundState(StrEnum):
    SOON = "soon"
    OPEN = "open"
    OVER = "over"  # its last day has passed; it is counted within the minute
    COUNTED = "counted"


class WhyNot(StrEnum):
    NOT_OPEN = "the round is not open"
    YEAR_TAKEN = "there is a round for this year"
    ENDS_TOO_SOON = "it ends before it begins"
    ANSWER_TOO_SOON = "the answers are due before it ends"
    NO_PROMISES = "there is no promise to mark"
    NOT_COUNTED = "the round is not counted"
    NAMES_IN_IT = "a name known here is in the words"
    NOT_ASKED = "this promise was not marked in this round"
    BEING_MARKED = "young people mark it now"
    CHANGED_MEANWHILE = "somebody else changed it meanwhile"


@dataclass(frozen=True)
class PromiseWords:
    title: str
    easy: str
    means: str
    who: str
    picture: str
    evidence: str = ""


@dataclass(frozen=True)
class RoundDays:
    year: int
    opens_on: date
    closes_on: date
    answer_by_on: date


def state_of(opens_on: date, closes_on: date, *, is_counted: bool, today: date) -> RoundState:
    if is_counted:
        return RoundState.COUNTED
    if today < opens_on:
        return RoundState.SOON
    return RoundState.OPEN if today <= closes_on else RoundState.OVER


def why_not_begin(
    opens_on: date, closes_on: date, answer_by_on: date, *, year_taken: bool, promises: int
) -> WhyNot | None:
    if year_taken:
        return WhyNot.YEAR_TAKEN
    if not promises:
        return WhyNot.NO_PROMISES
    if closes_on < opens_on:
        return WhyNot.ENDS_TOO_SOON
    return WhyNot.ANSWER_TOO_SOON if answer_by_on <= closes_on else None


def only_marks(given: Mapping[str, Any], promises: Iterable[str]) -> dict[str, str]:
    """Of what was kept or sent, marks of promises that are asked about."""
    known, marks = set(promises), set(Mark)
    return {key: Mark(value).value for key, value in given.items() if key in known and value in marks}


def printed(sheets: Iterable[Mapping[str, str]], promises: Iterable[str], period: Period) -> dict[str, Any]:
    """What may be shown of a round: how many marked, and each promise's row with small numbers never in it.

    Each young person is counted once a promise. No row is split by age or anything else."""
    counts: dict[str, Counter[str]] = {key: Counter() for key in promises}
    many = 0
    for sheet in sheets:
        many += 1
        for key, mark in sheet.items():
            if key in counts:
                counts[key][mark] += 1
    rows = {
        key: printed_beside_total({mark.value: count[mark.value] for mark in Mark}, period)
        for key, count in counts.items()
    }
    return {"marked": printed_count(many), "rows": rows}
