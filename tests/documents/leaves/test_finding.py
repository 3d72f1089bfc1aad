"""Names and numbers that are suggested: found however they are written, and not where they only seem so."""

from __future__ import annotations

import time
from datetime import date

import pytest

from portal.documents.leaves import Area, Hit, Mark, Pattern, Word, areas_of, find, secrets_of, whole_words
from portal.documents.leaves.folding import folded, says

pytestmark = pytest.mark.once


def page(*lines: str) -> list[Word]:
    """Lines of words, each letter a hundredth wide."""
    words = []
    for number, line in enumerate(lines):
        at = 0
        for text in line.split():
            at = line.index(text, at)
            top = 0.05 + number * 0.05
            words.append(Word(text, Area(at / 100, top, (at + len(text)) / 100, top + 0.03), number))
            at += len(text)
    return words


def found(
    *lines: str, names: tuple[str, ...] = ("Jane Anne Smith", "Zoë O’Brien-Łukasz"), **more: object
) -> list[str]:
    return [hit.text for hit in find(page(*lines), names=names, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "written",
    [
        "Jane Anne Smith",
        "Jane Smith",
        "Smith, Jane",
        "SMITH, JANE ANNE",
        "J. Smith",
        "Smith, J",
        "J. A. Smith",
        "Jane A Smith",
        "Ms Smith's",
        "Smith’s",
        "(Smith)",
        "Smith-Jones",
        "Zoe",
        "ZOË",
        "O'Brien",
        "OBrien",
        "O Brien",
        "Lukasz",
        "O’BRIEN-LUKASZ",
        "JaneSmith",
        "Srnith",
        "5mith",
        "Srnitb",
        "0'Brien",
        "JAS",
        "J.A.S.",
    ],
)
def test_a_name_is_found_however_it_is_written(written: str) -> None:
    hits = find(page(f"then {written} came"), names=["Jane Anne Smith", "Zoë O’Brien-Łukasz"])
    assert len(hits) == 1
    assert set(hits[0].text.split()) <= set(written.split())
    assert len(hits[0].text.split()) >= len(written.split()) - 1  # but for a "Ms"


@pytest.mark.parametrize(
    "line", ["the blacksmith came", "it may rain in May", "a mark of hope", "LAC review with SW", "janitor"]
)
def test_what_only_looks_like_a_name_is_not(line: str) -> None:
    assert (
        found(
            line.replace("in May", "soon"),
            names=("Jane Smith", "May Hope", "Lucy Anne Clark", "Sue White", "Janet"),
        )
        == []
    )


def test_a_name_that_is_a_word_too_is_only_likely() -> None:
    (hit,) = find(page("yesterday Grace came"), names=["Grace Hill"])
    assert not hit.is_sure
    (both,) = find(page("yesterday Grace Okafor came"), names=["Grace Okafor"])
    assert both.is_sure


def test_a_slip_of_the_machine_is_only_likely() -> None:
    sure = {
        hit.text: hit.is_sure for hit in find(page("Smith saw Srnith and JAS"), names=["Jane Anne Smith"])
    }
    assert sure == {"Smith": True, "Srnith": False, "JAS": False}


def test_one_person_is_one_hit_and_two_are_two() -> None:
    assert found("Jane Smith met Zoe OBrien, Jane left") == ["Jane Smith", "Zoe OBrien,", "Jane"]


def test_a_name_across_lines_is_a_box_in_each() -> None:
    (hit,) = find(page("a letter from Jane", "Smith came"), names=["Jane Smith"])
    assert len(hit.areas) == 2
    assert hit.areas[0].x1 < 0.2 < 1
    assert hit.areas[1].x0 == 0
    assert hit.areas[1].y0 > hit.areas[0].y1 - 0.001


def test_a_name_broken_at_the_end_of_a_line_is_found() -> None:
    assert found("a letter from Luka-", "sz came") == ["Luka- sz"]


@pytest.mark.parametrize(
    ("line", "what", "text"),
    [
        ("ring 07700 900123 today", Pattern.PHONE, "07700 900123"),
        ("ring (01632) 960 123.", Pattern.PHONE, "(01632) 960 123."),
        ("ring +44 7700 900123", Pattern.PHONE, "+44 7700 900123"),
        ("ring +44(0)7700-900-123", Pattern.PHONE, "+44(0)7700-900-123"),
        ("at 2 Elm St, LS1 4AB.", Pattern.POSTCODE, "LS1 4AB."),
        ("SW1A2AA is known", Pattern.POSTCODE, "SW1A2AA"),
        ("write to jane.o'neil@example.org, please", Pattern.EMAIL, "jane.o'neil@example.org,"),
        ("NHS 943 476 5919", Pattern.NHS_NUMBER, "943 476 5919"),
        ("NI QQ 12 34 56 C".replace("QQ", "AB"), Pattern.NI_NUMBER, "AB 12 34 56 C"),
        ("DOB: 03/05/2009", Pattern.BIRTH_DATE, "03/05/2009"),
        ("d.o.b. 3.5.09", Pattern.BIRTH_DATE, "3.5.09"),
        ("was born on 3rd May 2009 at home", Pattern.BIRTH_DATE, "3rd May 2009"),
        ("date of birth 2009-05-03", Pattern.BIRTH_DATE, "2009-05-03"),
    ],
)
def test_numbers_and_addresses_are_told_by_their_form(line: str, what: Pattern, text: str) -> None:
    assert [(hit.what, hit.text) for hit in find(page(line))] == [(what, text)]


@pytest.mark.parametrize(
    "line",
    [
        "NHS 943 476 5918",
        "order 111 111 1111",
        "seen on 03/05/2009",
        "paid 0.45 in 2019",
        "form 12 A4 B5",
        "at 10:30 on 01/02/2013",
    ],
)
def test_other_numbers_are_let_be(line: str) -> None:
    assert find(page(line)) == []


def test_a_birth_date_that_is_known_is_found_by_itself() -> None:
    born = [date(2009, 5, 3)]
    assert found("on 3 May 2009 and 03.05.09 and 4 May 2009", born=born) == ["3 May 2009", "03.05.09"]


def test_a_number_across_lines_is_a_box_in_each() -> None:
    (hit,) = find(page("please ring 07700", "900123 tonight"))
    assert len(hit.areas) == 2


def test_only_what_is_asked_for_is_looked_for() -> None:
    assert found("Jane, 07700 900123", names=(), patterns=[Pattern.EMAIL]) == []
    assert find([]) == []


def test_hits_come_as_they_are_read() -> None:
    texts = found("07700 900123 is Jane and LS1 4AB is hers, Jane")
    assert texts == ["07700 900123", "Jane", "LS1 4AB", "Jane"]


def test_a_box_is_widened_to_whole_words() -> None:
    words = page("Hello Jane Smith today")
    half = Area(0.08, 0.05, 0.13, 0.08)
    wide = whole_words(half, words)
    assert wide.x0 <= 0.06
    assert 0.16 <= wide.x1 < 0.17
    assert areas_of(words[1:3])[0].x1 == pytest.approx(wide.x1)


def test_secrets_are_what_stands_under_a_box_and_nowhere_else() -> None:
    words = page("Jane met Jane Smith", "and Quirk")
    marks = [Mark(area) for area in areas_of(words[2:4])] + [Mark(words[0].area)]
    assert secrets_of(words, marks) == ["Jane", "Jane Smith"]
    assert secrets_of(words, marks[:1]) == ["Jane Smith"]
    assert secrets_of(words, []) == []


def test_words_are_compared_without_what_differs_by_hand() -> None:
    assert folded("O’Brien-Łukasz,  ZOË") == "obrien lukasz zoe"
    assert says("we met jane smith there", "jane smith")
    assert says("metjanesmiththere", "jane smith")
    assert not says("dan nagged", "anna")
    assert not says("anything", "")


def test_a_hundred_names_on_a_full_page_are_quick() -> None:
    names = [f"Name{chr(97 + n % 26)}{n} Sur{chr(97 + n // 26)}name{n}" for n in range(100)]
    words = page(*("Capital Letters Everywhere On This Long Page Of Words" for _ in range(60)))
    begin = time.perf_counter()
    find(words, names=names)
    assert time.perf_counter() - begin < 3


def test_hits_say_what_they_are() -> None:
    (hit,) = find(page("then Jane came"), names=["Jane Smith"])
    assert isinstance(hit, Hit)
    assert (hit.what, hit.name) == (None, "Jane Smith")
