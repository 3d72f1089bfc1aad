"""Who may be told, when, and in which words: the rules by themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from portal.disclosure.counts import Period
from portal.disclosure.shown import FEWER, HIDDEN, Published, Shown
from portal.outcomes.rules import (
    SEEN_FROM,
    Did,
    Difference,
    Reach,
    Seen,
    WhyNot,
    WhyNotAll,
    last_quarter,
    long_sentences,
    newest,
    seen_as,
    why_not_days,
    why_not_to_all,
    why_not_words,
    without_label,
)
from tests.support.did import THEME, number, printed

QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))
BEFORE = Period(date(2026, 4, 1), date(2026, 6, 30))
YES, BIT, NO = Difference.YES, Difference.A_BIT, Difference.NO


def _paper(shown: Shown, period: Period = QUARTER) -> Published:
    return printed({THEME: shown}, period=period)


@pytest.mark.parametrize(
    ("papers", "why"),
    [
        ([], WhyNotAll.NO_PAPER),
        ([_paper(number(5))], None),
        ([_paper(FEWER)], WhyNotAll.HIDDEN),
        ([_paper(HIDDEN)], WhyNotAll.HIDDEN),
        ([printed({"school": number(20)}, period=QUARTER)], WhyNotAll.HIDDEN),
        ([_paper(number(5)), _paper(FEWER)], WhyNotAll.HIDDEN),
        ([_paper(FEWER, BEFORE), _paper(number(5))], None),
        ([_paper(number(5), BEFORE)], WhyNotAll.NO_PAPER),
        # A year that prints a number says nothing of how many spoke in this quarter of it.
        ([_paper(number(5), Period(date(2026, 1, 1), date(2026, 12, 31)))], WhyNotAll.NO_PAPER),
        (
            [_paper(number(5)), _paper(HIDDEN, Period(date(2026, 9, 30), date(2026, 12, 31)))],
            WhyNotAll.HIDDEN,
        ),
        ([_paper(number(5), Period(date(2026, 7, 1), date(2026, 7, 31)))], None),
    ],
)
def test_everybody_is_told_only_of_what_enough_are_known_to_have_said(
    papers: list[Published], why: WhyNotAll | None
) -> None:
    assert why_not_to_all(THEME, QUARTER, papers) is why


def test_first_those_whose_words_led_to_it_then_everybody() -> None:
    published = datetime(2026, 11, 1, tzinfo=UTC)
    reach = Reach(THEME, QUARTER.first, QUARTER.last, published, date(2026, 11, 8), None)
    for day in (QUARTER.first, QUARTER.last):
        assert reach.is_seen([("school", date(2026, 1, 1)), (THEME, day)], date(2026, 11, 1))
    for other in [("school", QUARTER.first)], [(THEME, date(2026, 6, 30))], [(THEME, date(2026, 10, 1))], []:
        assert not reach.is_seen(other, date(2026, 11, 7))
        assert reach.is_seen(other, date(2026, 11, 8))


def test_a_draft_and_what_was_taken_down_are_seen_by_nobody() -> None:
    spoke, at = [(THEME, QUARTER.first)], datetime(2026, 11, 1, tzinfo=UTC)
    draft = Reach(THEME, QUARTER.first, QUARTER.last, None, date(2026, 11, 1), None)
    gone = Reach(THEME, QUARTER.first, QUARTER.last, at, date(2026, 11, 1), at)
    only_theirs = Reach(THEME, QUARTER.first, QUARTER.last, at, None, None)
    assert not draft.is_seen(spoke, date(2027, 1, 1))
    assert not gone.is_seen(spoke, date(2027, 1, 1))
    assert not only_theirs.is_seen([], date(2099, 1, 1))
    assert only_theirs.is_seen(spoke, date(2026, 11, 1))


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ([], Seen.TOO_FEW),
        ([YES] * 9, Seen.TOO_FEW),
        ([YES] * 10, Seen.MOST_BETTER),
        ([YES] * 6 + [NO] * 4, Seen.MOST_BETTER),
        ([YES] * 5 + [NO] * 5, Seen.SOME_BETTER),
        ([YES] * 5 + [BIT] * 5, Seen.SOME_BETTER),
        ([BIT] * 12, Seen.SOME_BETTER),
        ([NO] * 6 + [BIT] * 4, Seen.MOST_NOT),
    ],
)
def test_how_young_people_see_it_in_words(said: list[Difference], seen: Seen) -> None:
    assert seen_as(said) is seen


def test_below_ten_one_voice_more_is_not_to_be_read_off() -> None:
    for count in range(SEEN_FROM - 1):
        for first in Difference:
            for one_more in Difference:
                assert seen_as([first] * count) is seen_as([*[first] * count, one_more]) is Seen.TOO_FEW


@pytest.mark.parametrize(
    ("state", "we_did", "why", "missing"),
    [
        (Did.DONE, "Done.", "", None),
        (Did.DONE, " ", "", WhyNot.NO_WE_DID),
        (Did.PARTLY, "Half.", "", WhyNot.NO_WHY),
        (Did.PARTLY, "", "Money.", WhyNot.NO_WE_DID),
        (Did.PARTLY, "Half.", "Money.", None),
        (Did.CANT, "", " ", WhyNot.NO_WHY),
        (Did.CANT, "", "Money.", None),
    ],
)
def test_what_is_missing(state: Did, we_did: str, why: str, missing: WhyNot | None) -> None:
    assert why_not_words(state, "You said.", we_did, why) is missing
    assert why_not_words(state, " ", we_did, why) is WhyNot.NO_YOU_SAID


def test_days_are_in_order_and_not_ahead() -> None:
    day, next_day = date(2026, 7, 28), date(2026, 7, 29)
    assert why_not_days(date(2026, 7, 1), day, today=day) is None
    assert why_not_days(next_day, day, today=next_day) is WhyNot.ENDS_BEFORE_START
    assert why_not_days(day, next_day, today=day) is WhyNot.STILL_TO_COME


def test_days_are_so_many_that_they_point_to_no_day() -> None:
    last = date(2026, 7, 28)
    assert why_not_days(date(2026, 7, 1), last, today=last) is None
    for first in (date(2026, 7, 2), last):
        assert why_not_days(first, last, today=last) is WhyNot.TOO_SHORT


def test_long_sentences_are_found_and_short_ones_left_alone() -> None:
    long = "We " + "really " * 20 + "did."
    assert long_sentences(f"It is short. {long} So is this!", "And this") == [long.rstrip(".")]
    assert long_sentences("One\n" * 30) == []


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 11, 22), date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 1, 1), date(2025, 10, 1), date(2025, 12, 31)),
        (date(2026, 6, 30), date(2026, 1, 1), date(2026, 3, 31)),
    ],
)
def test_the_last_quarter_that_is_over(today: date, first: date, last: date) -> None:
    assert last_quarter(today) == Period(first, last)


def test_the_newest_paper_is_the_one_that_ends_last() -> None:
    assert newest([]) is None
    assert newest([_paper(FEWER, QUARTER), _paper(FEWER, BEFORE)]) == QUARTER


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("You said: tell us first.", "Tell us first."),
        (" you said that visits move", "Visits move"),
        ("Young people said – ring us", "Ring us"),
        ("We did: a new list.", "A new list."),
        ("Instead: you can ring.", "You can ring."),
        ("We did it in May.", "We did it in May."),
        ("you saidit", "you saidit"),
        ("We asked what you said.", "We asked what you said."),
        ("You said:", ""),
        ("", ""),
    ],
)
def test_a_label_before_the_words_goes(typed: str, kept: str) -> None:
    assert without_label(typed) == kept
