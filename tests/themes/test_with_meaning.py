"""Models that go by meaning too, and the engine of a council's first day."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.cli import main
from portal.coding.codebook import codebook
from portal.settings import Settings
from portal.themes import meaning
from portal.themes.learned.answering import nearest, nearest_words, score
from portal.themes.learned.answers import by_model
from portal.themes.learned.coded import BadCoded, Coded, named, read_coded, themes_of
from portal.themes.learned.firstday import first_day, made_up
from portal.themes.learned.measuring import measured
from portal.themes.learned.model import BadModel, Model, from_bytes
from portal.themes.learned.sensing import Remembering, spelled_out
from portal.themes.learned.training import train
from portal.themes.meaning.encoder import load

pytestmark = pytest.mark.once
DATA = Path(__file__).parents[1] / "data"
GOAL = 0.72


@pytest.fixture(scope="module")
def encoder() -> Remembering:
    folder = Settings.from_environment().meaning_dir
    if not meaning.is_there(folder):
        pytest.fail("The files of the meaning model are not there. Run: make meaning")
    return Remembering(load(folder))


@pytest.fixture(scope="module")
def coded() -> list[Coded]:
    return read_coded(DATA / "themes_dev.jsonl", None)


@pytest.fixture(scope="module")
def model(encoder: Remembering, coded: list[Coded]) -> Model:
    """The first day's engine as it is measured: without the made-up comments that it is measured on."""
    return first_day(codebook().for_suggesting(), encoder, but=[one.text for one in coded])


def test_the_first_day_is_good_on_comments_it_was_not_given(
    encoder: Remembering, coded: list[Coded], model: Model
) -> None:
    assert model.figures["comments"] < 60  # none of those that it is measured on
    vectors = encoder.vectors(spelled_out([one.text for one in coded]))
    found = measured(coded, by_model(model, coded, vectors))
    assert found["micro_f1"] >= GOAL
    assert found["top3"] >= 0.9


def test_what_comes_with_the_product_is_what_it_is_tried_on(coded: list[Coded]) -> None:
    assert made_up() == coded


def test_words_that_nobody_listed_are_understood(encoder: Remembering, model: Model) -> None:
    text = "my tooth fairy of an orthodontist moved overseas"
    (vector,) = encoder.vectors(spelled_out([text]))
    assert "health" in {one.key for one in model.suggest(text, None, vector)}


def test_a_model_that_was_kept_says_the_same(encoder: Remembering, model: Model) -> None:
    again = from_bytes(model.to_bytes())
    assert again.meaning == meaning.HASH
    texts = ["my mum", "", "no money for the bus 😀"]
    vectors = encoder.vectors(spelled_out(texts))
    for given_vectors in (vectors, None):
        one, _ = model.likely(texts, [None] * 3, given_vectors)
        other, _ = again.likely(texts, [None] * 3, given_vectors)
        assert np.abs(one - other).max() < 1e-3


def test_without_vectors_it_answers_by_words(encoder: Remembering, model: Model) -> None:
    texts = ["my social worker never rings"]
    (by_words,) = score(model, texts, [None])
    (by_all,) = score(model, texts, [None], encoder.vectors(spelled_out(texts)))
    assert by_words[0].key == by_all[0].key == "social_worker"
    assert by_words[0].score != by_all[0].score
    for one in (*by_words, *by_all):
        for why in one.why:
            assert why.asked or texts[0][why.start : why.end] == why.words


def test_a_model_of_other_meaning_files_is_refused(model: Model) -> None:
    with np.load(io.BytesIO(model.to_bytes())) as kept:
        numbers = {name: kept[name] for name in kept.files}
    facts = json.loads(numbers["facts"].tobytes()) | {"meaning": "0" * 64}
    numbers["facts"] = np.frombuffer(json.dumps(facts).encode(), dtype=np.uint8)
    changed = io.BytesIO()
    np.savez(changed, **numbers)
    with pytest.raises(BadModel, match="other meaning files"):
        from_bytes(changed.getvalue())


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60))
def test_no_text_makes_it_fail(encoder: Remembering, model: Model, text: str) -> None:
    found = model.score(text, None, encoder.vectors(spelled_out([text]))[0])
    assert {one.key for one in found} == set(model.keys)
    assert all(0 <= one.score <= 1 for one in found)


def test_no_word_of_few_people_is_in_a_model() -> None:
    said = [("money", "the bus money"), ("school", "my school teacher")]
    comments = [
        Coded(f"{text} {'wolpertinger' if who < 2 else ''}", frozenset({key}), person=str(who))
        for who in range(12)
        for key, text in said
    ]
    assert b"wolpertinger" in _facts(train(comments, least_people=2))
    kept = _facts(train(comments, least_people=3))
    assert b"wolp" not in kept
    assert b"teacher" in kept


def _facts(model: Model) -> bytes:
    with np.load(io.BytesIO(model.to_bytes())) as kept:
        return bytes(kept["facts"].tobytes())


def test_the_nearest_are_those_that_mean_the_same(encoder: Remembering, model: Model) -> None:
    texts = ["the food is horrible", "i miss my mother", "my teacher is kind", "when can i see mum"]
    vectors = encoder.vectors(texts)
    assert set(nearest(encoder.vectors(["I want to visit my mum"])[0], vectors)) == {1, 3}
    assert nearest(vectors[0], vectors[:0]) == []
    assert nearest_words(model, "the food", texts, k=1) == [0]
    assert nearest_words(model, "zzz", ["qqq"]) == []


def test_a_codebook_may_say_more_of_its_themes(tmp_path: Path) -> None:
    file = tmp_path / "book.json"
    file.write_text(json.dumps(["home", {"key": "pets", "label": "Pets", "words": ["cat", 3]}]))
    home, pets = themes_of(file)
    assert (home.key, home.description, pets.description, pets.words) == ("home", "home", "Pets", ("cat",))
    assert named(["pets", "x"], [pets]) == [pets, themes_of_key("x")]
    file.write_text(json.dumps([{"key": ""}]))
    with pytest.raises(BadCoded):
        themes_of(file)


def themes_of_key(key: str) -> object:
    return named([key], [])[0]


def test_the_command_line_goes_by_meaning_where_it_can_and_says_where_it_cannot(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, model: Model
) -> None:
    folder = Settings.from_environment().meaning_dir
    monkeypatch.setenv("HEARD_MEANING_FOLDER", str(folder))
    model.save(tmp_path / "model")
    file = tmp_path / "texts.jsonl"
    file.write_text('{"text": "i miss my mum", "themes": ["family_time"], "error": "none"}\n\n{"text": 3}\n')
    asks = ["themes", "suggest", "--file", str(file), "--model", str(tmp_path / "model")]
    assert main(asks) == 0
    with_meaning = capsys.readouterr()
    assert with_meaning.err == ""
    first, bad = (json.loads(line) for line in with_meaning.out.splitlines())
    assert first["themes"][0]["key"] == "family_time"
    assert bad == {"line": 3, "error": "no text"}
    monkeypatch.setenv("HEARD_MEANING_FOLDER", str(tmp_path))
    assert main(asks) == 0
    without = capsys.readouterr()
    assert "make meaning" in without.err
    assert json.loads(without.out.splitlines()[0])["themes"][0]["key"] == "family_time"
    assert main([*asks, "--meaning"]) == 1
    assert "make meaning" in capsys.readouterr().err
