"""What has to be written down with what somebody else tells, and how far the writer may see. No database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.themes.as_if_said import as_if_said
from portal.voice.rules import HowSure, Level, Way
from portal.voice.rules.capture import (
    Stage,
    WhyNot,
    Worry,
    Written,
    may_be_quoted,
    raised,
    stage_of,
    why_not_news,
    whys_not_write_down,
)

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
TOGETHER = Written(Way.TOGETHER, NOW, Worry.NO, words="I like it here", present="Sam and Priya")
OBSERVED = Written(Way.OBSERVED, NOW, Worry.NO, saw="She hid", how_sure=HowSure.QUITE)
PASSED_ON = Written(Way.PASSED_ON, NOW, Worry.NO, words="I hate Mondays", told_to="me")


@pytest.mark.parametrize("whole", [TOGETHER, OBSERVED, PASSED_ON])
def test_what_is_whole_is_written_down(whole: Written) -> None:
    assert whys_not_write_down(whole, NOW) == []


@pytest.mark.parametrize(
    ("whole", "change", "why"),
    [
        (TOGETHER, {"words": ""}, WhyNot.NOTHING),
        (TOGETHER, {"words": "", "saw": "mine"}, WhyNot.NOTHING),
        (TOGETHER, {"present": ""}, WhyNot.NO_PRESENT),
        (OBSERVED, {"saw": "", "words": "theirs"}, WhyNot.NOTHING),
        (OBSERVED, {"how_sure": None}, WhyNot.NO_HOW_SURE),
        (OBSERVED, {"is_told": False}, WhyNot.NO_WHY_NOT_TOLD),
        (PASSED_ON, {"words": ""}, WhyNot.NOTHING),
        (PASSED_ON, {"told_to": ""}, WhyNot.NO_TOLD_TO),
        (PASSED_ON, {"is_told": None}, WhyNot.NO_TOLD),
        (PASSED_ON, {"happened_at": None}, WhyNot.NO_WHEN),
        (PASSED_ON, {"happened_at": NOW + timedelta(minutes=1)}, WhyNot.IN_FUTURE),
        (PASSED_ON, {"worry": None}, WhyNot.NO_WORRY),
    ],
)
def test_what_is_missing_is_named(whole: Written, change: dict[str, object], why: WhyNot) -> None:
    assert whys_not_write_down(replace(whole, **change), NOW) == [why]  # type: ignore[arg-type]  # made of one field each


def test_what_was_said_to_somebody_may_be_told_in_the_writers_words() -> None:
    assert whys_not_write_down(replace(PASSED_ON, words="", saw="That he is tired"), NOW) == []


def test_only_the_writers_texts_are_read_beside_the_words() -> None:
    both = replace(PASSED_ON, saw="a", understands="b", is_told=False, why_not_told="c")
    assert both.beside == ("a", "b", "c")


def test_a_worry_raises_and_never_lowers() -> None:
    assert raised(Level.REST, Worry.NO) is Level.REST
    assert raised(Level.REST, Worry.NOT_SURE) is Level.SOON
    assert raised(Level.NOW, Worry.NOT_SURE) is Level.NOW
    assert raised(Level.SOON, Worry.YES) is Level.NOW


def test_what_is_told_of_somebody_is_read_as_if_they_said_it() -> None:
    assert as_if_said("He cuts himself").splitlines()[:2] == ["i cut myself"] * 2
    assert as_if_said("Her uncle hits her").splitlines()[:2] == ["my uncle hit my", "me uncle hit me"]
    passed = replace(PASSED_ON, saw="a")
    assert passed.told == ("I hate Mondays", "", "a")
    assert replace(TOGETHER, understands="b").told == ("b",)


@pytest.mark.parametrize(
    ("read", "back", "answerer", "answered", "stage"),
    [
        (False, False, False, False, Stage.WAITING),
        (False, True, False, False, Stage.WAITING),
        (True, False, False, False, Stage.READ),
        (True, False, True, False, Stage.IN_HAND),
        (True, False, True, True, Stage.CLOSED),
        (True, True, True, False, Stage.CLOSED),
    ],
)
def test_how_far_it_is(read: bool, back: bool, answerer: bool, answered: bool, stage: Stage) -> None:
    found = stage_of(
        read_at=NOW if read else None,
        taken_back_at=NOW if back else None,
        has_answerer=answerer,
        is_answered=answered,
    )
    assert found is stage


def test_only_their_own_words_may_be_quoted_and_only_who_passed_it_on_has_news() -> None:
    assert [way for way in Way if may_be_quoted(way)] == [Way.OWN, Way.TOGETHER]
    assert why_not_news(Way.PASSED_ON, "") is None
    assert why_not_news(Way.PASSED_ON, "told") is WhyNot.TOLD_ALREADY
    assert why_not_news(Way.TOGETHER, "") is WhyNot.NOBODY_TO_TELL
