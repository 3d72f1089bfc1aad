"""Free words: what is shown of them, and to whom. Pure."""

from __future__ import annotations

from portal.surveys.rules.kinds import WhyNot, WordsState

LONGEST = 5_000


def why_not_check(state: WordsState, *, kept_back_by_them: bool) -> WhyNot | None:
    """What one reader kept back, no other reader shows: it stays with whose survey it is. Whoever kept it
    back may have pressed the wrong box, and may say otherwise."""
    return WhyNot.KEPT_BACK if state is WordsState.KEPT_BACK and not kept_back_by_them else None


def state_after(shown: str, *, is_kept_back: bool) -> WordsState:
    """Words of which nothing is left to show stay with whose survey it is."""
    return WordsState.KEPT_BACK if is_kept_back or not shown else WordsState.CHECKED
