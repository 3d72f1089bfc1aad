"""What a model sees of a comment: its words in ones and twos, as typed and by their stems, pieces of words
(for misspellings), and what was asked."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from portal.themes.tokens import tokens

SHORTEST_PIECE, LONGEST_PIECE = 2, 5
_MOST_WORDS = 2_000


def words(text: str, question: str = "") -> Iterator[str]:
    """Each word, and each two that stand together."""
    found = [token.word for token in tokens(text)[:_MOST_WORDS]]
    yield from found
    yield from map(" ".join, itertools.pairwise(found))


def stems(text: str, question: str = "") -> Iterator[str]:
    """Each stem, and each two that stand together."""
    found = [token.stem for token in tokens(text)[:_MOST_WORDS]]
    yield from found
    yield from map(" ".join, itertools.pairwise(found))


def pieces(text: str, question: str = "") -> Iterator[str]:
    """Pieces of two to five letters of each word, its ends marked."""
    for token in tokens(text)[:_MOST_WORDS]:
        word = f" {token.word} "
        for length in range(SHORTEST_PIECE, LONGEST_PIECE + 1):
            if length >= len(word):
                yield word
                break
            for place in range(len(word) - length + 1):
                yield word[place : place + length]


def answers(text: str, question: str = "") -> Iterator[str]:
    """Each stem together with what was asked: "nothing" says another thing of what was good than of what was
    not."""
    if question:
        for token in tokens(text)[:_MOST_WORDS]:
            yield f"{question}|{token.stem}"


BLOCKS = {"words": words, "stems": stems, "pieces": pieces, "answers": answers}
LENGTHS = {"words": 1.0, "stems": 1.0, "pieces": 1.0, "answers": 0.7}
"""Each kind of feature, and how long it is made before all are put side by side."""
