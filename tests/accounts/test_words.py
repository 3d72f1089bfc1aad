"""The list of words keeps its promises, and a phone's version of the words is read back."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from portal.accounts.words import COUNT, PICTURES, all_words, bits, draw, picture_of, read

BANNED = """
kill dead knife blood mother father mum dad police court drug drugs beer wine death fear cry sad alone hurt
fight god jesus allah sex kiss naked pain sick gun bomb care carer family prison their there flour pear
"""
DRAWN = st.lists(st.sampled_from(all_words()), min_size=1, max_size=8)
SEPARATORS = st.sampled_from(
    [" ", "-", "\n", ", ", " . ", "\u00a0", "–", "_", "/", "\t", " 2) ", "; ", "…", ""]
)


def test_the_list_has_exactly_its_words() -> None:
    words = all_words()
    assert len(words) == COUNT == len(set(words)) == 2048
    assert list(words) == sorted(words)
    assert all(word.isascii() and word.isalpha() and word.islower() and 4 <= len(word) <= 8 for word in words)


def test_four_letters_are_enough() -> None:
    assert len({word[:4] for word in all_words()}) == COUNT


def test_no_two_words_are_one_slip_apart() -> None:
    words = all_words()
    near = [
        (one, other)
        for place, one in enumerate(words)
        for other in words[place + 1 :]
        if abs(len(one) - len(other)) <= 1 and Levenshtein.distance(one, other, score_cutoff=1) <= 1
    ]
    assert near == []


@pytest.mark.parametrize("word", BANNED.split())
def test_words_that_do_not_belong_are_not_there(word: str) -> None:
    assert word not in all_words()


def test_bits() -> None:
    assert bits(1) == 11
    assert bits(6) >= 60


def test_draws_are_of_the_list_and_spread_over_it() -> None:
    drawn = draw(20_000)
    assert set(drawn) <= set(all_words())
    counts = Counter(drawn)
    assert len(counts) > 2000
    assert max(counts.values()) < 40
    with pytest.raises(ValueError, match="one"):
        draw(0)


def test_pictures_are_shared_out_evenly() -> None:
    counts = Counter(picture_of(word) for word in all_words())
    assert counts == dict.fromkeys(range(PICTURES), COUNT // PICTURES)
    with pytest.raises(KeyError):
        picture_of("xyzzy")


@given(DRAWN, st.data())
def test_any_case_and_any_separators_are_read_back(words: list[str], data: st.DataObject) -> None:
    typed = data.draw(SEPARATORS)
    for word in words:
        typed += data.draw(st.sampled_from([word, word.upper(), word.title()])) + data.draw(SEPARATORS)
    reading = read(typed)
    assert list(reading.words) == words
    assert reading.is_whole


@given(DRAWN)
def test_words_run_together_are_told_apart(words: list[str]) -> None:
    assert list(read("".join(words)).words) == words


@given(st.sampled_from(all_words()), st.data())
def test_a_word_split_by_the_keyboard_is_joined(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    assert word in read(f"{word[:at]} {word[at:]}").words


@given(st.sampled_from(all_words()), st.data())
def test_accents_and_wide_letters_do_not_matter(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word)))
    mark = data.draw(st.sampled_from(["\u0301", "\u0308", "\u200b", "\u00ad"]))
    assert read(unicodedata.normalize("NFC", word[:at] + mark + word[at:])).words == (word,)
    assert read("".join(chr(ord(letter) + 0xFEE0) for letter in word)).words == (word,)


@given(st.sampled_from(all_words()), st.data())
def test_a_slip_is_never_taken_for_the_word_but_may_be_offered(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    slip = word[:at] + data.draw(st.sampled_from("qxz")) + word[at + 1 :]
    reading = read(slip)
    if slip != word:
        assert reading.words == ()
        assert [piece.typed for piece in reading.unknown] == [slip]
        near = [known for known in all_words() if Levenshtein.distance(slip, known) <= 1]
        assert word in near
        if len(near) == 1:
            assert reading.unknown[0].nearest == word


def test_the_first_four_letters_are_enough_for_an_offer() -> None:
    assert read("elephantine").unknown[0].nearest == "elephant"
    assert read("elep").unknown[0].nearest == "elephant"


def test_two_letters_swapped_are_offered() -> None:
    assert read("elehpant").unknown[0].nearest == "elephant"


def test_what_is_not_recognised_keeps_its_place() -> None:
    reading = read("1. Elephant 2. qqqq 3. piano")
    assert [piece.typed for piece in reading.pieces] == ["elephant", "qqqq", "piano"]
    assert reading.words == ("elephant", "piano")
    assert not reading.is_whole
    assert reading.unknown[0].nearest is None


def test_smart_punctuation() -> None:
    assert read("“Elephant’s”—piano…").unknown[0].nearest == "elephant"
    assert read("“Elephant”—piano…").words == ("elephant", "piano")


@pytest.mark.parametrize("typed", ["", "   ", "12345", "!?", "\x00"])
def test_nothing_is_nothing(typed: str) -> None:
    reading = read(typed)
    assert reading.pieces == ()
    assert not reading.is_whole


@given(st.text(max_size=300))
def test_any_text_at_all_is_taken(typed: str) -> None:
    reading = read(typed)
    assert set(reading.words) <= set(all_words())


def test_a_flood_of_text_is_cut_not_read() -> None:
    assert len(read("elephant " * 100_000).words) <= 2000 // 8
