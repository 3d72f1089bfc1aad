"""The rules of a story book, by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import pytest

from portal.people.rules.codes import HOME
from portal.records.rules.story import (
    Home,
    Lived,
    Source,
    WhyNot,
    homes_lived,
    ids_of,
    key_of,
    moved,
    picked,
    why_not_change,
    why_not_days,
    why_not_take_back,
)

MAY, JUNE, JULY = date(2019, 5, 1), date(2019, 6, 1), date(2019, 7, 1)


@dataclass(frozen=True)
class _Episode:
    started_on: date
    ended_on: date | None
    reason_started: str
    home_kind: str


def test_a_change_of_the_law_is_no_new_home_and_a_short_stay_is_none() -> None:
    found = homes_lived(
        [
            _Episode(JULY, None, "P", "K2"),
            _Episode(MAY, JUNE, "S", "U6"),
            _Episode(JUNE, JULY, "L", "U4"),
            _Episode(date(2019, 6, 10), date(2019, 6, 12), "T", "T1"),
        ]
    )
    assert found == [Lived(Home.FOSTER, MAY, JULY), Lived(Home.CHILDRENS, JULY, None)]


def test_two_homes_of_a_kind_stay_two() -> None:
    found = homes_lived([_Episode(MAY, JUNE, "S", "U6"), _Episode(JUNE, None, "P", "U6")])
    assert [one.from_on for one in found] == [MAY, JUNE]


@pytest.mark.parametrize("code", HOME)
def test_every_kind_of_home_has_a_word(code: str) -> None:
    assert len(homes_lived([_Episode(MAY, None, "S", code)])) == (not code.startswith("T"))


def test_a_place_is_named_so_twice_is_once() -> None:
    once = moved(["a", "b", "c"], "c", 0)
    assert once == ["c", "a", "b"]
    assert moved(once, "c", 0) == once
    assert moved(["a", "b"], "a", 99) == ["b", "a"]
    assert moved(["a", "b"], "x", 0) == ["a", "b"]


def test_what_was_not_on_the_page_stays_in_the_book() -> None:
    assert picked(["old", "b", "a"], ["a", "b", "c"], {"a", "c"}) == ["old", "a", "c"]
    assert picked([], ["a"], {"a", "never offered"}) == ["a"]


def test_keys_that_are_none_are_passed_over() -> None:
    here = uuid4()
    keys = [key_of(Source.SAID, here), "said:x", "letter:1", "", key_of(Source.PICTURE, uuid4())]
    assert ids_of(Source.SAID, keys) == [here]


@pytest.mark.parametrize(
    ("from_on", "until_on", "why"),
    [
        (None, None, None),
        (MAY, MAY, None),
        (JUNE, MAY, WhyNot.UNTIL_BEFORE_FROM),
        (None, date(2031, 1, 1), WhyNot.IN_FUTURE),
        (date(1999, 1, 1), None, WhyNot.BEFORE_BIRTH),
    ],
)
def test_days_that_cannot_be(from_on: date | None, until_on: date | None, why: WhyNot | None) -> None:
    assert why_not_days(from_on, until_on, born_on=date(2010, 2, 28), today=date(2026, 11, 22)) is why


def test_what_a_worker_wrote_stays_and_is_theirs_once_seen() -> None:
    assert why_not_change(is_own=True) is None
    assert why_not_change(is_own=False) is WhyNot.NOT_THEIR_WORDS
    assert why_not_take_back(seen_at=None) is None
