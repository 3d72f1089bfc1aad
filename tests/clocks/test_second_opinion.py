"""The engine against a second program, over random cases: the same dates, or it is wrong."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from portal.clocks.answer import Event
from portal.clocks.engine import work_out
from portal.clocks.table import Certainty, clocks
from tests.clocks.second_opinion import ALL, second_opinion

FIRST = date(2024, 1, 1)
Happened = list[tuple[str, date]]


def _a_case(dice: random.Random) -> tuple[str, date, Happened]:
    # Every other case is the one with all the traps.
    clock = "sar" if dice.random() < 0.5 else dice.choice(ALL)
    start = FIRST + timedelta(days=dice.randrange(2200))
    return clock, start, _events(dice, start) if clock == "sar" else []


def _events(dice: random.Random, start: date) -> Happened:
    def later(days: int) -> date:
        return start + timedelta(days=dice.randrange(days))

    happened: Happened = []
    for what in ("id", "authority", "fee"):
        if dice.random() < 0.25:
            happened.append((f"{what}_received", later(40)))
        if dice.random() < 0.1:
            happened.append((f"{what}_asked", later(30)))
    for _ in range(dice.choice([0, 0, 1, 1, 2, 3])):
        asked = later(100)
        happened.append(("clarification_asked", asked))
        if dice.random() < 0.9:
            happened.append(("clarification_received", asked + timedelta(days=dice.choice([0, 1, 5, 9, 30]))))
    if dice.random() < 0.4:
        happened.append(("extension_notified", later(60)))
    dice.shuffle(happened)
    return happened


def _agree(seed: int, cases: int) -> None:
    dice = random.Random(seed)
    for _ in range(cases):
        clock, start, happened = _a_case(dice)
        answer = work_out(clock, start, [Event(kind, on) for kind, on in happened])
        assert (answer.due, answer.aim_by) == second_opinion(clock, start, happened), (clock, start, happened)


def test_a_second_program_finds_the_same_dates_in_a_thousand_random_cases() -> None:
    _agree(20261122, 1_000)


def test_the_second_program_knows_every_clock_of_days_in_the_law() -> None:
    ours = {name for name, clock in clocks().items() if clock.certainty is not Certainty.HOUSE}
    own = {"breach", "sar_extension_notice", "health_opinion", "iro_appointment_practice"}
    own |= {"complaint_2_request", "inspection_action_plan"}
    assert ours - own == set(ALL)


def test_a_hundred_thousand_random_cases(request: pytest.FixtureRequest) -> None:
    """The long form: 100,000 in the drill, another hundred otherwise."""
    _agree(1, 100_000 if request.config.getoption("--drill") else 100)
