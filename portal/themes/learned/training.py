"""Training: linear support vectors over words and pieces of words, calibrated on comments held back.

Chosen by five seeded splits of the comments in the NHS set (27 themes): with fewer parts it did worse, with
more it did no better. scikit-learn does the work; it is loaded only here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.themes.learned.features import BLOCKS
from portal.themes.learned.model import Model, columns_for

STRENGTH = 0.3  # of fitting: the C of scikit-learn
FOLDS = 4
SEED = 20_261_122
QUESTION_WEIGHT = 0.5
LEAST = {"words": 2, "stems": 2, "pieces": 3}  # comments that must hold a feature
USUAL_THRESHOLD = 0.35
FEW = 60  # so many confirmed comments pull a theme's threshold half way from the usual one to its own


@dataclass(frozen=True)
class Coded:
    """A comment, what was asked, and the themes that people confirmed."""

    text: str
    themes: frozenset[str]
    question: str = ""


class TooFew(ValueError):
    """There is too little to learn from."""


def train(comments: Sequence[Coded], keys: Sequence[str] | None = None) -> Model:
    """A model of these comments. `keys`: the codebook's themes; those of the comments where it is left out.

    Raises TooFew for fewer than 20 comments or no theme with two of them."""
    import numpy as np

    keys = list(keys) if keys is not None else sorted({key for one in comments for key in one.themes})
    truth = np.array([[key in one.themes for key in keys] for one in comments], dtype=np.int8)
    if len(comments) < 5 * FOLDS or not keys or truth.sum(axis=0).max(initial=0) < 2:
        raise TooFew("Train with 20 comments or more, and with themes that two of them share")
    table, blocks, rarity = _table(comments)
    questions = sorted({one.question for one in comments if one.question})
    held_back = _held_back(table, truth)
    weights, offsets = _fitted(table, truth)
    calibrated = [_calibrated(held_back[:, at], truth[:, at]) for at in range(len(keys))]
    slopes, shifts = np.array([one[0] for one in calibrated]), np.array([one[1] for one in calibrated])
    likely = 1 / (1 + np.exp(-np.clip(slopes * held_back + shifts, -35, 35)))
    known, asked = columns_for(blocks, questions)
    return Model(
        keys=keys,
        blocks=known,
        rarity=rarity,
        questions=asked,
        weights=weights,
        offsets=offsets,
        slopes=slopes,
        shifts=shifts,
        thresholds=np.array([_threshold(likely[:, at], truth[:, at]) for at in range(len(keys))]),
        figures={"comments": len(comments), "each": dict(zip(keys, truth.sum(axis=0).tolist(), strict=True))},
        question_weight=QUESTION_WEIGHT,
    )


def _table(comments: Sequence[Coded]) -> tuple[Any, dict[str, list[str]], dict[str, Any]]:
    """Comments by features, sparse; what each block knows; how rare each is."""
    import numpy as np
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer

    parts, blocks, rarity = [], {}, {}
    for name, features in BLOCKS.items():
        counter = TfidfVectorizer(
            analyzer=lambda text, features=features: list(features(text)),
            min_df=LEAST[name] if len(comments) > 200 else 1,
            sublinear_tf=True,
        )
        parts.append(counter.fit_transform([one.text for one in comments]))
        blocks[name], rarity[name] = counter.get_feature_names_out().tolist(), counter.idf_
    questions = sorted({one.question for one in comments if one.question})
    asked = [[QUESTION_WEIGHT * (one.question == question) for question in questions] for one in comments]
    parts.append(csr_matrix(np.array(asked, dtype=float).reshape(len(comments), len(questions))))
    return hstack(parts).tocsr(), blocks, rarity


def _fitted(table: Any, truth: Any) -> tuple[Any, Any]:
    """Weights and offset of each theme, one against the others."""
    import numpy as np
    from sklearn.svm import LinearSVC

    weights = np.zeros((truth.shape[1], table.shape[1]))
    offsets = np.full(truth.shape[1], -1.0)
    for at in range(truth.shape[1]):
        wanted = truth[:, at]
        if 0 < wanted.sum() < len(wanted):
            machine = LinearSVC(C=STRENGTH, random_state=SEED).fit(table, wanted)
            weights[at], offsets[at] = machine.coef_[0], machine.intercept_[0]
    return weights, offsets


def _held_back(table: Any, truth: Any) -> Any:
    """What a model that has not seen it says of each comment."""
    import numpy as np

    fold = np.random.default_rng(SEED).permutation(len(truth)) % FOLDS
    said = np.zeros(truth.shape)
    for one in range(FOLDS):
        weights, offsets = _fitted(table[fold != one], truth[fold != one])
        said[fold == one] = table[fold == one] @ weights.T + offsets
    return said


def _calibrated(said: Any, wanted: Any) -> tuple[float, float]:
    """Slope and shift from what is said to how likely it is (Platt 1999)."""
    from sklearn.linear_model import LogisticRegression

    if wanted.sum() < 2 or wanted.sum() > len(wanted) - 2:
        return 1.0, -3.0 if wanted.sum() < 2 else 3.0
    fitted = LogisticRegression(C=1_000.0).fit(said[:, None], wanted)
    return max(0.1, float(fitted.coef_[0, 0])), float(fitted.intercept_[0])


def _threshold(likely: Any, wanted: Any) -> float:
    """Where ticking does best on comments held back, drawn to the usual where few were confirmed."""
    import numpy as np

    count = int(wanted.sum())
    tries = np.arange(0.10, 0.70, 0.02)
    ticked = likely[:, None] >= tries
    right = (ticked & (wanted[:, None] > 0)).sum(axis=0)
    own = float(tries[int(np.argmax(2 * right / (ticked.sum(axis=0) + count + 1e-9)))])
    return (count * own + FEW * USUAL_THRESHOLD) / (count + FEW)
