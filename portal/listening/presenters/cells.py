"""A printed number in words."""

from __future__ import annotations

from portal.disclosure.shown import Shown

NOT_SHOWN = "–"
"""Small ones and those hidden beside them look the same: who could tell them apart would know the small."""


def words_of(shown: Shown | None) -> str:
    """A cell as it is printed."""
    return NOT_SHOWN if shown is None or shown.number is None else str(shown.number)
