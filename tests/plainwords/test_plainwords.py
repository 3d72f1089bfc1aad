"""Reading ages against published examples, syllables, and the words nobody outside says."""

from __future__ import annotations

import pytest

from portal.plainwords import jargon_in, reading_age, sentences_in, syllables_in

# Published with their counts in the encyclopaedia article on the Flesch–Kincaid tests.
PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."


def test_a_published_example_is_met() -> None:
    assert reading_age(PLATYPUS) == pytest.approx(11.3 + 5, abs=0.1)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("The cat sat on the mat.", 5, 5),
        ("We read every word. Then we write back to you.", 5, 7),
        (
            "The independent reviewing officer communicates the recommendations of the statutory review "
            "to all participating professionals.",
            20,
            40,
        ),
    ],
)
def test_easy_is_easy_and_hard_is_hard(text: str, least: float, most: float) -> None:
    assert least <= reading_age(text) <= most


def test_more_syllables_or_longer_sentences_are_never_easier() -> None:
    assert reading_age("We meet today. We talk.") <= reading_age("We meet today and we talk.")
    assert reading_age("You can ask for it.") <= reading_age("You can request information.")


@pytest.mark.parametrize("text", ["", "   ", "…", "🙂"])
def test_what_has_no_words_is_read_by_everybody(text: str) -> None:
    assert reading_age(text) == 5


def test_a_line_of_its_own_is_a_sentence() -> None:
    assert sentences_in("Say it\nNext. Back") == ["Say it", "Next", "Back"]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("a", 1), ("the", 1), ("safe", 1), ("people", 2), ("worker", 2), ("picture", 2), ("asked", 1),
        ("wanted", 2), ("family", 3), ("anybody", 4), ("somebody", 3), ("council", 2), ("councillor", 3),
        ("little", 2), ("places", 2), ("homes", 1), ("you're", 1), ("didn't", 1), ("review", 2),
        ("answer", 2), ("being", 2), ("idea", 3), ("information", 4), ("7", 1), ("radio", 3), ("creature", 2),
    ],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert syllables_in(word) == count


def test_words_of_ours_are_found_with_what_to_say() -> None:
    text = "Your placement and contact with siblings"
    found = jargon_in(text)
    assert [(one.word, one.say) for one in found] == [
        ("placement", "home"),
        ("contact", "family time"),
        ("siblings", "brothers and sisters"),
    ]
    assert [text[one.start : one.end] for one in found] == ["placement", "contact", "siblings"]


def test_a_word_within_another_is_none() -> None:
    assert jargon_in("Just in case it rains: a bookcase, a contactless card") == []
    assert jargon_in("casework-free showcase") == []
