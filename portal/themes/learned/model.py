"""A trained model: numbers and words, kept without anything that could be run.

Up to four opinions are asked of each theme: pieces of what was written (words), the codebook's own words
(lexicon), what the text means (meaning), and how near it is to what the codebook says of it (likeness).
They are weighed, and the sum becomes how likely the theme is. Without the meaning files the first two are
weighed by themselves.

The words are those people wrote: whoever keeps a model keeps it as they keep the comments, encrypted."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from portal.themes.learned.features import BLOCKS, LENGTHS
from portal.themes.suggest import MOST, Index, Why
from portal.themes.theme import Theme
from portal.themes.tokens import tokens

WORDS, LEXICON, MEANING, LIKENESS = "words", "lexicon", "meaning", "likeness"
_STRONGEST = 35
_STRONG = 11.5


class BadModel(ValueError):
    """This is no model that this version reads."""


@dataclass(frozen=True)
class Scored:
    """A theme and how likely it is, calibrated: of those at 0.7, seven in ten were confirmed. `ticks`: the
    model would tick it itself. `words`: what speaks most for it; `why`: the same with their places."""

    key: str
    score: float
    ticks: bool
    words: tuple[str, ...] = ()
    why: tuple[Why, ...] = ()


@dataclass(frozen=True)
class Weighing:
    """How opinions become one: how much each counts, then slope and shift a theme, then where to tick."""

    opinions: tuple[str, ...]
    counts: Any  # opinions
    slopes: Any  # themes
    shifts: Any
    thresholds: Any

    def likely(self, said: dict[str, Any]) -> Any:
        """How likely each theme is, from each opinion: texts by themes."""
        import numpy as np

        together = sum(count * said[name] for name, count in zip(self.opinions, self.counts, strict=True))
        return 1 / (1 + np.exp(-np.clip(self.slopes * together + self.shifts, -_STRONGEST, _STRONGEST)))


@dataclass(frozen=True)
class Meaning:
    """What is said of vectors and questions: which files made them, their middle and their size, a few small
    nets of one hidden layer, and the vectors of what the codebook says of each theme."""

    files: str
    centre: Any
    scale: Any  # one number: what brings vectors to their size
    hidden: Any  # nets × inputs × hidden
    hidden_by: Any
    out: Any  # nets × hidden × themes
    out_by: Any
    near: Any  # descriptions × size
    near_of: Any  # the theme of each

    def says(self, vectors: Any, asked: Any) -> Any:
        """Of texts: their vectors, and a column a question. The nets' mean, in log odds."""
        import numpy as np

        seen = np.hstack([(np.asarray(vectors, dtype=np.float32) - self.centre) * self.scale, asked])
        inner = np.maximum(seen @ self.hidden + self.hidden_by[:, None], 0)
        return np.clip(inner @ self.out + self.out_by[:, None], -_STRONG, _STRONG).mean(axis=0)


@dataclass
class Model:
    """Vocabularies, weights and calibration. Arrays are numpy's: one row a theme."""

    keys: list[str]
    blocks: dict[str, dict[str, int]]  # kind of feature -> what is known of it -> its column
    rarity: dict[str, Any]  # kind -> inverse document frequencies
    questions: dict[str, int]
    weights: Any  # themes × columns
    offsets: Any  # themes
    alone: Weighing  # by words, and by the lexicon if there is one
    together: Weighing | None = None  # with meaning
    sense: Meaning | None = None
    lexicon: tuple[Theme, ...] = ()
    figures: dict[str, Any] = field(default_factory=dict)
    question_weight: float = 0.5

    @property
    def meaning(self) -> str:
        """The sha256 of the meaning files it was trained with, or nothing."""
        return self.sense.files if self.sense else ""

    @cached_property
    def index(self) -> Index | None:
        """The codebook's words, ready to be found."""
        return Index(self.lexicon) if self.lexicon else None

    def likely(
        self, texts: Sequence[str], questions: Sequence[str | None], vectors: Any = None
    ) -> tuple[Any, Any]:
        """How likely each theme is for each text, and whether it is ticked. `vectors`: one a text, made by
        the files it was trained with; without them it answers by words."""
        import numpy as np

        weighing = self.together if vectors is not None and self.together else self.alone
        filled = [self.columns_of(text, asked) for text, asked in zip(texts, questions, strict=True)]
        said = {WORDS: self._by_words(filled)}
        if LEXICON in weighing.opinions and self.index:
            said[LEXICON] = by_lexicon(self.index, self.keys, texts, questions)
        if self.sense and weighing is self.together:
            said[MEANING] = self.sense.says(vectors, self._asked(questions))
            said[LIKENESS] = likeness(vectors, self.sense.near, self.sense.near_of, len(self.keys))
        found = weighing.likely(said)
        sure = found >= weighing.thresholds
        for row in np.flatnonzero(~sure.any(axis=1)):
            sure[row, int(np.argmax(found[row] / weighing.thresholds))] = True
        return found, sure

    def score(self, text: str, question: str | None = None, vector: Any = None) -> list[Scored]:
        """Every theme, most likely first. Never raises for any text."""
        vectors = None if vector is None else vector[None]
        (likely,), (sure,) = self.likely([text], [question], vectors)
        order = (-likely).argsort(kind="stable")
        return [Scored(self.keys[at], round(float(likely[at]), 4), bool(sure[at])) for at in order]

    def suggest(self, text: str, question: str | None = None, vector: Any = None) -> list[Scored]:
        """The three most likely, each with the words of the text that spoke most for it."""
        found = []
        for one in self.score(text, question, vector)[:MOST]:
            why = self.why(text, one.key, question)
            words = tuple(dict.fromkeys(reason.words for reason in why if not reason.asked))
            found.append(Scored(one.key, one.score, one.ticks, words, why))
        return found

    def why(self, text: str, key: str, question: str | None = None, most: int = MOST) -> tuple[Why, ...]:
        """The words of a text that weigh most for a theme, as typed, with their places; and the question
        where it speaks for it."""
        row, known = self.weights[self.keys.index(key)], self.blocks["words"]
        cut = tokens(text)
        weighed: dict[tuple[int, int], float] = {}
        for length in (1, 2):
            for place in range(len(cut) - length + 1):
                some = cut[place : place + length]
                weight = (
                    float(row[known[word]]) if (word := " ".join(one.word for one in some)) in known else 0.0
                )
                if weight > 0:
                    weighed[some[0].start, some[-1].end] = weight
        for reason, weight in self.index.reasons(text, key) if self.index else ():
            place_of = (reason.start or 0, reason.end or 0)
            weighed[place_of] = weighed.get(place_of, 0.0) + weight
        chosen: list[tuple[int, int]] = []
        said: set[str] = set()
        for start, end in sorted(weighed, key=lambda place: (-weighed[place], place)):
            apart = all(end <= other or start >= last for other, last in chosen)
            if apart and text[start:end].casefold() not in said and len(chosen) < most:
                chosen.append((start, end))
                said.add(text[start:end].casefold())
        found = tuple(Why(text[start:end], start, end) for start, end in chosen)
        asked = question in self.questions and float(row[self.questions[question or ""]]) > 0
        return (*found, Why(question or "", asked=True)) if asked else found

    def columns_of(self, text: str, question: str | None) -> tuple[list[int], list[float]]:
        """The columns a comment fills, and with what."""
        columns: list[int] = []
        values: list[float] = []
        for name, known in self.blocks.items():
            features = BLOCKS[name](text, question or "")
            counts = Counter(known[one] for one in features if one in known)
            first, rarity = min(known.values(), default=0), self.rarity[name]
            weighed = {at: (1 + math.log(count)) * float(rarity[at - first]) for at, count in counts.items()}
            length = math.sqrt(sum(value * value for value in weighed.values())) or 1.0
            columns += weighed
            values += [LENGTHS[name] * value / length for value in weighed.values()]
        if question in self.questions:
            columns.append(self.questions[question or ""])
            values.append(self.question_weight)
        return columns, values

    def to_bytes(self) -> bytes:
        """The whole model, to be kept encrypted; `from_bytes` reads it."""
        from portal.themes.learned.keeping import written

        return written(self)

    def save(self, folder: Path) -> None:
        """One file in a folder, which is made if it is not there."""
        from portal.themes.learned.keeping import FILE

        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_bytes(self.to_bytes())

    def _by_words(self, filled: Sequence[tuple[list[int], list[float]]]) -> Any:
        import numpy as np

        found = np.empty((len(filled), len(self.keys)))
        for row, (columns, values) in enumerate(filled):
            found[row] = self.weights[:, columns] @ np.asarray(values, dtype=np.float64) + self.offsets
        return found

    def _asked(self, questions: Sequence[str | None]) -> Any:
        """A column a question that is known."""
        import numpy as np

        return np.array(
            [[one == asked for one in self.questions] for asked in questions], dtype=np.float32
        ).reshape(len(questions), len(self.questions))


def by_lexicon(
    index: Index, keys: Sequence[str], texts: Sequence[str], questions: Sequence[str | None]
) -> Any:
    """What the codebook's words say: texts by themes, from 0 to 1."""
    import numpy as np

    place = {key: at for at, key in enumerate(keys)}
    found = np.zeros((len(texts), len(keys)))
    for row, (text, question) in enumerate(zip(texts, questions, strict=True)):
        for key, weight in index.weights(text, question).items():
            if key in place:
                found[row, place[key]] = 1 - math.exp(-weight)
    return found


def likeness(vectors: Any, near: Any, near_of: Any, themes: int) -> Any:
    """How near each text is to the nearest thing the codebook says of each theme: texts by themes."""
    import numpy as np

    alike = np.asarray(vectors) @ near.T
    found = np.zeros((len(alike), themes))
    for at in range(themes):
        if (near_of == at).any():
            found[:, at] = alike[:, near_of == at].max(axis=1)
    return found


def columns_for(
    blocks: dict[str, list[str]], questions: Sequence[str]
) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """The column of everything that is known: block after block, then the questions."""
    first, found = 0, {}
    for name, known in blocks.items():
        found[name] = {one: first + place for place, one in enumerate(known)}
        first += len(known)
    return found, {one: first + place for place, one in enumerate(questions)}


def load(folder: Path) -> Model:
    """The model in a folder. Raises BadModel."""
    from portal.themes.learned.keeping import FILE, read

    try:
        return read((folder / FILE).read_bytes())
    except OSError as fault:
        raise BadModel(f"{folder} holds no model that can be read ({type(fault).__name__})") from None


def from_bytes(content: bytes) -> Model:
    """The model that `to_bytes` wrote. Raises BadModel."""
    from portal.themes.learned.keeping import read

    return read(content)
