"""Where records are looked for, and what was found there. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SearchPlace(StrEnum):
    """Where somebody looks."""

    CASE_SYSTEM = "case_system"
    OLD_SYSTEM = "old_system"
    PAPER_STORE = "paper_store"
    ARCHIVE = "archive"
    EMAIL = "email"
    SCHOOL = "school"
    HEALTH = "health"
    OTHER_COUNCIL = "other_council"
    FORMER_HOME = "former_home"
    POLICE_OR_COURT = "police_or_court"
    ELSEWHERE = "elsewhere"


class Found(StrEnum):
    """What came of looking."""

    WAITING = "waiting"  # asked, no answer yet
    FOUND = "found"
    NOTHING = "nothing"  # there never was anything
    MISSING = "missing"  # there should be something and it is not there: the statement says what was done
    DESTROYED = "destroyed"  # the statement says when, why and by what rule


FINAL = frozenset({Found.FOUND, Found.NOTHING, Found.MISSING, Found.DESTROYED})
NEEDS_STATEMENT = frozenset({Found.MISSING, Found.DESTROYED})
ASKS_OTHERS = frozenset(SearchPlace) - {SearchPlace.CASE_SYSTEM, SearchPlace.OLD_SYSTEM, SearchPlace.EMAIL}
"""Where somebody else has to look: they are asked, and asked again."""
CHASE_AFTER_WORKING_DAYS = 10
SHORTEST_STATEMENT = 20
MOST_PAGES, MOST_VOLUMES = 1_000_000, 10_000
EARLIEST_YEAR = 1920


class WhyNotLog(StrEnum):
    """Why a line of the search log cannot be as it is."""

    NO_WHERE = "elsewhere, but not where"
    NO_STATEMENT = "missing or destroyed, and no statement"
    IN_FUTURE = "asked on a day to come"
    CHASE_PASSED = "to be chased on a day that has passed"
    YEARS = "years that cannot be"
    TOO_MANY = "more pages or volumes than can be"
    GOES_ON_ELSEWHERE = "the request goes on in another"
    CHANGED_MEANWHILE = "somebody changed it meanwhile"
    NOT_WAITING = "nothing is waited for"


@dataclass(frozen=True)
class Looked:
    """A line of the search log as it was filled in."""

    place: SearchPlace
    asked_on: date
    found: Found = Found.WAITING
    where: str = ""
    asked: str = ""
    years_from: int | None = None
    years_until: int | None = None
    statement: str = ""
    volumes: int | None = None
    pages: int | None = None
    chase_on: date | None = None


def why_not_log(said: Looked, today: date, *, chase_before: date | None = None) -> WhyNotLog | None:
    """Why it cannot stand like this, or None. `chase_before` is the day it was to be chased on so far: it may
    stay though it has passed.

    The law wants more than "not found" (UK GDPR Art 15(1A) [to be confirmed]): what is missing or was
    destroyed is said in words that the requester gets."""
    if said.place is SearchPlace.ELSEWHERE and not said.where.strip():
        return WhyNotLog.NO_WHERE
    if said.asked_on > today:
        return WhyNotLog.IN_FUTURE
    if why := _why_not_years(said, today) or _why_not_counts(said):
        return why
    if said.found in NEEDS_STATEMENT and len(said.statement.strip()) < SHORTEST_STATEMENT:
        return WhyNotLog.NO_STATEMENT
    waits = said.found is Found.WAITING
    if waits and said.chase_on and said.chase_on < today and said.chase_on != chase_before:
        return WhyNotLog.CHASE_PASSED
    return None


def _why_not_years(said: Looked, today: date) -> WhyNotLog | None:
    years = [one for one in (said.years_from, said.years_until) if one is not None]
    if any(not EARLIEST_YEAR <= one <= today.year for one in years):
        return WhyNotLog.YEARS
    return WhyNotLog.YEARS if len(years) == 2 and years[0] > years[1] else None


def _why_not_counts(said: Looked) -> WhyNotLog | None:
    for count, most in ((said.pages, MOST_PAGES), (said.volumes, MOST_VOLUMES)):
        if count is not None and not 0 <= count <= most:
            return WhyNotLog.TOO_MANY
    return None


@dataclass(frozen=True)
class Span:
    """Years, first and last included."""

    first: int
    last: int


def asked_span(
    years_from: int | None, years_until: int | None, born_on: date | None, received_on: date
) -> Span | None:
    """The years somebody asked about; without years of theirs those until 25, where the birthday is known.
    None: not known."""
    first = years_from or (born_on.year if born_on else None)
    last = years_until or (min(born_on.year + 25, received_on.year) if born_on else None)
    if first is None and last is None:
        return None
    first, last = first or last, last or received_on.year
    return Span(first, last) if first is not None and first <= last else None


def gaps(asked: Span, covered: Sequence[tuple[int | None, int | None]]) -> list[Span]:
    """Years asked about that no line of the log covers. A line without years covers all of them."""
    years = set(range(asked.first, asked.last + 1))
    for first, last in covered:
        years -= set(range(first or asked.first, (last or asked.last) + 1))
    found: list[Span] = []
    for year in sorted(years):
        if found and found[-1].last == year - 1:
            found[-1] = Span(found[-1].first, year)
        else:
            found.append(Span(year, year))
    return found
