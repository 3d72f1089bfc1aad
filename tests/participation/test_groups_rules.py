"""Groups: who may come in, how long a no holds, what is asked when care ends; notes held back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from portal.participation.rules import notes
from portal.participation.rules.groups import (
    GroupKind,
    Joining,
    Place,
    WhyNot,
    asks_to_stay,
    fits_age,
    is_over,
    may_undo_leaving,
    not_before,
    why_not_ask,
    why_not_invite,
    why_not_make,
)
from portal.participation.rules.notes import NoteState, WhyNotHold, state_of

pytestmark = pytest.mark.once

DAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
ONE, TWO = UUID(int=1), UUID(int=2)


def invited(**change: Any) -> WhyNot | None:
    stands: dict[str, Any] = {
        "is_shut": False, "live": None, "fits": True, "is_apart": False, "not_until": None, "today": DAY,
    }  # fmt: skip
    return why_not_invite(**{**stands, **change})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, None),
        ({"is_shut": True}, WhyNot.CLOSED),
        ({"is_apart": True, "live": Place.INVITED}, WhyNot.NOT_THIS_GROUP),
        ({"live": Place.MEMBER}, WhyNot.ALREADY),
        ({"not_until": DAY + timedelta(days=1)}, WhyNot.SAID_NO),
        ({"not_until": DAY}, None),
        ({"fits": False}, WhyNot.AGE),
    ],
)
def test_who_may_be_invited(change: dict[str, Any], why: WhyNot | None) -> None:
    assert invited(**change) is why


def asked(**change: Any) -> WhyNot | None:
    stands: dict[str, Any] = {
        "is_shut": False, "joining": Joining.ASKING, "live": None, "fits": True, "is_apart": False,
    }  # fmt: skip
    return why_not_ask(**{**stands, **change})


def test_somebody_kept_apart_hears_no_more_than_of_a_group_by_invitation() -> None:
    assert asked(is_apart=True) is asked(joining=Joining.INVITED) is WhyNot.BY_INVITATION
    assert asked() is None
    assert asked(fits=False) is WhyNot.AGE
    assert asked(live=Place.INVITED) is WhyNot.ALREADY


def test_an_age_that_is_not_known_keeps_nobody_out() -> None:
    assert fits_age(None, 8, 11)
    assert fits_age(8, 8, 11)
    assert fits_age(11, 8, 11)
    assert fits_age(40, 8, None)
    assert not fits_age(7, 8, 11)
    assert not fits_age(12, 8, 11)


def test_a_task_group_needs_a_day_and_ends_by_itself() -> None:
    assert why_not_make(GroupKind.TASK, None, None, None, DAY) is WhyNot.NEEDS_A_DAY
    assert why_not_make(GroupKind.TASK, None, None, DAY - timedelta(days=1), DAY) is WhyNot.DAY_GONE
    assert why_not_make(GroupKind.YOUNGER, 11, 8, None, DAY) is WhyNot.AGES_WRONG
    assert why_not_make(GroupKind.CARE4US, None, None, None, DAY) is None
    assert not is_over(DAY, None, DAY)
    assert is_over(DAY, None, DAY + timedelta(days=1))
    assert is_over(None, DAY, DAY)


def test_a_no_holds_for_months_and_leaving_is_undone_for_two_weeks() -> None:
    assert not_before(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert may_undo_leaving(DAY, DAY + timedelta(days=14))
    assert not may_undo_leaving(DAY, DAY + timedelta(days=15))
    assert not may_undo_leaving(None, DAY)


def test_they_are_asked_once_an_occasion_and_never_thrown_out() -> None:
    ended = asks_to_stay(care_ended_on=DAY, age=14, oldest=17, asked_for="")
    assert ended
    assert asks_to_stay(care_ended_on=DAY, age=14, oldest=17, asked_for=ended) is None
    later = DAY + timedelta(days=200)
    assert asks_to_stay(care_ended_on=later, age=14, oldest=17, asked_for=ended)
    assert asks_to_stay(care_ended_on=None, age=12, oldest=11, asked_for="")
    assert asks_to_stay(care_ended_on=None, age=11, oldest=11, asked_for="") is None


def held(**change: Any) -> NoteState:
    stands: dict[str, Any] = {
        "held_by": ONE, "asked_at": NOW, "agreed_by": TWO, "look_again_on": DAY + timedelta(days=30),
        "now": NOW, "today": DAY, "wait_days": 3,
    }  # fmt: skip
    return state_of(**{**stands, **change})


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({}, NoteState.HELD),
        ({"held_by": None}, NoteState.SHOWN),
        ({"agreed_by": None}, NoteState.WAITS),
        ({"agreed_by": None, "now": NOW + timedelta(days=3)}, NoteState.ASKED),
        ({"today": DAY + timedelta(days=30)}, NoteState.SHOWN),
    ],
)
def test_a_note_is_shown_unless_two_people_hold_it_back_until_a_day(
    change: dict[str, Any], state: NoteState
) -> None:
    assert held(**change) is state


def test_holding_back_needs_a_reason_a_near_day_and_another_person() -> None:
    assert notes.why_not_hold(" ", DAY + timedelta(days=1), DAY) is WhyNotHold.NO_REASON
    for wrong in (None, DAY, DAY + timedelta(days=notes.LONGEST_HOLD_DAYS + 1)):
        assert notes.why_not_hold("Harm", wrong, DAY) is WhyNotHold.DAY
    assert notes.why_not_hold("Harm", DAY + timedelta(days=1), DAY) is None
    assert notes.why_not_agree(ONE, None, ONE) is WhyNotHold.SAME_PERSON
    assert notes.why_not_agree(None, None, ONE) is WhyNotHold.NOTHING_TO_AGREE
    assert notes.why_not_agree(ONE, TWO, TWO) is WhyNotHold.NOTHING_TO_AGREE
    assert notes.why_not_agree(ONE, None, TWO) is None
