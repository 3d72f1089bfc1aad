"""How well themes are suggested, against what people confirmed, with how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from portal.themes.learned.coded import Coded

TIMES = 200
SEED = 11
Answer = Sequence[tuple[str, float, bool]]
"""Themes offered for one comment: key, score, whether it would be ticked; the most likely first."""


def measured(comments: Sequence[Coded], answers: Sequence[Answer], *, most: int = 3) -> dict[str, Any]:
    """micro_f1, macro_f1 (over themes that are in the comments), average_precision (micro), top3 (a right
    one is among the first three), 95% intervals by drawing the comments anew, and baselines."""
    import numpy as np

    keys = sorted(
        {key for one in comments for key in one.themes} | {one[0] for some in answers for one in some}
    )
    place = {key: at for at, key in enumerate(keys)}
    truth = np.zeros((len(comments), len(keys)), dtype=bool)
    ticked, scores = np.zeros_like(truth), np.zeros(truth.shape)
    first = np.zeros(len(comments), dtype=bool)
    for at, (one, some) in enumerate(zip(comments, answers, strict=True)):
        truth[at, [place[key] for key in one.themes]] = True
        for key, score, ticks in some:
            scores[at, place[key]], ticked[at, place[key]] = score, ticks
        first[at] = bool(one.themes & {key for key, _, _ in some[:most]})
    figures: dict[str, Callable[[Any], float]] = {
        "micro_f1": lambda some: _micro(truth[some], ticked[some]),
        "macro_f1": lambda some: _macro(truth[some], ticked[some]),
        "average_precision": lambda some: _precision(truth[some], scores[some]),
        "top3": lambda some: float(first[some].mean()),
    }
    everything = np.arange(len(comments))
    dice = np.random.default_rng(SEED)
    drawn = [dice.integers(0, len(comments), len(comments)) for _ in range(TIMES)]
    return {
        **{name: _round(figure(everything)) for name, figure in figures.items()},
        "n": len(comments),
        "intervals": {
            name: [_round(value) for value in np.quantile([figure(some) for some in drawn], (0.025, 0.975))]
            for name, figure in figures.items()
        },
        "baselines": _baselines(truth),
    }


def micro_f1(comments: Sequence[Coded], answers: Sequence[Answer]) -> float:
    """Twice what is rightly ticked, over all that is ticked and all that was confirmed."""
    ticked = [{key for key, _, ticks in some if ticks} for some in answers]
    right = sum(len(one.themes & some) for one, some in zip(comments, ticked, strict=True))
    both = sum(len(one.themes) + len(some) for one, some in zip(comments, ticked, strict=True))
    return _round(2 * right / both) if both else 0.0


def _round(value: float) -> float:
    return round(float(value), 4)


def _micro(truth: Any, ticked: Any) -> float:
    both = ticked.sum() + truth.sum()
    return 2 * float((truth & ticked).sum()) / float(both) if both else 0.0


def _macro(truth: Any, ticked: Any) -> float:
    """Themes that nobody confirmed in these comments do not count."""
    import numpy as np

    there = truth.any(axis=0)
    both = (ticked.sum(axis=0) + truth.sum(axis=0))[there]
    right = (truth & ticked).sum(axis=0)[there]
    return float(np.mean(2 * right / both)) if there.any() else 0.0


def _precision(truth: Any, scores: Any) -> float:
    """Average precision over all pairs of comment and theme, ties taken together."""
    import numpy as np

    wanted, said = truth.ravel(), scores.ravel()
    if not wanted.any():
        return 0.0
    order = np.argsort(-said, kind="stable")
    wanted, said = wanted[order], said[order]
    ends = np.append(np.flatnonzero(np.diff(said)), len(said) - 1)
    right = np.cumsum(wanted)[ends]
    precision, recall = right / (ends + 1), right / wanted.sum()
    return float(np.sum(np.diff(recall, prepend=0.0) * precision))


def _baselines(truth: Any) -> dict[str, float]:
    """What one gets without reading: always the most common theme; drawing themes as often as they come."""
    import numpy as np

    common = np.zeros_like(truth)
    common[:, int(truth.sum(axis=0).argmax())] = True
    share = truth.mean(axis=0)
    by_chance = 2 * float((share * share).sum()) / float(2 * share.sum()) if share.sum() else 0.0
    return {"most_common": _round(_micro(truth, common)), "by_chance": _round(by_chance)}
