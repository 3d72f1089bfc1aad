"""Opinions become one: how much each counts, how likely that makes a theme, and where to tick. All of it is
learned from what was said of comments that had not been seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.themes.learned.model import Weighing

USUAL = 0.4  # where a theme is ticked of which little is known
FEW = 200  # so many confirmed comments pull a theme's threshold half way from the usual one to its own
_STEPS = 30
_HOLD = 0.05  # how firmly slope and shift are held near one and nothing


def weighed(said: Mapping[str, Any], truth: Any, fold: Any) -> Weighing:
    """How to weigh opinions, each of which is texts by themes."""
    import numpy as np

    names = tuple(said)
    counts, shift = _counts([said[name] for name in names], truth)
    together = sum(count * said[name] for name, count in zip(names, counts, strict=True)) + shift
    pairs = [_slope_and_shift(together[:, at], truth[:, at]) for at in range(truth.shape[1])]
    slopes = np.array([one[0] for one in pairs])
    shifts = np.array([one[1] for one in pairs]) + slopes * shift
    likely = _likely(slopes * (together - shift) + shifts)
    return Weighing(names, counts, slopes, shifts, _thresholds(likely, truth))


def _counts(opinions: list[Any], truth: Any) -> tuple[Any, float]:
    """What each opinion counts for over all themes: never less than nothing."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    columns = np.stack([one.ravel() for one in opinions], axis=1)
    spread = columns.std(axis=0) + 1e-9
    used = [at for at, one in enumerate(opinions) if one.std() > 1e-9] or [0]
    while True:
        fitted = LogisticRegression(C=10.0, max_iter=300).fit(columns[:, used] / spread[used], truth.ravel())
        wrong = [at for at, weight in zip(used, fitted.coef_[0], strict=True) if weight < 0]
        if not wrong or len(used) == 1:
            break
        used = [at for at in used if at not in wrong] or used[:1]
    counts = np.zeros(len(opinions))
    counts[used] = np.maximum(fitted.coef_[0], 0.01) / spread[used]
    return counts, float(fitted.intercept_[0])


def _slope_and_shift(said: Any, wanted: Any) -> tuple[float, float]:
    """From what is said to how likely it is (Platt 1999), by Newton's way, held near what holds for all
    themes: a theme with few comments is not carried away."""
    import numpy as np

    slope, shift = 1.0, 0.0
    for _ in range(_STEPS):
        likely = _likely(slope * said + shift)
        off, bend = likely - wanted, likely * (1 - likely)
        gradient = np.array([(off * said).sum() + _HOLD * (slope - 1), off.sum() + _HOLD * shift])
        cross = (bend * said).sum()
        hessian = np.array([[(bend * said * said).sum() + _HOLD, cross], [cross, bend.sum() + _HOLD]])
        step = np.linalg.solve(hessian, gradient)
        slope, shift = slope - float(np.clip(step[0], -1, 1)), shift - float(np.clip(step[1], -2, 2))
        if abs(step).max() < 1e-6:
            break
    return max(0.1, slope), shift


def _thresholds(likely: Any, truth: Any) -> Any:
    """Where ticking does best on comments held back, drawn to the usual where few were confirmed."""
    import numpy as np

    tries = np.arange(0.1, 0.7, 0.02)
    found = []
    for at in range(truth.shape[1]):
        count = int(truth[:, at].sum())
        found.append((count * _best(likely[:, at], truth[:, at], tries) + FEW * USUAL) / (count + FEW))
    return np.array(found)


def _best(likely: Any, wanted: Any, tries: Any) -> float:
    import numpy as np

    figures = []
    for at in tries:
        ticked = likely >= at
        figures.append(2 * (wanted[ticked] > 0).sum() / (ticked.sum() + (wanted > 0).sum() + 1e-9))
    return float(tries[int(np.argmax(figures))])


def _likely(said: Any) -> Any:
    import numpy as np

    return 1 / (1 + np.exp(-np.clip(said, -35, 35)))
