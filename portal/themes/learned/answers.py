"""What each way of suggesting says of comments, in one form, so that they can be measured alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from portal.themes.learned.coded import Coded
from portal.themes.learned.measuring import Answer
from portal.themes.learned.model import Model
from portal.themes.suggest import LIKELY, suggest
from portal.themes.theme import Theme


def by_model(model: Model, comments: Sequence[Coded], vectors: Any = None) -> list[Answer]:
    """A trained model: every theme scored. `vectors`: of the comments, where there are some."""
    if not comments:
        return []
    likely, sure = model.likely(
        [one.text for one in comments], [one.question or None for one in comments], vectors
    )
    return [
        [(model.keys[at], float(row[at]), bool(ticked[at])) for at in (-row).argsort(kind="stable")]
        for row, ticked in zip(likely, sure, strict=True)
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
