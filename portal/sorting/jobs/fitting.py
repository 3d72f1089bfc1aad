"""Learning itself: a model of what was sorted, and how well such a model does on people it has not heard.

It thinks for long and touches no database: what it needs is handed in, and what it found is handed back.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from portal.sorting.queries.material import Confirmed
from portal.sorting.rules.learning import LEAST_USERS, MEASURES
from portal.themes.learned.answers import by_model, by_words
from portal.themes.learned.measuring import Answer, measured
from portal.themes.learned.model import Model
from portal.themes.learned.sensing import Remembering, spelled_out
from portal.themes.learned.training import Coded, train
from portal.themes.theme import Theme

FOLDS = 3
FEWEST_TOLD = 5
"""A theme that fewer young people spoke of has no figures of its own."""


def fitted(
    material: Sequence[Confirmed], codebook: Sequence[Theme], encoder: Remembering | None = None
) -> Model:
    """A model of these comments. No word, pair or piece of a word is in it that fewer than three people
    wrote: it would be there when they are gone.

    Raises TooFew where nothing can be learned."""
    keys = [theme.key for theme in codebook]
    return train(_coded(material), keys, lexicon=codebook, encoder=encoder, least_people=LEAST_USERS)


def held_out(
    material: Sequence[Confirmed],
    codebook: Sequence[Theme],
    folds: int = FOLDS,
    encoder: Remembering | None = None,
) -> tuple[list[Answer], list[Answer]]:
    """What models say of people they have not heard, and what the codebook's words say of the same.

    All that one person said is in one part, so that nothing is known of them by their own other words."""
    parts = _parts({one.young_person_id for one in material}, folds)
    part = [parts[one.young_person_id] for one in material]
    said: list[Answer] = [[] for _ in material]
    for fold in range(folds):
        others = [one for one, at in zip(material, part, strict=True) if at != fold]
        places = [place for place, at in enumerate(part) if at == fold]
        answers = answered(fitted(others, codebook, encoder), [material[place] for place in places], encoder)
        for place, answer in zip(places, answers, strict=True):
            said[place] = answer
    return said, by_words(codebook, _coded(material))


def answered(model: Model, material: Sequence[Confirmed], encoder: Remembering | None = None) -> list[Answer]:
    """What a model says of comments, by their meaning too where it was learned with it."""
    vectors = None
    if encoder is not None and model.meaning and material:
        vectors = encoder.vectors(spelled_out([one.text for one in material]))
    return by_model(model, _coded(material), vectors)


def figures_of(
    material: Sequence[Confirmed], said: Sequence[Answer], words: Sequence[Answer]
) -> dict[str, Any]:
    """What the page shows of a version: how well it did, how sure that is, each theme by itself."""
    found = measured(_coded(material), said)
    alone = measured(_coded(material), words)
    return {
        **{name: found[name] for name in (*MEASURES, "macro_f1", "top3", "n", "intervals", "baselines")},
        "words": {name: alone[name] for name in (*MEASURES, "macro_f1", "top3")},
        "themes": _by_theme(material, said),
    }


def compared(material: Sequence[Confirmed], said: Sequence[Answer]) -> dict[str, float]:
    """The figures by which versions are compared."""
    found = measured(_coded(material), said)
    return {name: float(found[name]) for name in MEASURES}


def _coded(material: Sequence[Confirmed]) -> list[Coded]:
    return [Coded(one.text, one.themes, one.asked, str(one.young_person_id)) for one in material]


def _parts(people: Collection[UUID], folds: int) -> dict[UUID, int]:
    """Who is in which part: as many in each, in an order that is the same each night."""
    in_order = sorted(people, key=lambda one: (zlib.crc32(one.bytes), one))
    return {one: place % folds for place, one in enumerate(in_order)}


def _by_theme(material: Sequence[Confirmed], said: Sequence[Answer]) -> dict[str, float]:
    """How well each theme was found (F1); nothing of a theme that only a few people spoke of."""
    speakers: dict[str, set[UUID]] = defaultdict(set)
    right, ticked, true = Counter[str](), Counter[str](), Counter[str]()
    for one, answer in zip(material, said, strict=True):
        ticks = {key for key, _, tick in answer if tick}
        true.update(one.themes)
        ticked.update(ticks)
        right.update(ticks & one.themes)
        for key in one.themes:
            speakers[key].add(one.young_person_id)
    return {
        key: round(2 * right[key] / (true[key] + ticked[key]), 3)
        for key in sorted(true)
        if len(speakers[key]) >= FEWEST_TOLD
    }
