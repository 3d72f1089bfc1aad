"""What an answer must hold in each state, what of a wording may go out, who hears that it is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from portal.voice.forms.answers_phrases import PHRASES
from portal.voice.rules import AnswerState as S
from portal.voice.rules.answers import (
    AnswerWords,
    Hears,
    WhyNot,
    only_what_belongs,
    state_of_answer,
    who_hears,
    why_not_answer,
)
from portal.voice.rules.answers_phrases import gaps_in, why_not_sent
from portal.voice.rules.mine import Silence, in_order, silence_of

TODAY = date(2026, 3, 4)
ALL = AnswerWords("understood", S.WILL_DO, "did", "will do", TODAY, "reason", "the court")


@pytest.mark.parametrize("state", S)
def test_an_answer_with_everything_is_fine_in_every_state(state: S) -> None:
    assert why_not_answer(replace(ALL, state=state), today=TODAY) is None


@pytest.mark.parametrize(
    ("state", "without", "why"),
    [
        (None, {}, WhyNot.NO_STATE),
        (S.WILL_DO, {"will_do": " "}, WhyNot.NO_WILL_DO),
        (S.WILL_DO, {"by_when": None}, WhyNot.NO_BY_WHEN),
        (S.WILL_DO, {"by_when": TODAY - timedelta(days=1)}, WhyNot.DAY_HAS_PASSED),
        (S.DONE, {"did": ""}, WhyNot.NO_DID),
        (S.PARTLY, {"did": ""}, WhyNot.NO_DID),
        (S.PARTLY, {"will_do": ""}, WhyNot.NO_WILL_DO),
        (S.PARTLY, {"by_when": None}, WhyNot.NO_BY_WHEN),
        (S.CHANGED_PLAN, {"did": ""}, WhyNot.NO_DID),
        (S.CHANGED_PLAN, {"will_do": ""}, WhyNot.NO_WILL_DO),
        (S.CHANGED_PLAN, {"reason": ""}, WhyNot.NO_REASON),
        (S.CHANGED_PLAN, {"by_when": None}, WhyNot.NO_BY_WHEN),
        (S.CANT, {"reason": "\n"}, WhyNot.NO_REASON),
        (S.CLOSED_NOT_DONE, {"reason": ""}, WhyNot.NO_REASON),
    ],
)
def test_what_is_missing(state: S | None, without: dict[str, object], why: WhyNot) -> None:
    words = replace(ALL, state=state, **without)  # type: ignore[arg-type]  # a few fields by name
    assert why_not_answer(words, today=TODAY) is why


def test_what_a_state_does_not_use_is_not_sent() -> None:
    no = only_what_belongs(replace(ALL, state=S.CANT))
    assert (no.did, no.will_do, no.by_when) == ("", "", None)
    assert (no.reason, no.decided_by) == ("reason", "the court")
    done = only_what_belongs(replace(ALL, state=S.DONE))
    assert (done.did, done.will_do, done.by_when, done.reason) == ("did", "", None, "")


@pytest.mark.parametrize("state", [None, S.WILL_DO])
def test_an_old_no_is_a_cant(state: S | None) -> None:
    assert state_of_answer(state, can_do=False) is S.CANT
    assert state_of_answer(state, can_do=True) is S.WILL_DO


def test_a_newer_no_keeps_its_own_state() -> None:
    assert state_of_answer(S.CLOSED_NOT_DONE, can_do=False) is S.CLOSED_NOT_DONE


WORDING = "I will ask [name] about [what]. Then I will tell you."


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (WORDING, WhyNot.GAP_LEFT),
        ("I will ask Jo about [what]. Then I will tell you.", WhyNot.GAP_LEFT),
        ("I will ask about. Then I will tell you.", WhyNot.UNCHANGED),
        ("  i will ASK  about - then I will tell you", WhyNot.UNCHANGED),
        ("I will ask Jo about Sundays. Then I will tell you.", None),
        ("", None),
        ("My own words (with brackets) entirely.", None),
    ],
)
def test_a_wording_goes_out_only_when_it_was_made_their_own(text: str, why: WhyNot | None) -> None:
    assert why_not_sent([text], {WORDING}) is why


def test_every_suggested_wording_has_a_gap_and_fits_its_state() -> None:
    keys = [phrase.key for phrase in PHRASES]
    assert len(set(keys)) == len(keys)
    for phrase in PHRASES:
        assert all(gaps_in(str(text)) for text in phrase.boxes.values()), phrase.key
        boxes: dict[str, Any] = {name: str(text) for name, text in phrase.boxes.items()}
        words = AnswerWords(**{"understood": "", **boxes}, state=phrase.state, by_when=TODAY)
        assert why_not_answer(words, today=TODAY) is None, phrase.key
        assert only_what_belongs(words).texts == words.texts, phrase.key


def test_a_wording_says_you_and_no_jargon() -> None:
    text = " ".join(str(text) for phrase in PHRASES for text in phrase.boxes.values()).casefold()
    for word in ("contact", "placement", "service user", "statutory", "case", "!"):
        assert word not in text


@pytest.mark.parametrize(
    ("kind", "days", "line"),
    [
        ("answer", 0, "OSM"),
        ("answer", 5, "OSM"),
        ("answer", 6, "OSMA"),
        ("promise", 1, "OS"),
        ("promise", 2, "OS"),
        ("promise", 3, "OSM"),
        ("promise", 6, "OSMA"),
    ],
)
def test_how_far_up_the_line_it_has_gone(kind: str, days: int, line: str) -> None:
    names = {"O": Hears.OWNER, "S": Hears.STAND_IN, "M": Hears.MANAGER, "A": Hears.ABOVE}
    assert who_hears(kind, working_days_late=days, leads_after=5) == tuple(names[one] for one in line)


@pytest.mark.parametrize(
    ("days", "silence"),
    [(0, "heard"), (90, "heard"), (91, "three_months"), (182, "six_months"), (365, "a_year")],
)
def test_silence_counts_from_the_last_word_or_else_from_the_link(days: int, silence: str) -> None:
    then, long_ago = TODAY - timedelta(days=days), TODAY - timedelta(days=999)
    assert silence_of(then, long_ago, TODAY) is Silence(silence)
    assert silence_of(None, then, TODAY) is Silence(silence)


def test_the_longest_silence_is_on_top() -> None:
    def row(name: str, day: int | None, due: int | None = None) -> SimpleNamespace:
        at = SimpleNamespace(at=SimpleNamespace(date=lambda: TODAY - timedelta(days=day or 0)))
        due_on = TODAY + timedelta(days=due) if due is not None else None
        return SimpleNamespace(
            id=uuid4(), name=name, last=at if day is not None else None, linked_on=TODAY, due_on=due_on
        )

    rows = [row("b", 5, 3), row("a", None), row("c", 300, 9)]

    def names(sort: str) -> str:
        return "".join(one.name for one in in_order(rows, sort, folded=lambda one: one.name))

    assert names("silence") == "cba"
    assert names("name") == "abc"
    assert names("due") == "bca"
