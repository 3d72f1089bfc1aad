"""A trained model: kept as numbers and words in two files, read without running anything of theirs.

The words are those people wrote: whoever keeps a model keeps it as they keep the comments, encrypted."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portal.themes.learned.features import BLOCKS
from portal.themes.suggest import MOST

FORM = 1
_FACTS, _NUMBERS = "model.json", "weights.npz"


class BadModel(ValueError):
    """The folder holds no model that this version reads."""


@dataclass(frozen=True)
class Scored:
    """A theme and how likely it is, calibrated: of those at 0.7, seven in ten were confirmed. `ticks`: the
    model would tick it itself."""

    key: str
    score: float
    ticks: bool
    words: tuple[str, ...] = ()


@dataclass
class Model:
    """Vocabularies, weights and calibration. Arrays are numpy's: one row a theme."""

    keys: list[str]
    blocks: dict[str, dict[str, int]]  # kind of feature -> what is known of it -> its column
    rarity: dict[str, Any]  # kind -> inverse document frequencies
    questions: dict[str, int]
    weights: Any  # themes × columns
    offsets: Any  # themes
    slopes: Any  # themes: calibration
    shifts: Any
    thresholds: Any
    figures: dict[str, Any] = field(default_factory=dict)
    question_weight: float = 0.5

    def score(self, text: str, question: str | None = None) -> list[Scored]:
        """Every theme, most likely first. Never raises for any text."""
        import numpy as np

        columns, values = self.columns_of(text, question)
        raw = self.weights[:, columns] @ np.asarray(values, dtype=np.float64) + self.offsets
        likely = 1 / (1 + np.exp(-np.clip(self.slopes * raw + self.shifts, -35, 35)))
        order = np.argsort(-likely, kind="stable")
        sure = likely >= self.thresholds
        if not sure.any() and len(order):
            sure[int(np.argmax(likely / self.thresholds))] = True
        return [Scored(self.keys[at], round(float(likely[at]), 4), bool(sure[at])) for at in order]

    def suggest(self, text: str, question: str | None = None) -> list[Scored]:
        """The three most likely, each with the words of the text that spoke most for it."""
        found = self.score(text, question)[:MOST]
        return [Scored(one.key, one.score, one.ticks, self.why(text, one.key)) for one in found]

    def why(self, text: str, key: str, most: int = MOST) -> tuple[str, ...]:
        """The words of a text that weigh most for a theme."""
        row, known = self.weights[self.keys.index(key)], self.blocks["words"]
        weighed = {word: float(row[known[word]]) for word in BLOCKS["words"](text) if word in known}
        best = sorted(weighed, key=lambda word: (-weighed[word], word))
        return tuple(word for word in best[:most] if weighed[word] > 0)

    def columns_of(self, text: str, question: str | None) -> tuple[list[int], list[float]]:
        """The columns a comment fills, and with what."""
        columns: list[int] = []
        values: list[float] = []
        for name, known in self.blocks.items():
            counts = Counter(known[one] for one in BLOCKS[name](text) if one in known)
            first, rarity = min(known.values(), default=0), self.rarity[name]
            weighed = {at: (1 + math.log(count)) * float(rarity[at - first]) for at, count in counts.items()}
            length = math.sqrt(sum(value * value for value in weighed.values())) or 1.0
            columns += weighed
            values += [value / length for value in weighed.values()]
        if question in self.questions:
            columns.append(self.questions[question or ""])
            values.append(self.question_weight)
        return columns, values

    def save(self, folder: Path) -> None:
        """Two files in a folder, which is made if it is not there."""
        import numpy as np

        folder.mkdir(parents=True, exist_ok=True)
        facts = {
            "form": FORM,
            "keys": self.keys,
            "blocks": {name: list(known) for name, known in self.blocks.items()},
            "questions": list(self.questions),
            "question_weight": self.question_weight,
            "figures": self.figures,
        }
        (folder / _FACTS).write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        np.savez_compressed(
            folder / _NUMBERS,
            weights=self.weights.astype(np.float32),
            offsets=self.offsets,
            slopes=self.slopes,
            shifts=self.shifts,
            thresholds=self.thresholds,
            **{f"rarity_{name}": rarity for name, rarity in self.rarity.items()},
        )


def load(folder: Path) -> Model:
    """The model in a folder. Raises BadModel."""
    import numpy as np

    try:
        facts = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
        with np.load(folder / _NUMBERS, allow_pickle=False) as kept:
            numbers = {name: kept[name] for name in kept.files}
        model = _model_of(facts, numbers)
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise BadModel(f"{folder} holds no model that can be read ({type(fault).__name__})") from None
    return model


def _model_of(facts: Mapping[str, Any], numbers: Mapping[str, Any]) -> Model:
    if facts["form"] != FORM:
        raise ValueError("another form")
    blocks, columns = columns_for(facts["blocks"], facts["questions"])
    weights = numbers["weights"]
    if weights.shape != (len(facts["keys"]), sum(len(known) for known in blocks.values()) + len(columns)):
        raise ValueError("the parts do not fit together")
    return Model(
        keys=list(facts["keys"]),
        blocks=blocks,
        rarity={name: numbers[f"rarity_{name}"] for name in blocks},
        questions=columns,
        weights=weights,
        offsets=numbers["offsets"],
        slopes=numbers["slopes"],
        shifts=numbers["shifts"],
        thresholds=numbers["thresholds"],
        figures=dict(facts["figures"]),
        question_weight=float(facts["question_weight"]),
    )


def columns_for(
    blocks: Mapping[str, Sequence[str]], questions: Sequence[str]
) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """The column of everything that is known: block after block, then the questions."""
    first, found = 0, {}
    for name, known in blocks.items():
        found[name] = {one: first + place for place, one in enumerate(known)}
        first += len(known)
    return found, {one: first + place for place, one in enumerate(questions)}
