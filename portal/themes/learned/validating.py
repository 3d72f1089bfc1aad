"""How well a model would do on comments of people that it has not heard, learned from the others'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from portal.themes.learned.answers import by_model
from portal.themes.learned.coded import Coded, named
from portal.themes.learned.firstday import is_made_up
from portal.themes.learned.measuring import Answer
from portal.themes.learned.sensing import spelled_out
from portal.themes.learned.training import train
from portal.themes.theme import Theme

if TYPE_CHECKING:
    from portal.themes.learned.sensing import Remembering

SEED = 4


def cross_validated(
    comments: Sequence[Coded],
    known: Sequence[Theme] = (),
    encoder: Remembering | None = None,
    *,
    keys: Sequence[str] | None = None,
    folds: int = 5,
    least_people: int = 1,
) -> list[Answer]:
    """What is said of each comment by a model of the others; all of one person's are held back together.
    `known`: what the codebook says of themes. Raises TooFew."""
    import numpy as np

    keys = list(keys) if keys is not None else sorted({key for one in comments for key in one.themes})
    lexicon = named(keys, known)
    who = [one.person or f"comment {at}" for at, one in enumerate(comments)]
    people = {person: at for at, person in enumerate(dict.fromkeys(who))}
    part = np.random.default_rng(SEED).permutation(len(people)) % max(2, folds)
    said: list[Answer] = [[] for _ in comments]
    for fold in range(max(2, folds)):
        places = [at for at, person in enumerate(who) if part[people[person]] == fold]
        model = train(
            [one for one, person in zip(comments, who, strict=True) if part[people[person]] != fold],
            keys,
            lexicon=lexicon,
            encoder=encoder,
            least_people=least_people,
            known_words=is_made_up(comments),
        )
        some = [comments[at] for at in places]
        vectors = encoder.vectors(spelled_out([one.text for one in some])) if encoder and some else None
        for at, answer in zip(places, by_model(model, some, vectors), strict=True):
            said[at] = answer
    return said
