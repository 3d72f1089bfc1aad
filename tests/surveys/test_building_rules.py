"""What is wrong with a survey is found before anybody is asked; changing it changes nothing else. Pure."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.settings import ROOT
from portal.surveys.rules import building, content, faces, faults, options
from portal.surveys.rules.caps import why_not_keep
from portal.surveys.rules.content import Content, OnlyIf, Option, Question, Section
from portal.surveys.rules.faults import Fault, FaultKind
from portal.surveys.rules.kinds import NOT_SAID, Face, Kind, WhyNot
from portal.surveys.rules.path import asked
from portal.surveys.rules.pictures import PICTURES
from portal.surveys.rules.values import keys_of
from portal.voice.rules import Look
from tests.support.made_surveys import content_of, en, every_kind, question


def kinds_in(whole: Content) -> list[FaultKind]:
    return [fault.kind for fault in faults.faults(whole)]


def one(*args: Any, **fields: Any) -> Content:
    return content_of(question(*args, **fields))


YES_NO = question("yn", Kind.ONE, "yes", "no")
UNSEEN = (Option("cat", en("Cat")), Option("dog", en("Dog")))


def test_a_survey_with_every_kind_of_question_has_no_fault() -> None:
    assert faults.faults(every_kind()) == []


@pytest.mark.parametrize(
    ("whole", "kind"),
    [
        (content_of(titles={}), FaultKind.NO_TITLE),
        (content_of(YES_NO, faces=()), FaultKind.NO_FACE),
        (content_of(), FaultKind.NOTHING_TO_ASK),
        (one("read", Kind.INFORMATION), FaultKind.NOTHING_TO_ASK),
        (content_of(*[question(f"q{n}") for n in range(201)]), FaultKind.TOO_MANY_QUESTIONS),
        (content_of(YES_NO, YES_NO), FaultKind.DOUBLED_KEY),
        (one("not a key"), FaultKind.BAD_KEY),
        (one("k" * 61), FaultKind.BAD_KEY),
        (one("q", prompts={"ar": "س"}), FaultKind.NO_WORDS),
        (one("q", prompts=en("w" * 2001)), FaultKind.TOO_LONG),
        (one("q", Kind.ONE), FaultKind.NO_OPTIONS),
        (one("q", Kind.RANK, "alone"), FaultKind.NO_OPTIONS),
        (one("q", Kind.ONE, *[f"o{n}" for n in range(41)]), FaultKind.TOO_MANY_OPTIONS),
        (one("q", Kind.RANK, *[f"o{n}" for n in range(11)]), FaultKind.TOO_MANY_TO_RANK),
        (content_of(Question("q", Kind.PICTURE, en("Q"), options=UNSEEN)), FaultKind.NO_PICTURE),
        (one("q", Kind.INFORMATION, is_required=True), FaultKind.REQUIRED_INFORMATION),
        (one("q", Kind.NUMBER, least=5, most=4), FaultKind.LEAST_OVER_MOST),
        (one("q", Kind.MANY, "a", is_group=True), FaultKind.GROUP_IS_NOT_ONE_CHOICE),
        (one("q", only_if=OnlyIf("gone", ("yes",))), FaultKind.UNKNOWN_REFERENCE),
        (one("q", only_if=OnlyIf("q", ("yes",))), FaultKind.OWN_REFERENCE),
        (content_of(question("q", only_if=OnlyIf("yn", ("yes",))), YES_NO), FaultKind.LATER_REFERENCE),
        (content_of(YES_NO, question("q", only_if=OnlyIf("yn", ("maybe",)))), FaultKind.OPTION_GONE),
        (content_of(YES_NO, question("q", only_if=OnlyIf("yn", ()))), FaultKind.NO_CONDITION),
        (
            content_of(question("t"), question("q", only_if=OnlyIf("t", ("yes",)))),
            FaultKind.REFERENCE_HAS_NO_CHOICES,
        ),
    ],
    ids=lambda value: value.value if isinstance(value, FaultKind) else "",
)
def test_a_fault_is_found(whole: Content, kind: FaultKind) -> None:
    assert kind in kinds_in(whole)


def test_a_cycle_is_found_however_long_it_is() -> None:
    names = "abc"
    ring = [
        replace(YES_NO, key=name, only_if=OnlyIf(names[(n + 1) % 3], ("yes",)))
        for n, name in enumerate(names)
    ]
    assert FaultKind.LATER_REFERENCE in kinds_in(content_of(*ring))


def test_two_answers_that_say_the_same_are_found_in_each_language() -> None:
    pair = (Option("a", {"en": "Yes", "ar": "نعم"}), Option("b", {"en": "Also", "ar": " نعم "}))
    whole = content_of(replace(YES_NO, options=pair))
    assert Fault(FaultKind.SAME_OPTIONS, "yn", "نعم") in faults.faults(whole)
    same = content_of(replace(YES_NO, options=(Option("a", en("Yes")), Option("a", en("yes")))))
    assert {FaultKind.SAME_OPTIONS, FaultKind.DOUBLED_OPTION} <= set(kinds_in(same))


def test_what_hangs_on_something_never_asked_is_never_asked() -> None:
    must = replace(YES_NO, is_required=True)
    never = question("never", Kind.ONE, "x", "z", only_if=OnlyIf("yn", ("yes", "no"), is_not=True))
    after = question("after", only_if=OnlyIf("never", ("x",)))
    whole = content_of(must, never, after)
    assert faults.faults(whole) == [
        Fault(FaultKind.NEVER_ASKED, "never"),
        Fault(FaultKind.NEVER_ASKED, "after"),
    ]
    assert faults.faults(content_of(YES_NO, never, after)) == []  # it may be skipped: then it is asked


_KEYS = ("yes", "no")


@st.composite
def _chains(draw: st.DrawFn) -> Content:
    """Up to four questions, each of which may hang on an earlier one."""
    made: list[Question] = []
    for number in range(draw(st.integers(1, 4))):
        only_if = None
        if made and draw(st.booleans()):
            on = draw(st.sampled_from(made)).key
            named = draw(st.lists(st.sampled_from(_KEYS), min_size=1, unique=True))
            only_if = OnlyIf(on, tuple(named), draw(st.booleans()))
        made.append(
            question(f"q{number}", Kind.ONE, *_KEYS, only_if=only_if, is_required=draw(st.booleans()))
        )
    return content_of(*made)


@given(_chains())
def test_never_asked_is_said_of_exactly_those_that_no_answers_lead_to(whole: Content) -> None:
    """Every way to answer is tried; one that leaves out what is required is no way."""
    questions = list(whole.questions())
    met: set[str] = set()
    for values in product((*_KEYS, None), repeat=len(questions)):
        said = {each.key: value for each, value in zip(questions, values, strict=True) if value}
        meets = asked(whole, said)
        if all(each.key in said for each in meets if each.is_required):
            met |= {each.key for each in meets}
    never = {fault.where for fault in faults.faults(whole) if fault.kind is FaultKind.NEVER_ASKED}
    assert never == {each.key for each in questions} - met


def test_a_missing_translation_is_to_be_weighed_and_is_no_fault() -> None:
    whole = content_of(YES_NO, titles={"en": "How", "ar": "كيف"}, intros={}, thanks={})
    assert faults.faults(whole) == []
    missing = [fault for fault in faults.warnings(whole) if fault.kind is FaultKind.MISSING_TRANSLATION]
    assert [(fault.where, fault.what) for fault in missing] == [("first", "ar"), ("yn", "ar")]


def test_words_that_everybody_must_write_and_empty_sections_are_to_be_weighed() -> None:
    whole = one("q", Kind.LONG, is_required=True)
    whole = replace(whole, sections=(*whole.sections, Section("empty", {}, ())))
    found = {(fault.kind, fault.where) for fault in faults.warnings(whole)}
    assert found == {(FaultKind.REQUIRED_WORDS, "q"), (FaultKind.EMPTY_SECTION, "empty")}


def test_a_draft_may_be_half_done_and_not_endless() -> None:
    assert why_not_keep(content_of(titles={})) is None
    assert why_not_keep(content_of(*[question(f"q{n}") for n in range(201)])) is WhyNot.TOO_MANY
    assert why_not_keep(one("q", Kind.ONE, *[f"o{n}" for n in range(41)])) is WhyNot.TOO_MANY
    assert why_not_keep(one("q", prompts=en("w" * 2001))) is WhyNot.TOO_LONG
    assert why_not_keep(content_of(titles={f"x{n}": "T" for n in range(21)})) is WhyNot.TOO_MANY


def two_sections() -> Content:
    return content_of(
        sections=(
            Section("s1", en("One"), (question("a"), question("b"))),
            Section("s2", en("Two"), (question("c"),)),
        )
    )


def order(whole: Content) -> list[list[str]]:
    return [[each.key for each in section.questions] for section in whole.sections]


def test_questions_move_within_a_section_and_over_its_edge() -> None:
    whole = two_sections()
    assert order(building.moved(whole, "b", up=True)) == [["b", "a"], ["c"]]
    assert order(building.moved(whole, "b", up=False)) == [["a"], ["b", "c"]]
    assert order(building.moved(whole, "c", up=True)) == [["a", "b", "c"], []]
    assert building.moved(whole, "a", up=True) == whole
    assert building.moved(whole, "c", up=False) == whole
    assert building.moved(whole, "nobody", up=True) == whole


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=12))
def test_moving_never_loses_or_doubles_a_question(steps: list[tuple[str, bool]]) -> None:
    whole = two_sections()
    for key, up in steps:
        whole = building.moved(whole, key, up=up)
    assert sorted(each.key for each in whole.questions()) == ["a", "b", "c"]


def test_once_more_is_another_question_and_off_is_gone() -> None:
    whole = building.duplicated(two_sections(), "a")
    assert order(whole) == [["a", "a_2", "b"], ["c"]]
    assert order(building.removed(whole, "a")) == [["a_2", "b"], ["c"]]


def test_a_section_that_goes_leaves_its_questions() -> None:
    whole = two_sections()
    assert order(building.section_removed(whole, "s1")) == [["a", "b", "c"]]
    assert order(building.section_removed(whole, "s2")) == [["a", "b", "c"]]
    only = building.section_removed(whole, "s2")
    assert building.section_removed(only, "s1") == only
    assert order(building.section_moved(whole, "s2", up=True)) == [["c"], ["a", "b"]]
    assert [each.key for each in building.section_added(whole, en("One")).sections] == ["s1", "s2", "one"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("How are you today?", "how_are_you_today"),
        ("كيف حالك", "q"),
        ("5 things", "q_5_things"),
        ("é" * 100, "e" * 40),
        ("Where?", "where_2"),
    ],
)
def test_a_key_is_made_from_the_first_words_and_nobody_has_it(text: str, key: str) -> None:
    assert building.key_from(text, {"where"}, "q") == key


def test_an_answer_that_keeps_its_words_or_its_place_keeps_its_key() -> None:
    first = options.from_lines({"en": "Yes\nNo", "ar": "نعم\nلا"}, ())
    turned = options.from_lines({"en": "No\nMaybe\nYes", "ar": options.lines_of(first, "ar")}, first)
    assert [(each.key, dict(each.labels)) for each in turned] == [
        ("no", {"en": "No", "ar": "لا"}),
        ("maybe", {"en": "Maybe"}),
        ("yes", {"en": "Yes", "ar": "نعم"}),
    ]
    worded = options.from_lines({"en": "Yes, always\nNo"}, first)
    assert [(each.key, each.labels["en"], each.labels["ar"]) for each in worded] == [
        ("yes", "Yes, always", "نعم"),
        ("no", "No", "لا"),
    ]
    partly = options.from_lines({"en": "Yes\nNo", "ar": "-\nلا أبداً"}, first)
    assert [each.labels.get("ar") for each in partly] == [None, "لا أبداً"]
    assert options.lines_of(partly, "ar") == "-\nلا أبداً"


def test_a_young_person_gets_the_nearest_face_and_a_link_asks_only_where_there_is_a_choice() -> None:
    both = content_of(YES_NO, faces=(Face.ADULT, Face.TWELVE, Face.EIGHT))
    assert faces.face_for(Look.LITTLE, both) is Face.EIGHT
    assert faces.face_for(Look.LEAVER, both) is Face.TWELVE
    assert faces.face_for(None, both) is Face.TWELVE
    assert faces.face_for(Look.OLDER, content_of(YES_NO)) is Face.ADULT
    assert faces.asks_first(both) == (Face.ADULT, Face.TWELVE, Face.EIGHT)
    assert faces.asks_first(content_of(YES_NO)) == ()


def test_every_picture_that_can_be_picked_is_drawn() -> None:
    drawn = (ROOT / "static" / "pictures.svg").read_text(encoding="utf-8")
    assert [name for name in PICTURES if f'id="{name}"' not in drawn] == []


def test_what_is_asked_goes_into_the_database_and_back() -> None:
    whole = every_kind(faces=(Face.LITTLE, Face.TWELVE))
    assert content.read(content.written(whole)) == whole
    assert NOT_SAID in keys_of(question("q", Kind.AGREE))
