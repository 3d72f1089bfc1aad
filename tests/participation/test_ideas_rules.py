"""Ideas: who reads whose, what may be counted aloud, what an answer needs. Pure."""

from __future__ import annotations

from datetime import date

import pytest

from portal.disclosure.counts import Period
from portal.participation.rules.consultations import (
    Asking,
    is_for,
    is_open,
    why_not_ages,
    why_not_open,
    why_not_tell,
)
from portal.participation.rules.consultations import WhyNot as NotAsked
from portal.participation.rules.ideas import (
    FINAL,
    LIVE,
    Held,
    IdeaState,
    Pool,
    WhyNot,
    pool_of,
    supporters_told,
    why_not_answer,
    why_not_change,
    why_not_decide,
    why_not_open_again,
    why_not_support,
)
from portal.participation.rules.ideas_printed import Counted, printed

pytestmark = pytest.mark.once
DAY = date(2026, 3, 2)
QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31))


def test_children_and_grown_ups_never_share_a_pool() -> None:
    assert pool_of(17, leaver=True) is Pool.UNDER_18
    assert pool_of(18, leaver=False) is Pool.GROWN_UP
    assert pool_of(None, leaver=True) is Pool.GROWN_UP
    assert pool_of(None, leaver=False) is None  # nobody of unknown age is let in with children


@pytest.mark.parametrize(("count", "told"), [(0, None), (4, None), (5, 5), (9, 5), (10, 10), (14, 10)])
def test_supporters_are_told_in_fives_and_never_below(count: int, told: int | None) -> None:
    assert supporters_told(count) == told


def test_one_decides_once_and_its_author_changes_only_what_nobody_reads() -> None:
    assert why_not_decide(Held.WAITING) is None
    assert why_not_decide(Held.HIDDEN) is None
    assert why_not_decide(Held.SHOWN) is WhyNot.DECIDED_ALREADY
    assert why_not_change(Held.SENT_BACK) is None
    assert why_not_change(Held.WAITING) is None
    assert why_not_change(Held.SHOWN) is WhyNot.NOT_YOURS_TO_CHANGE
    assert why_not_change(Held.HIDDEN) is WhyNot.NOT_YOURS_TO_CHANGE


def test_only_what_waits_for_an_answer_is_supported_and_only_an_answered_one_opened_again() -> None:
    for state in IdeaState:
        assert (why_not_support(state, taken_back=False) is None) == (state in LIVE)
        assert why_not_support(state, taken_back=True) is WhyNot.NOT_LIVE
        assert (why_not_open_again(state) is None) == (state in FINAL)


@pytest.mark.parametrize(
    ("says", "more", "why"),
    [
        (IdeaState.LOOKED_AT, {}, None),
        (IdeaState.DID, {}, None),
        (IdeaState.CANNOT, {}, None),
        (IdeaState.CANNOT, {"words": " "}, WhyNot.NO_WORDS),
        (IdeaState.WILL_DO, {}, WhyNot.NO_WHO),
        (IdeaState.WILL_DO, {"who": "the team"}, WhyNot.NO_BY_WHEN),
        (IdeaState.WILL_DO, {"who": "the team", "by_when": date(2026, 3, 1)}, WhyNot.DAY_HAS_PASSED),
        (IdeaState.WILL_DO, {"who": "the team", "by_when": DAY}, None),
        (IdeaState.NOT_NOW, {}, WhyNot.NO_LOOK_AGAIN),
        (IdeaState.NOT_NOW, {"look_again_on": DAY}, None),
        (IdeaState.NOT_NOW, {"look_again_on": DAY, "by_when": date(2000, 1, 1)}, None),
    ],
)
def test_an_answer_says_what_belongs_to_it(says: IdeaState, more: dict[str, object], why: object) -> None:
    said: dict[str, object] = {"words": "Because.", "who": "", "by_when": None, "look_again_on": None, **more}
    words = said.pop("words")
    assert why_not_answer(IdeaState.OPEN, says, words, today=DAY, **said) is why  # type: ignore[arg-type]


def test_nothing_is_printed_of_what_fewer_than_five_suggested() -> None:
    of_few = Counted(approved=9, states={"open": 9}, in_time=9, late=0, authors=4)
    assert printed(of_few, QUARTER) == {"approved": None, "authors": None, "states": {}, "in_time": None}


def test_small_states_are_not_printed_and_cannot_be_worked_out() -> None:
    counted = Counted(
        approved=12,
        states={"open": 10, "did": 2},
        in_time=11,
        late=6,
        authors=9,
        authors_ever=9,
        authors_answered=9,
    )
    found = printed(counted, QUARTER)
    assert found["approved"] == 10
    assert found["in_time"] == 65
    assert found["states"]["did"] is None
    assert 2 not in found["states"].values()


def test_a_draft_is_opened_asked_about_closed_and_answered() -> None:
    assert why_not_ages(4, 11) is None
    assert why_not_ages(11, 4) is NotAsked.AGES
    assert why_not_open(Asking.DRAFT, 0, DAY, DAY) is NotAsked.NO_PARTS
    assert why_not_open(Asking.DRAFT, 1, date(2026, 3, 1), DAY) is NotAsked.DAY_HAS_PASSED
    assert why_not_open(Asking.OPEN, 1, DAY, DAY) is NotAsked.NOT_A_DRAFT
    assert why_not_open(Asking.TOLD, 1, DAY, DAY) is None  # the new version, asked about again
    assert is_open(Asking.OPEN, DAY, DAY)
    assert not is_open(Asking.OPEN, DAY, date(2026, 3, 3))
    assert why_not_tell(Asking.OPEN, DAY, DAY) is NotAsked.NOT_CLOSED
    assert why_not_tell(Asking.OPEN, DAY, date(2026, 3, 3)) is None
    assert is_for(11, 8, 11)
    assert not is_for(12, 8, 11)
    assert not is_for(None, 4, 30)
