"""What may be done to words that a young person let nobody change, and who may do what."""

from __future__ import annotations

import re
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.coding.rules import QuoteState
from portal.coding.rules.quotes import (
    WhyNot,
    is_exact,
    why_not_approve,
    why_not_decide,
    why_not_show,
    why_not_words,
)

SAID = "I can't see Keira, my sister, at Hill Top. I don't like it... but ok"


@pytest.mark.parametrize(
    "words",
    [
        SAID,
        "I can’t  see\nKeira, my sister, at Hill Top. I don't like it… but ok",
        "I can't see [my sister], my sister, at [the school]. I don't like it... but ok",
        "I can't see […], my sister, at […] I don't like it… but ok",
        "… I don't like it…",
        "… I don't like it […]",
        "I can't see … but ok",
        "[my sister] … but ok",
    ],
)
def test_cuts_and_brackets_that_say_who_it_is_are_let_through(words: str) -> None:
    assert why_not_words(SAID, words, may_change=False) is None


@pytest.mark.parametrize(
    "words",
    [
        "I can see Keira, my sister, at Hill Top. I don't like it... but ok",  # another word
        "I can … see Keira, my sister, at Hill Top. I don't like it... but ok",  # through a word: can't
        "I can't see Keira",  # an end left out in silence
        "I don't like it",  # both ends
        "… but ok … I don't like it …",  # in another order
        "I can't see [nobody helps me], my sister … but ok",  # a bracket that says more
        "I can't [not] see … but ok",
        "I can't see Keira, my sister, at Hill Top. I don't [my friend] like it... but ok",  # for nothing
        "I can't see … but ok. It is great",  # more than they said
        "I can't see Keira, my sister, at Hill Top I don't like it... but ok … ok",
    ],
)
def test_anything_else_is_refused_when_they_let_nobody_change_their_words(words: str) -> None:
    assert why_not_words(SAID, words, may_change=False) is WhyNot.CHANGED_WORDS
    assert why_not_words(SAID, words, may_change=True) is None


@pytest.mark.parametrize("words", ["", "  \n", "…", "[my sister]", "[…] ... !", "[my sister] … [my school]"])
@pytest.mark.parametrize("may_change", [True, False])
def test_there_must_be_words_of_theirs(words: str, may_change: bool) -> None:
    assert why_not_words(SAID, words, may_change=may_change) is WhyNot.NO_WORDS


_said = st.lists(st.sampled_from(["my", "sister", "no", "don't", "like", "it", "it.", "home,"]), min_size=1)


@given(_said, st.data())
def test_every_cut_between_words_is_let_through(said: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(said), max_size=len(said)).filter(any))
    words = " ".join(word if keep else "…" for word, keep in zip(said, kept, strict=True))
    assert why_not_words(" ".join(said), words, may_change=False) is None


@given(_said, _said)
def test_what_is_let_through_can_be_made_by_cutting(said: list[str], other: list[str]) -> None:
    """Against another way of asking: a pattern in which each cut stands for whatever comes."""
    text, words = " ".join(said), " ".join(other).replace("no", "…")
    if why_not_words(text, words, may_change=False) is None:
        parts = [re.escape(part.strip()) for part in words.split("…")]
        assert re.fullmatch(r".*".join(part and rf"\s*{part}\s*" for part in parts), text)


def test_only_spaces_and_kinds_of_quotation_marks_leave_it_exact() -> None:
    assert is_exact("I said “no”,  it's\nmine", 'I said "no", it’s mine')
    assert not is_exact("I said no", "I said No")
    assert not is_exact("I said no", "I said …")


def test_only_another_person_approves_and_only_after_a_yes() -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    assert why_not_approve(QuoteState.AGREED, one, other) is None
    assert why_not_approve(QuoteState.AGREED, one, one) is WhyNot.SAME_PERSON
    for state in set(QuoteState) - {QuoteState.AGREED}:
        assert why_not_approve(state, one, other) is WhyNot.NOT_AGREED


def test_a_yes_is_to_the_words_that_were_read() -> None:
    assert why_not_decide(QuoteState.ASKED, "a", "a") is None
    assert why_not_decide(QuoteState.ASKED, "a", "b") is WhyNot.OTHER_WORDS
    for state in set(QuoteState) - {QuoteState.ASKED}:
        assert why_not_decide(state, "a", "a") is WhyNot.NOT_ASKED


def test_nobody_is_asked_again_after_a_no() -> None:
    assert {state for state in QuoteState if why_not_show(state) is None} == {
        QuoteState.SUGGESTED,
        QuoteState.ASKED,
        QuoteState.AGREED,
    }
