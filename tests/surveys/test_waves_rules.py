"""When a wave may be made, opened, closed; when a batch is made; who may be asked how often. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import hypothesis
import pytest
from hypothesis import strategies as st

from portal.surveys.rules import batches, inviting, waves
from portal.surveys.rules.kinds import Audience, Kind, Privacy, WaveState, WayIn, WhyNot
from portal.surveys.rules.rates import OTHERS, TeamAsked, shown_apart, whole
from tests.support.made_surveys import content_of, question

TODAY = date(2027, 3, 10)
PLAN = waves.Plan("Spring", Privacy.ANONYMOUS, frozenset({WayIn.LINK}), 5, TODAY, TODAY + timedelta(days=10))

pytestmark = pytest.mark.once


def test_an_owner_may_ask_for_more_answers_than_the_council_and_never_for_fewer() -> None:
    assert waves.floor_for(Audience.STAFF, least=5, least_staff=10) == 10
    assert waves.floor_for(Audience.STAFF, least=12, least_staff=10) == 12
    assert waves.floor_for(Audience.FAMILIES, least=5, least_staff=10) == 5
    assert waves.why_not_plan(replace(PLAN, least=9), floor=10, today=TODAY) is WhyNot.TOO_LOW
    assert waves.why_not_plan(replace(PLAN, least=10), floor=10, today=TODAY) is None


@pytest.mark.parametrize("way", WayIn)
def test_names_need_a_way_in_that_knows_who(way: WayIn) -> None:
    plan = replace(PLAN, privacy=Privacy.CONFIDENTIAL, ways=frozenset({way}))
    known = way in {WayIn.CODE, WayIn.SIGNED_IN, WayIn.PAPER}
    assert (waves.why_not_plan(plan, floor=5, today=TODAY) is None) is known


def test_days_follow_each_other() -> None:
    assert waves.why_not_plan(replace(PLAN, closes_on=TODAY), floor=5, today=TODAY) is None
    before = TODAY - timedelta(days=1)
    assert waves.why_not_days(TODAY, before, None, today=TODAY) is WhyNot.CLOSES_BEFORE_IT_OPENS
    assert waves.why_not_days(before, before, None, today=TODAY) is WhyNot.PAST
    assert waves.why_not_days(TODAY, TODAY, before, today=TODAY) is WhyNot.REMINDS_OUTSIDE


@pytest.mark.parametrize("state", WaveState)
def test_each_state_allows_one_thing(state: WaveState) -> None:
    is_draft, is_open = state is WaveState.DRAFT, state is WaveState.OPEN
    assert (waves.why_not_change(state) is None) is is_draft
    assert (waves.why_not_open(state, TODAY, (), TODAY) is None) is is_draft
    assert (waves.why_not_close(state) is None) is is_open
    assert (waves.why_not_prolong(state, TODAY, TODAY, None, today=TODAY) is None) is is_open
    assert (waves.why_not_invite(state, {WayIn.CODE}) is None) is (is_draft or is_open)


def test_what_has_faults_or_is_past_does_not_open() -> None:
    assert waves.why_not_open(WaveState.DRAFT, TODAY, ["a fault"], TODAY) is WhyNot.FAULTY
    assert waves.why_not_open(WaveState.DRAFT, TODAY - timedelta(days=1), (), TODAY) is WhyNot.PAST


def test_an_open_link_asks_nobody_by_name() -> None:
    assert waves.why_not_invite(WaveState.OPEN, {WayIn.LINK, WayIn.KIOSK}) is WhyNot.NO_WAY_IN


@pytest.mark.parametrize(
    ("waiting", "there", "meanwhile", "at_the_end"),
    [
        (4, 0, False, False),
        (5, 0, True, True),
        (5, 20, True, True),
        (5, 24, False, True),
        (6, 24, True, True),
    ],
)
def test_batches_are_never_small_and_grow(
    waiting: int, there: int, meanwhile: bool, at_the_end: bool
) -> None:
    assert batches.is_time(waiting, there, 5, is_closing=False) is meanwhile
    assert batches.is_time(waiting, there, 5, is_closing=True) is at_the_end


def test_named_answers_are_counted_as_seldom() -> None:
    assert not batches.is_time_to_count(4, 0, 5, is_closing=True)
    assert batches.is_time_to_count(5, 0, 5, is_closing=False)
    assert not batches.is_time_to_count(9, 5, 5, is_closing=False)
    assert not batches.is_time_to_count(6, 5, 5, is_closing=True)
    assert batches.is_time_to_count(10, 5, 5, is_closing=True)
    assert not batches.is_time_to_count(6, 6, 5, is_closing=True)


def test_the_last_batch_waits_for_what_was_being_sent() -> None:
    closed = datetime(2027, 3, 10, 12, tzinfo=UTC)
    assert not batches.is_last(closed, closed + timedelta(seconds=59))
    assert batches.is_last(closed, closed + timedelta(minutes=1))
    assert not batches.is_last(None, closed)


def test_an_answer_is_taken_apart_in_the_surveys_order() -> None:
    content = content_of(question("a", Kind.NUMBER), question("b", Kind.LONG), question("c", Kind.NUMBER))
    chosen, words = batches.parted(content, {"c": 3, "gone": 9, "b": "some text", "a": 1})
    assert list(chosen.items()) == [("a", 1), ("c", 3)]
    assert words == [("b", "some text")]


def test_a_code_is_long_enough_and_forgives_how_it_is_typed() -> None:
    code = inviting.code_from(bytes(range(32)))
    assert len(code) == inviting.CODE_LENGTH
    assert len(inviting.LETTERS) ** inviting.CODE_LENGTH > 2**45
    assert not set("IL1O0") & set(inviting.LETTERS)
    typed = f" {code[:5].lower()} - {code[5:].lower()} "
    assert inviting.as_typed(typed) == code


def test_addresses_are_found_in_what_was_pasted() -> None:
    text = "a@b.example\n<C@d.example>, a@B.example;; not one\n" + "x" * 300 + "@e.example\n"
    assert inviting.addresses_in(text) == (["a@B.example", "C@d.example"], 2)


def test_nobody_is_asked_more_often_than_allowed() -> None:
    asked = [TODAY, TODAY - timedelta(days=300), None]
    assert inviting.is_enough(asked, TODAY, 3)
    assert not inviting.is_enough(asked, TODAY, 4)
    assert not inviting.is_enough([TODAY - timedelta(days=365)], TODAY, 1)


@pytest.mark.parametrize(("age", "face"), [(7, "little"), (8, "eight"), (12, "twelve"), (18, "grown")])
def test_ages(age: int, face: str) -> None:
    assert inviting.ages_of(age) == face


def asked(*teams: tuple[str, int, int]) -> list[TeamAsked]:
    return [TeamAsked(*one) for one in teams]


def test_teams_of_which_few_answered_are_shown_together() -> None:
    rows = shown_apart(asked(("North", 12, 7), ("Early", 8, 0), ("Clinic", 3, 0), ("South", 30, 15)))
    assert rows == asked(("South", 30, 15), (OTHERS, 23, 7))
    assert shown_apart(asked(("North", 12, 7), ("Clinic", 3, 0))) == []
    assert shown_apart(asked(("North", 12, 7), ("South", 30, 15))) == asked(
        ("North", 12, 7), ("South", 30, 15)
    )
    assert shown_apart([]) == []


@hypothesis.given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8))
def test_no_row_beside_the_whole_says_of_a_few_whether_they_answered(teams: list[tuple[int, int]]) -> None:
    every = [TeamAsked(str(number), yes + no, yes) for number, (yes, no) in enumerate(teams)]
    rows = shown_apart(every)
    assert all(row.is_large for row in rows)
    assert not rows or whole(rows) == whole(every)
