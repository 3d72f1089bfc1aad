"""What a model offers for texts, with the words that speak for it; which confirmed comments are nearest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from portal.themes.learned.model import Model
from portal.themes.suggest import MOST, Suggestion

_LEAST = 0.05


def score(
    model: Model, texts: Sequence[str], questions: Sequence[str | None], vectors: Any = None
) -> list[list[Suggestion]]:
    """At most three themes a text, most likely first; scores are calibrated. `why` holds words as typed with
    their places, and what was asked where it speaks for the theme. Never raises for any text."""
    if not texts:
        return []
    likely, _ = model.likely(texts, questions, vectors)
    found = []
    for row, text, question in zip(likely, texts, questions, strict=True):
        best = [at for at in (-row).argsort(kind="stable")[:MOST] if row[at] >= _LEAST]
        keys = [(model.keys[at], round(float(row[at]), 3)) for at in best]
        found.append([Suggestion(key, value, model.why(text, key, question)) for key, value in keys])
    return found


def nearest(vector: Any, vectors: Any, k: int = 2) -> list[int]:
    """The places of the rows that mean most nearly the same, the nearest first."""
    import numpy as np

    if not len(vectors):
        return []
    alike = np.asarray(vectors) @ np.asarray(vector)
    return [int(at) for at in np.argsort(-alike, kind="stable")[:k]]


def nearest_words(model: Model, text: str, texts: Sequence[str], k: int = 2) -> list[int]:
    """The same by the words and pieces of words that a model knows, where there are no vectors."""
    wanted = dict(zip(*model.columns_of(text, None), strict=True))
    alike = []
    for at, other in enumerate(texts):
        columns, values = model.columns_of(other, None)
        alike.append((-sum(wanted.get(one, 0.0) * by for one, by in zip(columns, values, strict=True)), at))
    return [at for likeness, at in sorted(alike)[:k] if likeness < 0]
