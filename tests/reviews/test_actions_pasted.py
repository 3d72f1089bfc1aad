"""Decisions pasted from minutes, a mail or a table are taken apart, and nothing is guessed silently."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reviews.rules.actions import MOST_AT_ONCE, NAME_MAX, WORDS_MAX
from portal.reviews.rules.actions_pasted import MOST_LETTERS, Ask, parse

ON = date(2026, 11, 22)
MARCH = date(2027, 3, 3)


def _one(text: str):
    (line,) = parse(text, ON).lines
    return line


@pytest.mark.parametrize(
    ("text", "words", "who", "due_on"),
    [
        ("1. Ring the dentist – Jo Bell by 3 March 2027", "Ring the dentist", "Jo Bell", MARCH),
        ("1) Ring the dentist - Jo Bell by 3rd March 2027.", "Ring the dentist", "Jo Bell", MARCH),
        ("• Ring the dentist (Jo Bell) by 03/03/2027", "Ring the dentist", "Jo Bell", MARCH),
        ("- Ring the dentist (Jo Bell, 3.3.27)", "Ring the dentist", "Jo Bell", MARCH),
        ("* Jo Bell to ring the dentist by 2027-03-03", "Ring the dentist", "Jo Bell", MARCH),
        ("(a) Jo Bell will ring the dentist by Wed 3 Mar 2027", "Ring the dentist", "Jo Bell", MARCH),
        ("Social worker: ring the dentist by 3 March 2027", "Ring the dentist", "Social worker", MARCH),
        ("Ring the dentist. Who: Jo Bell by 3 March 2027", "Ring the dentist", "Jo Bell", MARCH),
        ("Ring the dentist — SW — due 3 March 2027", "Ring the dentist", "SW", MARCH),
        ("Jo Bell by 3 March 2027: ring the dentist", "Ring the dentist", "Jo Bell", MARCH),
        ("Ring the dentist, Jo Bell, 3 March 2027", "Ring the dentist", "Jo Bell", MARCH),
        ("Find out what they may", "Find out what they may", "", None),
        ("Write to the school about May", "Write to the school about May", "", None),
    ],
)
def test_a_line_of_prose_is_what_who_and_when(text, words, who, due_on):
    line = _one(text)
    assert (line.words, line.who, line.due_on) == (words, who, due_on)


@pytest.mark.parametrize(
    ("when", "due_on", "ask"),
    [
        ("by 3 March", MARCH, Ask.YEAR_ADDED),
        ("by 3 December", date(2026, 12, 3), Ask.YEAR_ADDED),
        ("within two weeks", date(2026, 12, 6), Ask.COUNTED),
        ("in 3 months", date(2027, 2, 22), Ask.COUNTED),
        ("by the next review", None, Ask.VAGUE_DAY),
        ("ASAP", None, Ask.VAGUE_DAY),
        ("by the end of March 2027", None, Ask.VAGUE_DAY),
        ("by Friday", None, Ask.VAGUE_DAY),
        ("by 31 February 2027", None, Ask.VAGUE_DAY),
        ("by 3 March 2026", date(2026, 3, 3), Ask.DAY_PAST),
        ("", None, Ask.NO_DAY),
    ],
)
def test_what_is_no_day_is_asked_for_and_what_was_worked_out_is_marked(when, due_on, ask):
    line = _one(f"Ring the dentist – Jo Bell {when}".strip())
    assert (line.who, line.due_on, line.asks) == ("Jo Bell", due_on, (ask,))


def test_nobody_named_and_two_named_are_asked_about():
    assert _one("Ring the dentist by 3 March 2027").asks == (Ask.NO_OWNER,)
    assert _one("Ring the dentist – Jo Bell and Dan Price by 3 March 2027").asks == (Ask.TWO_OWNERS,)


def test_a_table_from_a_word_processor_is_read_by_its_heads():
    text = "Decision\tBy whom\tTimescale\tReason\r\nRing the dentist\tJo Bell\t3/3/27\tIt hurts\r\n\r\n"
    line = _one(text)
    assert (line.words, line.who, line.due_on, line.why) == ("Ring the dentist", "Jo Bell", MARCH, "It hurts")


def test_a_table_without_heads_is_read_by_what_stands_in_it():
    found = parse("1\tRing the dentist\tJo Bell\t3 March 2027\n2\tBuy boots for football\tSW\tASAP", ON).lines
    assert [(one.words, one.who, one.due_on) for one in found] == [
        ("Ring the dentist", "Jo Bell", MARCH),
        ("Buy boots for football", "SW", None),
    ]


def test_what_looks_like_a_heading_is_left_out_and_said_so():
    found = parse("Decisions:\n1. Ring the dentist\n2. Buy boots", ON)
    assert [one.words for one in found.lines] == ["Ring the dentist", "Buy boots"]
    assert found.left_out == ["Decisions:"]


def test_a_line_that_goes_on_is_one():
    assert _one("1. Ring the\n   dentist and book\n   by 3 March 2027").words == "Ring the dentist and book"


def test_more_than_fits_is_cut_and_said_so():
    found = parse("\n".join(f"- thing {n}" for n in range(MOST_AT_ONCE + 5)), ON)
    assert len(found.lines) == MOST_AT_ONCE
    assert found.is_cut


def test_nothing_pasted_is_no_line():
    assert parse(" \n\t\n ", ON).lines == []


@given(st.text(alphabet=st.sampled_from("abc Jo–-:.()\t\n1239/by March ASAP•"), max_size=300))
def test_whatever_is_pasted_fits_the_form_and_loses_no_owner(text):
    for line in parse(text, ON).lines:
        assert len(line.words) <= WORDS_MAX
        assert len(line.who) <= NAME_MAX
        assert (line.due_on is None) == bool({Ask.NO_DAY, Ask.VAGUE_DAY} & set(line.asks))


def test_a_huge_paste_is_no_burden():
    start = time.process_time()
    for text in ("a – " * 30_000, "(by the " * 20_000, "\t" * 90_000, "Jo " * 30_000, "x\n" * 50_000):
        parse(text, ON)
    parse(" " * MOST_LETTERS + "by 3 March", ON)
    assert time.process_time() - start < 10  # far above what it takes: only a runaway pattern fails
