"""A theme as the engine sees it: plain values, handed in by whoever keeps the codebook."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: its key, its words and phrases, and short made-up comments that belong to it.

    A word ending in "*" counts less: it points to the theme, but to others as well.
    """

    key: str
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()
    description: str = ""
