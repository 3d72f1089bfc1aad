"""Do we look like everyone? Nothing that is printed gives a few of them away, and the list of who is missing
names no few."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from uuid import UUID

import pytest

from portal.disclosure.counts import POPULATION, SAID, Cell, Paper, Period
from portal.disclosure.publish import publish
from portal.disclosure.shown import Published, Rules, Shown, label, possible
from portal.participation.rules.coverage import VALUES, Missing, age_band, distance, missing, paper

pytestmark = pytest.mark.once

QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31))
Known = dict[str, dict[UUID, str]]
Range = tuple[int, int]


def a_council(rng: random.Random, size: int) -> Known:
    """Made-up young people, some kinds of whom are few."""
    everybody = [UUID(int=number) for number in range(1, size + 1)]
    return {
        by: dict(
            zip(
                everybody,
                rng.choices(values, [rng.random() ** 2 + 0.02 for _ in values], k=size),
                strict=True,
            )
        )
        for by, values in VALUES.items()
    }


def of(known: Known) -> list[UUID]:
    return sorted(known["age"])


def read(shown: Published, true: Paper) -> list[str]:
    """What a reader who knows every young person, but no member, can work out: counts of members, or of those
    who are none, that must be from 1 to 4.

    They add up each breakdown, and know that all breakdowns have the same total: the members, who are part of
    everybody."""
    counts, most = true.cells(), shown.rules.threshold - 1
    rows = {by: {value: _range(shown, counts, SAID.of(by, value)) for value in VALUES[by]} for by in VALUES}
    low, high = _range(shown, counts, SAID)
    for row in rows.values():
        low, high = (
            max(low, sum(one for one, _ in row.values())),
            min(high, sum(one for _, one in row.values())),
        )
    found = []
    for by, row in rows.items():
        least, greatest = sum(one for one, _ in row.values()), sum(one for _, one in row.values())
        for value, (bottom, top) in row.items():
            bottom, top = max(bottom, low - (greatest - top)), min(top, high - (least - bottom))
            people = counts[POPULATION.of(by, value)]
            if (bottom >= 1 and top <= most) or (people - top >= 1 and people - bottom <= most):
                found.append(f"{by} {value}: {bottom} to {top} of {people}")
    return found


def _range(shown: Published, counts: Mapping[Cell, int], cell: Cell) -> Range:
    low, high = possible(shown.cells[cell], shown.rules)
    return low, min(high, counts[POPULATION.of(cell.by, cell.value) if cell.by else POPULATION])


def test_no_reader_works_out_that_some_of_a_few_are_members_or_are_not(drill: bool) -> None:
    for seed in range(200) if drill else (0, 1, 4, 6, 7):
        rng = random.Random(seed)
        known = a_council(rng, rng.choice((25, 60, 150)))
        members = rng.sample(of(known), rng.randint(1, 20))
        true = paper(QUARTER, known, of(known), members)
        shown = publish(true).paper
        assert read(shown, true) == [], seed
        for cell, count in true.cells().items():
            assert count >= shown.rules.threshold or shown.cells[cell].number is None


def test_the_reader_finds_it_where_nothing_is_hidden_for_anothers_sake() -> None:
    known = a_council(random.Random(0), 60)
    true = paper(QUARTER, known, of(known), of(known)[:25])
    assert read(Published(QUARTER, {cell: _bare(count) for cell, count in true.cells().items()}), true)


def _bare(count: int) -> Shown:
    return label(count, Rules(), rounded=False)


def test_members_whom_the_council_works_with_no_more_are_not_counted() -> None:
    everybody = [UUID(int=number) for number in range(1, 21)]
    known = {by: dict.fromkeys(everybody, values[0]) for by, values in VALUES.items()}
    true = paper(QUARTER, known, everybody, [*everybody[:6], UUID(int=999)])
    assert (true.population, true.said) == (20, 6)


def council(**kinds: int) -> Known:
    """So many young people of 12 to 15 near home, and so many of each kind named `by__value`."""
    known: Known = {by: {} for by in VALUES}
    plain = {"age": "11_15", "distance": "near", "unaccompanied": "no"}
    for kind, count in {"age__11_15": 40, **kinds}.items():
        by, _line, value = kind.partition("__")
        for _ in range(count):
            one = UUID(int=len(known["age"]) + 1)
            for each, values in VALUES.items():
                known[each][one] = value if each == by else plain.get(each, values[-1])
    return known


def who(known: Known, by: str, value: str) -> list[UUID]:
    return [one for one, there in known[by].items() if there == value]


def test_the_youngest_and_those_far_away_are_named_first() -> None:
    known = council(age__under_11=20, distance__far=12, gender__female=30)
    members = [one for one in who(known, "age", "11_15") if known["distance"][one] == "near"][:20]
    found = missing(known, of(known), [one for one in members if known["gender"][one] != "female"])
    assert found[:2] == [Missing("age", "under_11"), Missing("distance", "far")]
    assert Missing("gender", "female") in found


def test_a_kind_that_is_a_few_is_never_named() -> None:
    known = council(age__under_11=9, distance__far=10)
    assert missing(known, of(known), who(known, "age", "11_15")[:20]) == [Missing("distance", "far")]


def test_nobody_is_missing_where_the_groups_look_like_everyone() -> None:
    known = council(age__under_11=20, distance__far=20)
    members = of(known)[::2]
    assert missing(known, of(known), members) == []


def test_bands_begin_where_the_issue_has_them() -> None:
    assert [age_band(age) for age in (10, 11, 15, 16, 17, 18, None)] == [
        "under_11", "11_15", "11_15", "16_17", "16_17", "18_over", "not_known",
    ]  # fmt: skip
    assert [distance(code) for code in ("under_5", "5_20", "20_50", "50_over", "")] == [
        "near", "near", "far", "far", "not_known",
    ]  # fmt: skip
