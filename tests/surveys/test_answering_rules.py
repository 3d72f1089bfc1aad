"""Pages of a survey, which of them somebody meets, what is missing; what a page says when it comes."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from portal.surveys.forms import answering as forms
from portal.surveys.rules import steps as rules
from portal.surveys.rules.content import OnlyIf
from portal.surveys.rules.kinds import Kind
from portal.surveys.rules.steps import NotYet
from portal.surveys.rules.values import Wrong
from tests.support.made_surveys import content_of, every_kind, question

pytestmark = pytest.mark.once

ASKS = content_of(
    question("mood", Kind.FACES, is_required=True),
    question("why", Kind.LONG, only_if=OnlyIf("mood", ("bad",))),
    question("team", Kind.ONE, "north", "south"),
)


def numbers(found: list[rules.Step]) -> list[int]:
    return [step.number for step in found]


def test_one_at_a_time_each_question_is_a_page_and_else_each_section_until_one_hangs_on_another() -> None:
    alone = rules.steps(ASKS, one_at_a_time=True)
    assert [[q.key for q in step.questions] for step in alone] == [["mood"], ["why"], ["team"]]
    together = rules.steps(ASKS, one_at_a_time=False)
    assert [[q.key for q in step.questions] for step in together] == [["mood"], ["why", "team"]]


def test_pages_that_are_not_asked_are_passed_over_both_ways() -> None:
    every = rules.steps(ASKS, one_at_a_time=True)
    fine = rules.met(ASKS, every, {"mood": "good"})
    assert numbers(fine) == [1, 3]
    assert rules.step_at(fine, 2).number == 3  # type: ignore[union-attr]  # it is there
    assert rules.step_before(fine, 3).number == 1  # type: ignore[union-attr]  # it is there
    assert rules.step_at(fine, 9) is None
    assert rules.place(fine, fine[1]) == (2, 2)
    assert numbers(rules.met(ASKS, every, {"mood": "bad"})) == [1, 2, 3]


def test_nothing_answered_and_something_needed_are_two_reasons() -> None:
    assert rules.why_not_send(ASKS, {}) is NotYet.NOTHING
    assert rules.why_not_send(ASKS, {"team": "north"}) is NotYet.NEEDED
    assert rules.why_not_send(ASKS, {"mood": "ok"}) is None
    # What is not asked counts for nothing.
    assert rules.why_not_send(ASKS, {"why": "because"}) is NotYet.NOTHING


def test_going_on_leads_to_the_first_open_question() -> None:
    every = rules.steps(ASKS, one_at_a_time=True)
    values = {"mood": "good"}
    assert rules.first_open(ASKS, rules.met(ASKS, every, values), values).number == 3  # type: ignore[union-attr]
    values["team"] = "north"
    assert rules.first_open(ASKS, rules.met(ASKS, every, values), values) is None


def test_a_ranking_moves_one_place_and_no_further() -> None:
    order = ["a", "b", "c"]
    assert rules.moved(order, "b", up=True) == ["b", "a", "c"]
    assert rules.moved(order, "a", up=True) == order
    assert rules.moved(order, "c", up=False) == order
    assert rules.moved(order, "nothing", up=True) == order


def read(sent: dict[str, list[str]]) -> forms.Filled:
    content = every_kind()
    return forms.read(content, list(content.questions()), MultiDict(sent))


def test_each_kind_is_read_from_its_own_fields() -> None:
    filled = read(
        {
            "q1": ["good"],
            "q2": ["not_said"],
            "q3": ["south"],
            "q4": ["people", "food"],
            "q5": ["cat"],
            "q6": ["calm", "time", "money"],
            "q6-set": ["1"],
            "q7": ["12"],
            "q8-day": ["3"],
            "q8-month": ["4"],
            "q8-year": ["2019"],
            "q9": [" calm "],
        }
    )
    assert filled.wrong == {}
    assert filled.values == {
        "mood": "good",
        "safe": "not_said",
        "team": "south",
        "likes": ["food", "people"],
        "pet": "cat",
        "first": ["calm", "time", "money"],
        "years": 12,
        "since": "2019-04-03",
        "one_word": "calm",
        "why_bad": None,
    }


@pytest.mark.parametrize(
    ("sent", "key", "why"),
    [
        ({"q3": ["west"]}, "team", Wrong.NO_SUCH_OPTION),
        ({"q4": ["food", "cars"]}, "likes", Wrong.NO_SUCH_OPTION),
        ({"q1": ["very_good"]}, "mood", Wrong.NO_SUCH_OPTION),
        ({"q6": ["calm", "calm", "time"], "q6-set": ["1"]}, "first", Wrong.NOT_ALL_RANKED),
        ({"q7": ["many"]}, "years", Wrong.NOT_A_NUMBER),
        ({"q7": ["61"]}, "years", Wrong.TOO_LARGE),
        ({"q7": ["-1"]}, "years", Wrong.TOO_SMALL),
        ({"q8-day": ["31"], "q8-month": ["2"], "q8-year": ["2020"]}, "since", Wrong.NOT_A_DAY),
        ({"q8-day": ["3"]}, "since", Wrong.NOT_A_DAY),
        ({"q9": ["x" * 201]}, "one_word", Wrong.TOO_LONG),
        ({"q10": ["x" * 5001]}, "why_bad", Wrong.TOO_LONG),
    ],
)
def test_what_cannot_be_an_answer_is_said(sent: dict[str, list[str]], key: str, why: Wrong) -> None:
    filled = read(sent)
    assert filled.wrong == {key: why}
    assert filled.typed[key]


def test_an_order_that_nobody_touched_is_no_answer() -> None:
    assert read({"q6": ["time", "money", "calm"]}).values["first"] is None


def test_buttons_of_a_ranking_move_keep_and_take_back() -> None:
    content = every_kind()
    asked = list(content.questions())
    up = forms.move_in(content, asked, {"move": "up:q6:2"})
    assert up is not None
    assert forms.order_after(up, None) == ["time", "calm", "money"]
    assert forms.order_after(up, ["calm", "money", "time"]) == ["calm", "money", "time"]
    keep, clear = (forms.move_in(content, asked, {"move": f"{what}:q6:"}) for what in ("keep", "clear"))
    assert keep is not None
    assert clear is not None
    assert forms.order_after(keep, None) == ["time", "money", "calm"]
    assert forms.order_after(clear, ["calm", "money", "time"]) is None
    for bad in ("", "up", "up:q1:0", "burn:q6:1", "up:q99:1"):
        assert forms.move_in(content, asked, {"move": bad}) is None
    odd = forms.move_in(content, asked, {"move": "up:q6:²"})
    assert odd is not None
    assert forms.order_after(odd, None) == ["time", "money", "calm"]
