"""The engine of a council's first day with meaning: learned from made-up comments that come with the product
and from the codebook, before anybody here has confirmed anything."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

from portal.themes.learned.coded import Coded
from portal.themes.learned.model import Model
from portal.themes.learned.training import train
from portal.themes.theme import Theme
from portal.themes.tokens import tokens

if TYPE_CHECKING:
    from portal.themes.learned.sensing import Remembering
    from portal.themes.meaning.encoder import Encoder


def first_day(
    lexicon: Sequence[Theme], encoder: Encoder | Remembering | None, but: Collection[str] = ()
) -> Model:
    """The model that a council starts with. `but`: texts that it must not have seen, since it will be
    measured on them. Raises TooFew for a codebook that has next to nothing of what the product brings."""
    keys = [theme.key for theme in lexicon]
    unseen = {_plain(text) for text in but}
    known = [one for one in made_up() if one.themes <= set(keys) and _plain(one.text) not in unseen]
    examples = [
        replace(one, examples=tuple(line for line in one.examples if _plain(line) not in unseen))
        for one in lexicon
    ]
    if len(known) < 60:  # measured on what it starts with: nothing is left but the codebook's examples
        known = [Coded(line, frozenset({one.key})) for one in examples for line in one.examples]
        examples = [replace(one, examples=()) for one in examples]
    return train(known, keys, lexicon=examples, encoder=encoder, known_words=True)


def made_up() -> list[Coded]:
    """The made-up comments."""
    lines = files("portal.themes").joinpath("data", "start.jsonl").read_text(encoding="utf-8").splitlines()
    return [Coded(one["text"], frozenset(one["themes"])) for one in map(json.loads, lines)]


def is_made_up(comments: Sequence[Coded]) -> bool:
    """Whether most of these are the comments that come with the product: the codebook's words were chosen
    with sight of them."""
    known = {_plain(one.text) for one in made_up()}
    return 2 * sum(_plain(one.text) in known for one in comments) > len(comments)


def _plain(text: str) -> str:
    return " ".join(token.word for token in tokens(text))
