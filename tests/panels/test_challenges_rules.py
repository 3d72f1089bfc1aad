"""What may happen to a challenge, and when it is late: the rules alone."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.disclosure.counts import SAID, Cell, What
from portal.panels.rules import ChallengeState, Progress, StepKind
from portal.panels.rules import challenges as rules
from portal.panels.rules.challenges import WhyNot

TODAY = date(2027, 3, 1)
S, K = ChallengeState, StepKind


@pytest.mark.parametrize("state", list(S))
def test_only_what_waits_and_names_nobody_is_handed_on(state: S) -> None:
    waits = state is S.TO_CHECK
    assert rules.why_not_hand_on(state, is_covered=False) == (None if waits else WhyNot.NOT_TO_CHECK)
    assert rules.why_not_hand_on(state, is_covered=True) == (
        WhyNot.NAMES_SOMEBODY if waits else WhyNot.NOT_TO_CHECK
    )


@pytest.mark.parametrize("state", list(S))
def test_only_an_open_one_goes_to_another_officer(state: S) -> None:
    is_open = state in (S.TO_ANSWER, S.ANSWERED)
    assert (rules.why_not_hand_over(state, is_same=False) is None) is is_open
    assert rules.why_not_hand_over(state, is_same=True) is not None


@pytest.mark.parametrize(
    ("state", "steps", "may"),
    [
        (S.TO_CHECK, [K.ASKED], False),
        (S.TO_ANSWER, [K.ASKED, K.HANDED_ON], True),
        (S.ANSWERED, [K.HANDED_ON, K.ANSWERED], False),
        (S.ANSWERED, [K.ANSWERED, K.KEPT_OPEN], True),
        (S.ANSWERED, [K.ANSWERED, K.KEPT_OPEN, K.PROGRESS, K.SAYS_CLOSE], True),
        (S.ANSWERED, [K.ANSWERED, K.KEPT_OPEN, K.ANSWERED], False),
        (S.ANSWERED, [K.KEPT_OPEN, K.ANSWERED], False),
        (S.CLOSED, [K.ANSWERED, K.KEPT_OPEN, K.CLOSED], False),
    ],
)
def test_an_answer_is_wanted_first_and_when_the_panel_keeps_it_open(
    state: S, steps: list[K], may: bool
) -> None:
    assert rules.may_answer_now(state, steps) is may


@pytest.mark.parametrize(
    ("days", "why"), [(-1, WhyNot.DATE_PASSED), (0, None), (400, None), (401, WhyNot.DATE_TOO_FAR)]
)
def test_the_day_of_an_action_lies_within_400_days(days: int, why: WhyNot | None) -> None:
    assert rules.why_not_answer("do", "post", TODAY + timedelta(days=days), today=TODAY) is why


def test_an_answer_is_whole() -> None:
    assert rules.why_not_answer(" ", "post", TODAY, today=TODAY) is WhyNot.NO_WORDS
    assert rules.why_not_answer("do", " ", TODAY, today=TODAY) is WhyNot.NO_OWNER
    assert rules.why_not_answer("do", "post", None, today=TODAY) is WhyNot.NO_DATE


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("progress", list(Progress))
def test_what_is_due(state: S, progress: Progress) -> None:
    answer_by, due = TODAY, TODAY + timedelta(days=9)
    is_over = progress in (Progress.DONE, Progress.CANT, Progress.NOT_ACCEPTED)
    wanted = {S.TO_ANSWER: answer_by, S.ANSWERED: None if is_over else due}.get(state)
    assert rules.what_is_due(state, progress, answer_by, due) == wanted


@given(st.integers(-30, 400))
def test_late_is_whole_days_and_one_reminder_a_week(days: int) -> None:
    today = TODAY + timedelta(days=days)
    late = rules.days_late(TODAY, today)
    assert late == max(days, 0)
    reminder = rules.reminder(TODAY, TODAY - timedelta(days=3), today)
    if days > 0:
        assert reminder == f"late {(days - 1) // 7}"
    else:
        assert reminder == ("due" if days >= -3 else None)


@given(st.text(), st.text().filter(lambda text: "\n" not in text))
def test_what_a_step_holds_comes_apart_again(words: str, fact: str) -> None:
    assert rules.unpack(rules.pack(fact, TODAY, words), 2) == [fact, TODAY.isoformat(), words]


@given(st.text(), st.integers(1, 4))
def test_taking_apart_gives_every_part(words: str, facts: int) -> None:
    assert len(rules.unpack(words, facts)) == facts + 1


@given(st.text(max_size=60))
def test_what_it_is_about_never_raises(about: str) -> None:
    assert rules.cell_of(about) is None or about.partition(":")[0] in set(What)


def test_what_it_is_about() -> None:
    assert rules.cell_of("theme:moving") == Cell(What.THEME, "moving")
    assert rules.cell_of("said") == SAID
    assert (rules.theme_of("theme:moving"), rules.theme_of("said"), rules.theme_of("")) == ("moving", "", "")


def test_the_last_word_of_each_member_since_it_was_kept_open() -> None:
    one, other = uuid4(), uuid4()
    before = [(K.SAYS_CLOSE, one), (K.SAYS_KEEP_OPEN, other), (K.PROGRESS, other)]
    assert rules.says_now(before) == {one: K.SAYS_CLOSE, other: K.SAYS_KEEP_OPEN}
    assert rules.says_now([*before, (K.SAYS_KEEP_OPEN, one)])[one] is K.SAYS_KEEP_OPEN
    assert rules.says_now([*before, (K.KEPT_OPEN, None), (K.SAYS_CLOSE, other)]) == {other: K.SAYS_CLOSE}
