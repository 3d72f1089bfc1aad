"""How well is learned with meaning, in the long form only: so many vectors take most of a minute."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from portal.coding.codebook import codebook
from portal.settings import Settings
from portal.themes.learned.answers import by_model
from portal.themes.learned.coded import named, read_coded
from portal.themes.learned.measuring import measured
from portal.themes.learned.sensing import Remembering, spelled_out
from portal.themes.learned.training import train
from portal.themes.learned.validating import cross_validated
from portal.themes.meaning.encoder import load

pytestmark = pytest.mark.once
DATA = Path(__file__).parents[1] / "data"
FLOOR = {"micro_f1": 0.725, "macro_f1": 0.57, "average_precision": 0.79}


@pytest.fixture(scope="module")
def encoder() -> Remembering:
    return Remembering(load(Settings.from_environment().meaning_dir))


def test_the_products_own_keys_are_learned_with_meaning(encoder: Remembering) -> None:
    coded = read_coded(DATA / "themes_dev.jsonl", None)
    said = cross_validated(coded, codebook().for_suggesting(), encoder)
    assert measured(coded, said)["micro_f1"] >= 0.72


def test_real_comments_are_learned_with_meaning(encoder: Remembering) -> None:
    """Means over five seeded splits."""
    found = []
    for seed in range(5):
        comments = read_coded(DATA / "nhs_feedback" / "train.jsonl", None)
        random.Random(seed).shuffle(comments)
        cut = int(0.8 * len(comments))
        keys = sorted({key for one in comments for key in one.themes})
        learned = train(comments[:cut], keys, lexicon=named(keys, []), encoder=encoder)
        unseen = comments[cut:]
        vectors = encoder.vectors(spelled_out([one.text for one in unseen]))
        found.append(measured(unseen, by_model(learned, unseen, vectors)))
    for name, floor in FLOOR.items():
        assert sum(one[name] for one in found) / len(found) >= floor, name
