"""Free words: what is shown of them, and to whom. Pure."""

from __future__ import annotations

from portal.surveys.rules.kinds import WordsState

LONGEST = 5_000


def state_after(shown: str, *, is_kept_back: bool) -> WordsState:
    """Words of which nothing is left to show stay with whose survey it is."""
    return WordsState.KEPT_BACK if is_kept_back or not shown else WordsState.CHECKED
