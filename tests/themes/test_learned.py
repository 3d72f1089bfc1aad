"""A model learned from what people confirmed: how well it does, kept and read safely, failing on no text.

The comments are real ones of patients (NHS England, pxtextmining, MIT; see the folder): nothing made up."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, f1_score

from portal.cli import main
from portal.themes.learned import measuring
from portal.themes.learned.answers import by_model
from portal.themes.learned.coded import BadCoded, keys_of, read_coded
from portal.themes.learned.measuring import measured
from portal.themes.learned.model import BadModel, Model, from_bytes, load
from portal.themes.learned.training import Coded, TooFew, train

pytestmark = pytest.mark.once
NHS = Path(__file__).parents[1] / "data" / "nhs_feedback" / "train.jsonl"
SPLITS_DIFFER = {"micro_f1": 0.02, "macro_f1": 0.05, "average_precision": 0.02}
FLOOR = {"micro_f1": 0.69, "macro_f1": 0.52, "average_precision": 0.75}


def _little() -> list[Coded]:
    made = [
        ("my bus pass ran out again", "money"),
        ("no pocket money this week", "money"),
        ("the train costs too much money", "money"),
        ("i love my school", "school"),
        ("my teacher at school is kind", "school"),
        ("school is too far", "school"),
        ("i miss my mum and nan", "family"),
        ("mum did not ring", "family"),
        ("i want to see my brother", "family"),
    ]
    return [
        Coded(f"{text} {number}", frozenset({key}), "What now?") for number in range(4) for text, key in made
    ]


@pytest.fixture(scope="module")
def model() -> Model:
    return train(_little())


def _split(seed: int) -> tuple[list[Coded], list[Coded]]:
    comments = read_coded(NHS, None)
    random.Random(seed).shuffle(comments)
    cut = int(0.8 * len(comments))
    return comments[:cut], comments[cut:]


def _figures(seed: int) -> dict[str, Any]:
    learned_from, unseen = _split(seed)
    return measured(unseen, by_model(train(learned_from), unseen))


def test_real_comments_of_another_service_are_learned(drill: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Means over five splits are held in the drill; one split here, below them by what splits differ."""
    monkeypatch.setattr(measuring, "TIMES", 5)
    seeds = range(5) if drill else range(1)
    found = [_figures(seed) for seed in seeds]
    for name, floor in FLOOR.items():
        mean = sum(one[name] for one in found) / len(found)
        assert mean >= floor - (0 if drill else SPLITS_DIFFER[name]), (name, mean)
        assert mean > found[0]["baselines"]["most_common"] * 2


def test_a_model_that_was_kept_says_the_same(model: Model, tmp_path: Path) -> None:
    model.save(tmp_path / "new" / "folder")
    again = load(tmp_path / "new" / "folder")
    for text in ("money for the bus", "my mum", "", "😀 SCHOOL!!"):
        kept = {one.key: one for one in again.score(text)}
        for one in model.score(text):
            assert kept[one.key].ticks == one.ticks
            assert kept[one.key].score == pytest.approx(one.score, abs=2e-4)


def test_three_are_offered_with_the_words_that_spoke_for_them(model: Model) -> None:
    first = model.suggest("the bus costs money")[0]
    assert first.key == "money"
    assert "money" in first.words
    assert first.ticks
    assert len(model.suggest("school")) == 3


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.one_of(st.none(), st.text(max_size=20)))
def test_no_text_makes_it_fail(model: Model, text: str, question: str | None) -> None:
    found = model.score(text, question)
    assert {one.key for one in found} == set(model.keys)
    assert all(0 <= one.score <= 1 for one in found)
    assert any(one.ticks for one in found)


def test_scores_are_calibrated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what is said to be likely by seven in ten, about seven in ten were confirmed."""
    learned_from, unseen = _split(3)
    model = train(learned_from[:1200])
    said = [(one.score, one.key in comment.themes) for comment in unseen for one in model.score(comment.text)]
    for low in (0.2, 0.5, 0.8):
        some = [(score, right) for score, right in said if low <= score < low + 0.2]
        share = sum(right for _, right in some) / len(some)
        assert abs(share - sum(score for score, _ in some) / len(some)) < 0.12, low


def test_the_figures_are_those_of_a_library_that_shares_no_code() -> None:
    dice = np.random.default_rng(5)
    truth, scores = dice.random((60, 7)) < 0.2, np.round(dice.random((60, 7)), 1)
    truth[:, 0] |= ~truth.any(axis=1)
    comments = [Coded("x", frozenset(str(at) for at in np.flatnonzero(row))) for row in truth]
    ticked = scores >= 0.7
    answers = [
        [(str(at), float(scores[row, at]), bool(ticked[row, at])) for at in range(7)] for row in range(60)
    ]
    found = measured(comments, answers)
    assert found["micro_f1"] == pytest.approx(f1_score(truth, ticked, average="micro"), abs=1e-4)
    assert found["macro_f1"] == pytest.approx(f1_score(truth, ticked, average="macro"), abs=1e-4)
    library = average_precision_score(truth, scores, average="micro")
    assert found["average_precision"] == pytest.approx(library, abs=1e-4)
    low, high = found["intervals"]["micro_f1"]
    assert low < found["micro_f1"] < high


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("model.npz", "no numbers"),
        ("model.npz", ""),
        ("model.npz", None),
    ],
)
def test_what_is_no_model_is_refused(model: Model, tmp_path: Path, file: str, content: str | None) -> None:
    model.save(tmp_path)
    (tmp_path / file).unlink() if content is None else (tmp_path / file).write_text(content)
    with pytest.raises(BadModel):
        load(tmp_path)


def test_parts_of_two_models_do_not_make_one(model: Model) -> None:
    other = train([*_little(), *(Coded(f"a foster cat {name}", frozenset({"pets"})) for name in "ab")])
    with np.load(io.BytesIO(model.to_bytes())) as one, np.load(io.BytesIO(other.to_bytes())) as another:
        mixed = {name: (another if name == "weights" else one)[name] for name in one.files}
    kept = io.BytesIO()
    np.savez(kept, **mixed)
    with pytest.raises(BadModel):
        from_bytes(kept.getvalue())


@given(st.binary(max_size=200), st.integers(0, 3000))
def test_broken_bytes_are_no_model(model: Model, broken: bytes, place: int) -> None:
    whole = model.to_bytes()
    with pytest.raises(BadModel):
        from_bytes(whole[:place] + broken)


def test_too_little_is_not_learned_from() -> None:
    with pytest.raises(TooFew):
        train(_little()[:10])
    with pytest.raises(TooFew):
        train([Coded(f"x{number}", frozenset({str(number)})) for number in range(30)])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "Line 1: not JSON"),
        ("[]", "Line 1: no text"),
        ('{"text": "a", "themes": "b"}', "Line 1: themes"),
        ('{"text": "a", "themes": ["b"], "question": 3}', "Line 1: the question"),
        ("", "There is no comment"),
    ],
)
def test_a_bad_line_is_named_and_not_told(tmp_path: Path, line: str, says: str) -> None:
    file = tmp_path / "coded.jsonl"
    file.write_text(line)
    with pytest.raises(BadCoded, match=says):
        read_coded(file, None)


def test_a_theme_outside_the_codebook_is_a_mistake(tmp_path: Path) -> None:
    book = tmp_path / "book.json"
    book.write_text(json.dumps({"themes": [{"key": "home"}, {"key": "school"}]}))
    assert keys_of(book) == ["home", "school"]
    file = tmp_path / "coded.jsonl"
    file.write_text(json.dumps({"text": "a", "themes": ["money"]}))
    with pytest.raises(BadCoded, match="not in the codebook"):
        read_coded(file, keys_of(book))


def test_it_is_trained_measured_and_used_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    coded, out = tmp_path / "coded.jsonl", tmp_path / "model"
    plain = "--without-meaning"
    lines = [{"text": one.text, "themes": sorted(one.themes), "question": one.question} for one in _little()]
    coded.write_text("\n".join(json.dumps(one) for one in lines))
    assert main(["themes", "train", "--file", str(coded), "--out", str(out), plain]) == 0
    assert json.loads(capsys.readouterr().out)["comments"] == len(lines)
    assert main(["themes", "evaluate", "--file", str(coded), "--model", str(out), plain]) == 0
    figures = json.loads(capsys.readouterr().out)
    wanted = {
        "micro_f1",
        "macro_f1",
        "average_precision",
        "top3",
        "n",
        "intervals",
        "baselines",
        "meaning",
        "seconds",
    }
    assert set(figures) == wanted
    assert figures["micro_f1"] > 0.9
    assert main(["themes", "suggest", "--file", str(coded), "--model", str(out), plain]) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert first["themes"][0]["key"] == "money"
    assert set(first["themes"][0]) == {"key", "score", "why"}
    assert main(["themes", "evaluate", "--file", str(coded), "--model", str(tmp_path), plain]) != 0
    assert "no model" in capsys.readouterr().err
    assert main(["themes", "evaluate", "--file", str(coded), plain]) == 0  # the words of the first day
