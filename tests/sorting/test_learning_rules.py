"""When something is learned, when a new version is used, what may serve again, and what is let go."""

from __future__ import annotations

import pytest

from portal.sorting.rules.learning import (
    LEAST_COMMENTS,
    LEAST_PEOPLE,
    State,
    Version,
    WhyNot,
    to_let_go,
    why_not_roll_back,
    why_not_train,
    why_not_use,
)


@pytest.mark.parametrize(
    ("comments", "people", "has_changed", "why"),
    [
        (LEAST_COMMENTS, LEAST_PEOPLE, True, None),
        (LEAST_COMMENTS - 1, LEAST_PEOPLE, True, WhyNot.TOO_FEW),
        (LEAST_COMMENTS, LEAST_PEOPLE - 1, True, WhyNot.TOO_FEW_PEOPLE),
        (LEAST_COMMENTS, LEAST_PEOPLE, False, WhyNot.NOTHING_NEW),
    ],
)
def test_enough_comments_of_enough_people_and_something_new(
    comments: int, people: int, has_changed: bool, why: WhyNot | None
) -> None:
    assert why_not_train(comments=comments, people=people, has_changed=has_changed) is why


def _did(micro: float, precision: float = 0.7) -> dict[str, float]:
    return {"micro_f1": micro, "average_precision": precision}


@pytest.mark.parametrize(
    ("new", "serving", "why"),
    [
        (_did(0.6), None, None),
        (_did(0.49), None, WhyNot.NO_BETTER_THAN_WORDS),
        (_did(0.6), _did(0.6), None),
        (_did(0.595), _did(0.6), None),
        (_did(0.58), _did(0.6), WhyNot.WORSE),
        (_did(0.65, 0.6), _did(0.6, 0.7), WhyNot.WORSE),
    ],
)
def test_a_new_version_is_used_when_it_does_no_worse(
    new: dict[str, float], serving: dict[str, float] | None, why: WhyNot | None
) -> None:
    assert why_not_use(new, _did(0.5), serving) is why


def test_what_is_there_and_does_not_serve_may_serve_again() -> None:
    assert why_not_roll_back(Version(1, State.READY)) is None
    assert why_not_roll_back(Version(1, State.READY, serves=True)) is WhyNot.SERVES_ALREADY
    assert why_not_roll_back(Version(1, State.LET_GO)) is WhyNot.GONE
    assert why_not_roll_back(Version(1, State.NOT_BETTER)) is WhyNot.GONE


def test_the_newest_are_kept_and_the_one_that_serves() -> None:
    versions = [
        Version(1, State.LET_GO),
        Version(2, State.READY, serves=True),
        Version(3, State.READY),
        Version(4, State.NOT_BETTER),
        Version(5, State.READY),
        Version(6, State.READY),
    ]
    assert to_let_go(versions, kept=2) == [4, 3]
