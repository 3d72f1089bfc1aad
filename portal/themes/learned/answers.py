"""What each way of suggesting says of comments, in one form, so that they can be measured alike."""

from __future__ import annotations

from collections.abc import Sequence

from portal.themes.learned.measuring import Answer
from portal.themes.learned.model import Model
from portal.themes.learned.training import Coded
from portal.themes.suggest import LIKELY, suggest
from portal.themes.theme import Theme


def by_model(model: Model, comments: Sequence[Coded]) -> list[Answer]:
    """A trained model: every theme scored."""
    return [
        [(said.key, said.score, said.ticks) for said in model.score(one.text, one.question or None)]
        for one in comments
    ]


def by_words(codebook: Sequence[Theme], comments: Sequence[Coded]) -> list[Answer]:
    """The engine of a council's first day: it ticks what is likely, or else the first it offers."""
    found: list[Answer] = []
    for one in comments:
        offered = suggest(one.text, one.question or None, codebook=codebook)
        found.append(
            [(said.key, said.score, said.score >= LIKELY or at == 0) for at, said in enumerate(offered)]
        )
    return found
