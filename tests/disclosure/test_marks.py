"""What could give somebody away is marked; and whatever the text, marks are in it and in order."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.disclosure.marks import COVER, Kind, could_be_names, covered, marks

TEXTS = Path(__file__).parents[1] / "data" / "themes_dev.jsonl"


def _found(text: str, *known: str) -> list[tuple[str, str]]:
    return [(text[mark.start : mark.end], mark.kind.value) for mark in marks(text, known)]


@pytest.mark.parametrize(
    ("text", "what", "kind"),
    [
        ("write to kk.smith+2@mail.example.org now", "kk.smith+2@mail.example.org", Kind.EMAIL),
        ("im on keira at gmail dot com", "keira at gmail dot com", Kind.EMAIL),
        ("see https://example.org/me?x=1 there", "https://example.org/me?x=1", Kind.LINK),
        ("it is on hilltop.sch.uk somewhere", "hilltop.sch.uk", Kind.LINK),
        ("add me @keira_x9 ok", "@keira_x9", Kind.HANDLE),
        ("my snap is kk.99x", "kk.99x", Kind.HANDLE),
        ("im little_kk on there", "little_kk", Kind.HANDLE),
        ("ring 07700 900123 after tea", "07700 900123", Kind.PHONE),
        ("ring (0117) 496-0123", "(0117) 496-0123", Kind.PHONE),
        ("we live at bs16 1aa now", "bs16 1aa", Kind.POSTCODE),
        ("it was on 3rd of march", "3rd of march", Kind.DATE),
        ("it was 12/03/2019 i think", "12/03/2019", Kind.DATE),
        ("since 2019 nothing", "2019", Kind.DATE),
        ("im only 14", "14", Kind.DATE),
        ("i am fourteen", "fourteen", Kind.DATE),
        ("she is a 9 year old", "9 year old", Kind.DATE),
        ("now I'm in year 9", "9", Kind.DATE),
        ("my number is 12345678", "12345678", Kind.NUMBER),
        ("we live at 12 long hill road", "12 long hill road", Kind.NUMBER),
        ("my sister keira is sad", "keira", Kind.CUE),
        ("there is a boy called tom", "tom", Kind.CUE),
        ("her name is aisha", "aisha", Kind.CUE),
        ("i go to lessons at hill top school", "hill top school", Kind.CUE),
        ("mr jones is ok", "jones", Kind.CUE),
        ("I told Amelia about it", "Amelia", Kind.CAPITAL),
        ("Amelia says it is fine", "Amelia", Kind.CAPITAL),
        ("I asked Will to come", "Will", Kind.CAPITAL),
    ],
)
def test_what_could_give_somebody_away_is_marked(text: str, what: str, kind: Kind) -> None:
    assert (what, kind.value) in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "I want to see my mum on Saturday, and in December too",
        "will you help me. I hope so",
        "IT IS NOT FAIR AND NOBODY LISTENS",
        "I have had 4 social workers in 2 years and it is 12 miles to school",
        "my sister and i like it at my new school",
        "Mum and Dad came to my LAC review. The IRO was kind",
        "i miss my brother loads",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert _found(text) == []


def test_most_of_what_children_really_write_is_left_alone() -> None:
    texts = [json.loads(line)["text"] for line in TEXTS.read_text(encoding="utf-8").splitlines()]
    assert sum(bool(marks(text)) for text in texts) < len(texts) / 8


@pytest.mark.parametrize(
    "typed",
    [
        "keira", "KEIRA", "Keira's", "keira’s", "keiras", "kéira", "ke\u0301ira", "Kei\u200bra",
        "k\u00adeira", "K e i r a", "k.e.i.r.a", "keiraaaa", "keira2011", "keirra", "#keira", "MyKeira",
        "\uff4b\uff45\uff49\uff52\uff41", "k\u0435ir\u0430",
    ],
)  # fmt: skip
def test_a_known_name_is_found_however_it_is_typed(typed: str) -> None:
    text = f"so then {typed} went home"
    assert Kind.KNOWN_NAME in {mark.kind for mark in marks(text, ["Keira Brown"])}
    assert COVER in covered(text, marks(text, ["Keira Brown"]))


def test_names_with_accents_apostrophes_and_hyphens_are_known_by_their_words() -> None:
    known = ["Zoë O'Brien", "Anne-Marie Lee", "Ng"]
    assert _found("zoe and obrien, o’brien, anne marie and ng", *known) == [
        (word, "known_name") for word in ("zoe", "obrien", "o’brien", "anne", "marie", "ng")
    ]


def test_an_ordinary_word_is_a_known_name_only_with_a_capital() -> None:
    known = ["Will Hope"]
    assert _found("will you come, i hope so", *known) == []
    assert _found("then Will came", *known) == [("Will", "known_name")]
    assert _found("Will you come", *known) == [("Will", "cue")]
    assert _found("my teddy bear", "Teddy Lee") == [("teddy", "cue")]  # to look at; it may be a bear


@pytest.mark.parametrize(
    ("text", "covered_too"),
    [
        ("Hope keeps being moved.", ["Hope"]),
        ("why? Will's home changed", ["Will's"]),
        ("Will keeps being moved, Will the boy", ["Will", "Will"]),
        ("Young, who is ten", ["Young"]),
        ("Young people say it. Will they come? Will Young people come?", ["Young"]),
        ("HOPE IS THERE", ["HOPE"]),
        ("i hope you will, young people", []),
    ],
)
def test_for_covering_a_capital_makes_an_ordinary_word_a_name(text: str, covered_too: list[str]) -> None:
    names = ["Hope Will Young"]
    found = [text[m.start : m.end] for m in marks(text, names, strictly=names) if m.kind is Kind.KNOWN_NAME]
    assert found == covered_too


def test_words_worth_looking_up_leave_out_the_ordinary() -> None:
    assert could_be_names("my sister keira will come to hill top") == {"keira"}
    assert {"sam", "sams"} <= could_be_names("it is sams dog")


def test_where_two_meet_the_stronger_is_shown_and_all_of_it_is_covered() -> None:
    text = "write keira@mail.example.org"
    assert _found(text, "Keira") == [("keira@mail.example.org", "known_name")]
    assert covered(text, marks(text)) == f"write {COVER}"


_scraps = st.sampled_from(
    ["keira", "Keira's ", " Tom", " my sister ", "@", ".", "07700 900123", " at ", "school ", "\u200b", "İ",
     "ß", "é", "e\u0301", "👩‍👧", "١٢٣٤٥٦", "مرحبا ", "12 ", " Road", "_", "-", "’", "\n", "Mr ", "\ud83d"]
)  # fmt: skip
_texts = st.one_of(st.text(max_size=80), st.lists(_scraps, max_size=25).map("".join))


@given(_texts, st.lists(st.one_of(st.text(max_size=12), st.just("Keira Brown")), max_size=4))
def test_marks_are_in_the_text_in_order_and_never_over_each_other(text: str, known: list[str]) -> None:
    end = 0
    for mark in marks(text, known):
        assert end <= mark.start < mark.end <= len(text)
        end = mark.end


@given(_texts)
def test_no_marked_letter_is_left_after_covering(text: str) -> None:
    marked = marks(text, ["Keira Brown", "Tom"])
    kept, end = [], 0
    for mark in marked:
        kept.append(text[end : mark.start])
        end = mark.end
    assert covered(text, marked) == COVER.join([*kept, text[end:]])
    assert covered(text, list(reversed(marked))) == covered(text, marked)


@pytest.mark.parametrize("text", ["a" * 20_000, "a." * 10_000, "1 " * 10_000, "@" * 20_000, "A-" * 10_000])
def test_no_text_takes_long(text: str) -> None:
    started = time.perf_counter()
    marks(text, ["Keira"])
    assert time.perf_counter() - started < 2
