"""One figure as one line."""

from __future__ import annotations

import json


def say(figure: int, name: str, value: float, unit: str, baseline: float) -> None:
    """Print a figure, what it is held against (a limit, or what was measured beside it), and the ratio."""
    line = {
        "figure": figure,
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "baseline": round(baseline, 3),
        "ratio": round(value / baseline, 3) if baseline else None,
    }
    print(json.dumps(line), flush=True)
