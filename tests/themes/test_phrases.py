"""How phrases are read and matched."""

from __future__ import annotations

import pytest

from portal.themes.phrases import Phrasebook
from portal.themes.tokens import read_data, tokens

CLASSES = {"PERSON": "he she"}


def found(line: str, text: str, passed_over: frozenset[int] = frozenset()) -> list[tuple[int, ...]]:
    book = Phrasebook.of({"kind": [line]}, CLASSES)
    return [match.places for match in book.find(tokens(text), passed_over)]


def test_words_in_order_by_stem() -> None:
    assert found("lose my keys", "she lost it, he loses my key") == [(4, 5, 6)]
    assert found("lose my keys", "my keys lose") == []


def test_either_and_classes() -> None:
    assert found("PERSON|they sing|dance", "they danced, he sings, we sing") == [(0, 1), (2, 3)]


def test_a_gap_takes_up_to_three_words() -> None:
    assert found("cat .. dog", "cat dog") == [(0, 1)]
    assert found("cat .. dog", "cat a b c dog") == [(0, 4)]
    assert found("cat .. dog", "cat a b c d dog") == []


def test_what_is_passed_over_matches_nothing() -> None:
    assert found("cat .. dog", "cat dog", frozenset({1})) == []


def test_misspelt_long_words_are_mended_and_real_words_are_not() -> None:
    assert found("strangled", "he stranglde me") == [(1,)]
    assert found("strangled", "he is strange") == []
    assert found("cat", "cta") == []


@pytest.mark.parametrize("line", ["", ".. cat", "cat .."])
def test_a_phrase_with_an_open_end_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="begins and ends"):
        Phrasebook.of({"kind": [line]}, CLASSES)


def test_every_group_named_in_the_data_exists() -> None:
    classes = read_data("classes.toml")["classes"]
    worry = read_data("worry.toml")
    phrases = [line for levels in worry.values() for name in ("now", "soon") for line in levels[name]]
    phrases += read_data("harmless.toml")["phrases"] + read_data("agreed.toml")["phrases"]
    capitals = {
        name for line in phrases for part in line.split() for name in part.split("|") if name.isupper()
    }
    assert capitals <= set(classes)
    assert {"self_harm", "abuse", "neglect", "missing", "exploitation", "violence"} <= set(worry)


def test_the_list_that_pages_is_short() -> None:
    assert len(read_data("agreed.toml")["phrases"]) <= 30
