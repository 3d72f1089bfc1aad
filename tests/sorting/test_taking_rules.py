"""Turns, undoing, how long the rest takes, keys: pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portal.coding.codebook.labels import LABELS
from portal.sorting.rules.keys import LETTERS, letters_for
from portal.sorting.rules.second import is_drawn, is_same
from portal.sorting.rules.taking import (
    WhyNot,
    has_lapsed,
    minutes_left,
    seconds_each,
    why_not_save,
    why_not_undo,
)

NOON = datetime(2026, 9, 22, 12, tzinfo=UTC)
pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("second", "other", "done", "why"),
    [
        (False, False, False, None),
        (False, True, False, WhyNot.SOMEBODY_ELSE_HAS_IT),
        (False, False, True, WhyNot.SORTED_MEANWHILE),
        (False, True, True, WhyNot.SORTED_MEANWHILE),
        (True, False, True, None),
    ],
)
def test_a_choice_is_kept_unless_somebody_else_has_it_or_was_first(
    second: bool, other: bool, done: bool, why: WhyNot | None
) -> None:
    assert why_not_save(has_it_as_second=second, somebody_else_has_it=other, is_sorted=done) is why


def test_the_last_can_be_undone_for_ten_minutes_and_never_once_it_was_printed() -> None:
    def why(
        minutes: int, printed: datetime | None = None, *, quote: bool = False, settled: bool = False
    ) -> WhyNot | None:
        return why_not_undo(
            done_at=NOON,
            now=NOON + timedelta(minutes=minutes),
            printed_at=printed,
            is_quote=quote,
            is_settled=settled,
        )

    assert why(10) is None
    assert why(11) is WhyNot.TOO_LATE
    assert why(5, NOON - timedelta(days=1)) is None  # what was printed before does not count it
    assert why(5, NOON + timedelta(minutes=1)) is WhyNot.ALREADY_COUNTED
    assert why(5, quote=True) is WhyNot.IS_A_QUOTE
    assert why(5, settled=True) is WhyNot.CHANGED_SINCE


def test_how_long_the_rest_takes_is_worked_out_from_the_last_ones_without_pauses() -> None:
    moments = [NOON, NOON + timedelta(seconds=6), NOON + timedelta(seconds=12), NOON + timedelta(hours=1)]
    assert seconds_each(moments) == 8  # two gaps and a pause say little
    moments += [NOON + timedelta(hours=1, seconds=n) for n in (6, 12, 18)]
    assert seconds_each(moments) == 6
    assert minutes_left(21, moments) == 3
    assert minutes_left(1, []) == 1
    assert minutes_left(0, []) == 0


def test_a_hold_has_run_out_at_its_last_moment() -> None:
    assert has_lapsed(NOON, NOON)
    assert not has_lapsed(NOON + timedelta(seconds=1), NOON)


def test_one_in_ten_is_drawn_and_by_the_secret_alone() -> None:
    drawn = [is_drawn(number.to_bytes(8, "big")) for number in range(10_000)]
    assert sum(drawn) == 1_000
    assert is_same(["a", "b"], "ask", {"b", "a"}, "ask")
    assert not is_same(["a"], "ask", ["a"], "worry")


def test_each_theme_has_a_letter_of_its_own_that_no_stance_or_action_has() -> None:
    letters = letters_for([label.key for label in LABELS])
    assert len(set(letters.values())) == len(letters) == min(len(LABELS), len(LETTERS))
    assert not set(letters.values()) & set("gwiausnh")
    assert (letters["family_time"], letters["moving"], letters["records"]) == ("f", "m", "r")
