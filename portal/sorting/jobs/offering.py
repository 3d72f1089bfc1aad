"""The two engines behind one face: the codebook's words, and the model learned here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from portal.coding.codebook import Codebook
from portal.coding.queries.suggested import by_words
from portal.sorting.jobs.nearest import Nearest
from portal.themes.learned.answering import score
from portal.themes.learned.model import Model
from portal.themes.learned.sensing import spelled_out
from portal.themes.suggest import COMMON, Suggestion, Why
from portal.themes.tokens import stem, tokens

MOST_WORDS, MOST_LOOKED_AT = 3, 10


@dataclass(frozen=True)
class Offer:
    """A theme for a text: how likely, whether the machine would tick it, and the places of the words why."""

    key: str
    score: float
    ticks: bool
    spans: list[tuple[int, int]]
    asked: bool


class Encoder(Protocol):
    """Makes a vector of each text."""

    def vectors(self, texts: Sequence[str]) -> Any: ...


class Engine(Protocol):
    """Offers themes for a text; `known` are the stems it knows anything of."""

    known: Set[str]

    def offers(self, text: str, asked: str) -> list[Offer]: ...

    def nearest(self, text: str, but: UUID, most: int) -> list[UUID]: ...


class WordsEngine:
    """The codebook's words."""

    def __init__(self, book: Codebook) -> None:
        self.known: Set[str] = words_of(book)

    def offers(self, text: str, asked: str) -> list[Offer]:
        return [
            Offer(
                one.key,
                one.score,
                one.ticks,
                _spans(one.why),
                any(why.asked for why in one.why),
            )
            for one in by_words(text, asked)
        ]

    def nearest(self, text: str, but: UUID, most: int) -> list[UUID]:
        return []


class LearnedEngine:
    """The model learned from what people here sorted."""

    def __init__(
        self, model: Model, book: Codebook, sorted_before: Nearest, encoder: Encoder | None = None
    ) -> None:
        self._model, self._near, self._encoder = model, sorted_before, encoder
        self._keys = set(book.keys)
        self.known: Set[str] = words_of(book) | set(model.blocks.get("stems", {}))

    def offers(self, text: str, asked: str) -> list[Offer]:
        vectors = self._encoder.vectors(spelled_out([text])) if self._encoder else None
        _, (sure,) = self._model.likely([text], [asked], vectors)
        ticked = {key for key, ticks in zip(self._model.keys, sure, strict=True) if ticks}
        (found,) = score(self._model, [text], [asked], vectors)
        return [self._offer(one, text, asked, one.key in ticked) for one in found if one.key in self._keys]

    def _offer(self, said: Suggestion, text: str, asked: str, ticks: bool) -> Offer:
        """Words that everybody uses are no reason anybody could follow, whatever they weigh."""
        why = [
            one
            for one in self._model.why(text, said.key, asked, most=MOST_LOOKED_AT)
            if one.asked or not COMMON.issuperset(token.word for token in tokens(one.words))
        ]
        words = [one for one in why if not one.asked][:MOST_WORDS]
        return Offer(said.key, said.score, ticks, _spans(words), any(one.asked for one in why))

    def nearest(self, text: str, but: UUID, most: int) -> list[UUID]:
        return self._near.to(text, but, most)


def _spans(why: Iterable[Why]) -> list[tuple[int, int]]:
    return sorted((one.start, one.end) for one in why if one.start is not None and one.end is not None)


def words_of(book: Codebook) -> Set[str]:
    """The stems of the codebook's words and examples, but for those that everybody uses."""
    texts = [text for theme in book.for_suggesting() for text in (*theme.words, *theme.examples)]
    return {token.stem for text in texts for token in tokens(text)} - {stem(word) for word in COMMON}
