"""Texts become vectors as the model's makers meant it: against vectors made by torch and transformers, which
share no code with ours (torch 2.15, transformers 5.23; the mean of the last layer, as long as one)."""

from __future__ import annotations

import json
import math
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from portal.settings import ROOT, Settings
from portal.themes import meaning
from portal.themes.meaning.encoder import Encoder, load
from portal.themes.meaning.pieces import MOST_PIECES, Pieces
from portal.themes.meaning.weights import BadMeaning, arrays

pytestmark = pytest.mark.once
KEPT = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "meaning" / "vectors.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    folder = Settings.from_environment().meaning_dir
    if not meaning.is_there(folder):
        pytest.fail("The files of the meaning model are not there. Run: make meaning")
    return load(folder)


def test_every_text_has_the_vector_that_torch_gives_it(encoder: Encoder) -> None:
    found = encoder.vectors([one["text"] for one in KEPT])
    for one, ours in zip(KEPT, found, strict=True):
        theirs = np.array(one["vector"])
        assert float(ours @ theirs) / math.sqrt(float(theirs @ theirs)) > 0.99999, one["text"][:40]
        assert np.abs(ours - theirs).max() < 1e-4


def test_a_text_has_one_vector_whatever_stands_beside_it(encoder: Encoder) -> None:
    texts = [one["text"] for one in KEPT if len(one["text"]) < 40][:6]
    together = encoder.vectors([*texts, *reversed(texts)])
    for at, text in enumerate(texts):
        assert np.abs(together[at] - encoder.vectors([text])[0]).max() < 1e-5
        assert np.abs(together[at] - together[-1 - at]).max() < 1e-5
    assert encoder.vectors([]).shape == (0, 384)


def test_words_are_cut_as_the_makers_cut_them() -> None:
    folder = Settings.from_environment().meaning_dir
    if not meaning.is_there(folder):
        pytest.fail("The files of the meaning model are not there. Run: make meaning")
    pieces = Pieces((folder / meaning.VOCABULARY).read_text(encoding="utf-8").split("\n")[:-1])
    for one in KEPT:
        assert pieces.of(one["text"]) == one["pieces"], one["text"][:40]
    assert max(len(one["pieces"]) for one in KEPT) == MOST_PIECES


def test_a_file_that_was_changed_is_never_used(tmp_path: Path) -> None:
    assert not meaning.is_there(tmp_path)
    with pytest.raises(BadMeaning, match="make meaning"):
        load(tmp_path)
    for name in meaning.HASHES:
        (tmp_path / name).write_bytes(b"something else")
    assert meaning.is_there(tmp_path)
    with pytest.raises(BadMeaning, match="is not the file that is known"):
        load(tmp_path)


def test_numbers_are_read_from_the_file_and_nothing_else() -> None:
    header = {
        "__metadata__": {"format": "pt"},
        "a": {"dtype": "F32", "shape": [2, 1], "data_offsets": [0, 8]},
        "b": {"dtype": "I64", "shape": [1], "data_offsets": [8, 16]},
    }
    written = json.dumps(header).encode()
    found = arrays(struct.pack("<Q", len(written)) + written + struct.pack("<ffq", 1.5, -2, 7))
    assert {name: one.tolist() for name, one in found.items()} == {"a": [[1.5], [-2.0]]}


def test_what_answers_pages_loads_neither_the_model_nor_numpy() -> None:
    asks = (
        "import sys, portal.app; "
        "print([name for name in sys.modules if name in ('numpy', 'sklearn') or '.meaning.' in name])"
    )
    ran = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert ran.stdout.strip() == "[]", ran.stderr
