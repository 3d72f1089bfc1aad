"""How hard each part is to read, and the sentences that are too long for this reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portal.plainwords import reading_age
from portal.reviews.rules.plain.remarks import WHOLE, Known, Piece, Remark, What
from portal.reviews.rules.plain.sentences import sentences, words_of

FEWEST_WORDS = 25
"""The formula says little of fewer."""
_NEAR = 0.5


def hard_to_read(pieces: Sequence[Piece], known: Known) -> Iterator[Remark]:
    """Each part that is above the reader's age, and the whole."""
    for piece in pieces:
        age = age_of(piece.words)
        if age is not None and age > known.age + _NEAR:
            yield Remark(
                What.HARD_TO_READ,
                piece.place,
                0,
                0,
                "",
                about=f"{age:.0f}",
                anchor=f"{piece.name or piece.place}",
            )
    age = age_of("\n".join(piece.words for piece in pieces))
    if age is not None and age > known.age + _NEAR:
        yield Remark(What.HARD_TO_READ, WHOLE, 0, 0, "", about=f"{age:.0f}", anchor="whole")


def age_of(text: str) -> float | None:
    """The reading age, or None where there are too few words to say."""
    return reading_age(text) if len(words_of(text)) >= FEWEST_WORDS else None


def long_sentences(piece: Piece, known: Known) -> Iterator[Remark]:
    for sentence in sentences(piece.words):
        count = len(words_of(sentence.text))
        if count > known.longest_sentence:
            end = sentence.start + len(sentence.text)
            yield Remark(
                What.LONG_SENTENCE, piece.place, sentence.start, end, sentence.text, about=str(count)
            )
