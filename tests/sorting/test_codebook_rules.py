"""What may be changed in the codebook, and how a codebook carries merged themes forward."""

from __future__ import annotations

from datetime import date

import pytest

from portal.coding.codebook.book import Codebook, Theme, as_plain, from_plain
from portal.coding.codebook.shipped import shipped
from portal.sorting.forms.codebook import lines_in, words_in
from portal.sorting.rules.codebook import WhyNot, why_not_merge, why_not_name, why_not_put_away

MERGED = date(2026, 5, 10)


def _theme(key: str, **fields: object) -> Theme:
    plain = as_plain(shipped().theme("home")) | {"key": key} | fields
    return from_plain(plain)


@pytest.fixture
def book() -> Codebook:
    return Codebook(
        3,
        (
            _theme("home"),
            _theme("food", gone_on="2026-05-10", merged_into="home"),
            _theme("lunch", gone_on="2026-03-01", merged_into="food"),
            _theme("late", since="2026-04-01"),
        ),
    )


@pytest.mark.parametrize(
    ("key", "into", "why"),
    [
        ("a", "b", None),
        ("a", "a", WhyNot.INTO_ITSELF),
        ("a", "gone", WhyNot.UNKNOWN),
        ("gone", "a", WhyNot.UNKNOWN),
    ],
)
def test_two_that_are_in_use_become_one(key: str, into: str, why: WhyNot | None) -> None:
    assert why_not_merge(key, into, ["a", "b", "c"]) is why


def test_two_themes_are_left_at_least() -> None:
    assert why_not_merge("a", "b", ["a", "b"]) is WhyNot.TOO_FEW_LEFT
    assert why_not_put_away("a", ["a", "b"]) is WhyNot.TOO_FEW_LEFT
    assert why_not_put_away("a", ["a", "b", "c"]) is None
    assert why_not_put_away("x", ["a", "b", "c"]) is WhyNot.UNKNOWN


def test_no_two_have_one_name() -> None:
    taken = {"School": "school", "Home": "home"}
    assert why_not_name("", ["school "], taken) is WhyNot.LABEL_TAKEN
    assert why_not_name("school", ["School"], taken) is None
    assert why_not_name("", ["Pets"], taken) is None


def test_what_is_merged_is_carried_to_where_it_is_now(book: Codebook) -> None:
    assert book.now("lunch") == book.now("food") == "home"
    assert book.now("never heard of") == "never heard of"
    assert book.keys_under("home") == ("home", "food", "lunch")


def test_on_a_day_before_the_merge_it_stood_by_itself(book: Codebook) -> None:
    assert book.on("lunch", date(2026, 5, 9)) == "food"
    assert book.on("lunch", MERGED) == "home"
    assert [one.key for one in book.counted(date(2026, 5, 9))] == ["home", "food", "late"]
    assert [one.key for one in book.counted(MERGED)] == ["home", "late"]
    assert [one.key for one in book.counted(date(2026, 2, 1))] == ["home", "food", "lunch"]


def test_what_is_gone_is_not_offered_and_keeps_its_name(book: Codebook) -> None:
    assert book.keys == ("home", "late")
    assert [one.key for one in book.tiles()] == ["home", "late"]
    assert book.theme("food").label


def test_merges_in_a_ring_end() -> None:
    ring = Codebook(
        2,
        (
            _theme("a", gone_on="2026-01-01", merged_into="b"),
            _theme("b", gone_on="2026-01-01", merged_into="a"),
        ),
    )
    assert ring.now("a") in ("a", "b")


def test_a_theme_is_the_same_after_it_was_kept(book: Codebook) -> None:
    for theme in book.themes + shipped().themes:
        assert from_plain(as_plain(theme)) == theme


def test_words_are_parted_by_commas_and_lines() -> None:
    assert words_in("my dog,  my  cat ,,\nparrot, my dog") == ("my dog", "my cat", "parrot")
    assert lines_in(" one \n\n two, three") == ("one", "two, three")
