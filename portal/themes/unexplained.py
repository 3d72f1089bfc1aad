"""What the themes do not explain: which texts a person should read for something new, and which words are on
the rise in them. Pure; it finds no theme: a person names it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass

from portal.themes.suggest import COMMON
from portal.themes.tokens import tokens

LEAST_PEOPLE = 5
LEAST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Explained:
    """How well one text is explained: the highest score of any theme (calibrated, 0 to 1), the share of its
    telling words that the codebook or the model knows, and how many telling words it has."""

    best: float
    known: float
    words: int


@dataclass(frozen=True, slots=True)
class Rising:
    """A word that more people use than before: how many now, and how many before. `before` is None where they
    were some, but fewer than the least number of people that may be told."""

    word: str
    now: int
    before: int | None


def explained(text: str, scores: Iterable[float], known: Collection[str]) -> Explained:
    """How well a text is explained. `known`: stems of the codebook's words, or of a model's."""
    stems = {token.stem for token in tokens(text) if token.word not in COMMON and not token.word.isdigit()}
    share = sum(stem in known for stem in stems) / len(stems) if stems else 1.0
    return Explained(max(scores, default=0.0), share, len(stems))


def not_well_explained(scored: Sequence[Explained]) -> list[int]:
    """The places of the texts, the least explained first; those with too few words to say anything last."""

    def poorly(at: int) -> tuple[bool, float, int]:
        one = scored[at]
        return one.words < LEAST_WORDS, one.best - 0.5 * (1 - one.known), at

    return sorted(range(len(scored)), key=poorly)


def rising_words(
    now_texts: Iterable[tuple[Hashable, str]],
    before_texts: Iterable[tuple[Hashable, str]],
    *,
    least_people: int = LEAST_PEOPLE,
    most: int = 12,
) -> list[Rising]:
    """The words that rose most, from texts with who said them: people are counted, each once, not texts.

    A word is told only when `least_people` use it now, so that a rare one names nobody; and so is how many
    used it before."""
    now, people = _people(now_texts)
    before, earlier = _people(before_texts)
    found = []
    for word, who in now.items():
        count, was = len(who), len(before.get(word, ()))
        share, share_before = (count + 0.5) / (people + 1), (was + 0.5) / (earlier + 1)
        if count >= least_people and share > share_before:
            told = was if was >= least_people or was == 0 else None
            found.append((share / share_before, count, Rising(word, count, told)))
    found.sort(key=lambda one: (-one[0], -one[1], one[2].word))
    return [rising for _, _, rising in found[:most]]


def _people(texts: Iterable[tuple[Hashable, str]]) -> tuple[dict[str, set[Hashable]], int]:
    """Who used each telling word, and how many people there are."""
    found: dict[str, set[Hashable]] = defaultdict(set)
    people: set[Hashable] = set()
    for who, text in texts:
        people.add(who)
        for token in tokens(text):
            if token.word not in COMMON and len(token.word) > 1 and not token.word.isdigit():
                found[token.word].add(who)
    return found, len(people)
