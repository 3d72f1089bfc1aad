"""An occasion from the start page to the receipt, on a phone without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]


@pytest.mark.parametrize(
    "way", [{"scripts": False}, {"width": 320, "how": "keyboard"}], ids=["no-scripts", "320-keyboard"]
)
def test_before_a_review_with_one_word(make: Make, visitor: Visit, way: dict[str, object]) -> None:
    person = make.young_person(called="Robin")
    make.worker_of(person, Role.SOCIAL_WORKER)
    make.worker_of(person, Role.IRO)
    make.staff(Role.READER)
    young = visitor(**way).is_signed_in_as(make.account_for(person))
    young.goes_to("/start").follows("About something else")
    young.presses("My review is coming").sees("Do you want to be at your review?")
    young.picks("For part of it").presses("Next")
    young.types("What should we talk about?", "seeing my sister").presses("Next").presses("Send")
    assert young.heading == "Sent"
    young.follows("See what you said").sees("Before a review")
    young.sees("What should we talk about?").sees("seeing my sister")


@pytest.mark.parametrize("look", ["Big and short", "All the questions"])
def test_the_look_they_choose(make: Make, visitor: Visit, look: str) -> None:
    young_enough = date.today() - timedelta(days=365 * 10)  # noqa: DTZ011  # a birthday, not a moment
    person = make.young_person(called="Robin", born_on=young_enough)
    make.worker_of(person, Role.SOCIAL_WORKER)
    young = visitor(width=320).is_signed_in_as(make.account_for(person))
    young.goes_to("/look").picks(look).presses("Make it look like this")
    young.goes_to("/say/about").presses("My move").picks("No", of="Did you")
    young.presses("Next").presses("Next").presses("Send")
    assert young.heading == "Sent"
