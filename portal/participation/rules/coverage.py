"""Do we look like everyone? By what young people are counted, and who is missing. Pure.

The table is of a closed quarter, suppressed, and stands. Who is missing is for those who keep the groups
only: they know every member by name and may look up every young person, so a list of kinds tells them nothing
new."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from portal.disclosure.counts import Breakdown, Paper, Period
from portal.people.rules.known import is_disabled

NOT_KNOWN = "not_known"
FAR = frozenset({"20_50", "50_over"})
VALUES: dict[str, tuple[str, ...]] = {
    "age": ("under_11", "11_15", "16_17", "18_over", NOT_KNOWN),
    "distance": ("far", "near", NOT_KNOWN),
    "home": ("foster", "childrens_home", "supported", "parents_or_own", "other", NOT_KNOWN),
    "gender": ("female", "male", NOT_KNOWN),
    "ethnicity": ("white", "mixed", "asian", "black", "other", NOT_KNOWN),
    "unaccompanied": ("yes", "no"),
    "disability": ("yes", "no", NOT_KNOWN),
}
"""Every value stands there always, whoever is in it."""
FIRST = (("age", "under_11"), ("distance", "far"))
"""The youngest, and those placed far away, are named first."""
UNNAMED = frozenset({("home", "other"), ("unaccompanied", "no"), ("disability", "no")})
"""Nobody would be invited for being one of these."""
LEAST_EXPECTED = 2
LEAST_OF = 10
"""Fewer young people of a kind are not called missing: the list would be about a few."""

_ETHNIC = {"W": "white", "M": "mixed", "A": "asian", "B": "black", "C": "other", "O": "other"}
_HOMES = {"U": "foster", "K": "childrens_home", "H": "supported", "P": "parents_or_own"}
_SEX = {"1": "male", "2": "female"}


@dataclass(frozen=True)
class Missing:
    """A kind of young people of whom too few are in the groups. No number: the list would say what the table
    hides."""

    by: str
    value: str


def age_band(age: int | None) -> str:
    if age is None:
        return NOT_KNOWN
    if age < 11:
        return "under_11"
    if age < 16:
        return "11_15"
    return "16_17" if age < 18 else "18_over"


def distance(code: str) -> str:
    return NOT_KNOWN if not code else "far" if code in FAR else "near"


def home(code: str) -> str:
    return _HOMES.get(code[:1], "other") if code else NOT_KNOWN


def gender(code: str) -> str:
    return _SEX.get(code, NOT_KNOWN)


def ethnicity(code: str) -> str:
    return NOT_KNOWN if code in ("", "REFU", "NOBT") else _ETHNIC.get(code[0], NOT_KNOWN)


def disability(codes: tuple[str, ...]) -> str:
    known = is_disabled(codes)
    return NOT_KNOWN if known is None else "yes" if known else "no"


def paper(
    period: Period,
    known: Mapping[str, Mapping[UUID, str]],
    everybody: Collection[UUID],
    members: Collection[UUID],
) -> Paper:
    """The true counts: everybody, and who of them is in any group, by one thing that is known at a time. What
    is known of somebody changes, so no filter lasts from paper to paper. Members whom the council works with
    no more (adopted, say) stay in their groups and are not counted. One group alone is not printed: it would
    be small numbers, and say of the others what is left."""
    counted = set(everybody)
    inside = set(members) & counted
    return Paper(
        period=period,
        population=len(counted),
        said=len(inside),
        themes={},
        breakdowns=tuple(
            Breakdown(by, _by(values, known[by], counted), _by(values, known[by], inside), lasting=False)
            for by, values in VALUES.items()
        ),
    )


def _by(values: Collection[str], of: Mapping[UUID, str], who: Collection[UUID]) -> dict[str, int]:
    counts = dict.fromkeys(values, 0)
    for one in who:
        counts[of[one]] += 1
    return counts


def missing(
    known: Mapping[str, Mapping[UUID, str]], everybody: Collection[UUID], members: Collection[UUID]
) -> list[Missing]:
    """Kinds of whom less than half as many are members as of everybody; the youngest and those placed far
    away first, and always where none of them is a member. Never a kind that is a few."""
    counted = set(everybody)
    inside = set(members) & counted
    share = len(inside) / len(counted) if counted else 0.0
    found = []
    for by, values in VALUES.items():
        people, there = _by(values, known[by], counted), _by(values, known[by], inside)
        for value in values:
            if value == NOT_KNOWN or (by, value) in UNNAMED or people[value] < LEAST_OF:
                continue
            expected = people[value] * share
            is_few = expected >= LEAST_EXPECTED and there[value] * 2 < expected
            if is_few or ((by, value) in FIRST and not there[value]):
                found.append(Missing(by, value))
    order = {one: place for place, one in enumerate(FIRST)}
    return sorted(found, key=lambda one: order.get((one.by, one.value), len(order)))
