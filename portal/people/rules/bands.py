"""The age bands in which the panel's papers count young people. Pure."""

from __future__ import annotations

NOT_KNOWN = "not_known"
"""Where the day of birth is not known."""

BANDS = ("under_12", "12_15", "16_17", "18_over", NOT_KNOWN)
"""Youngest first. At sixteen and eighteen the council's duties change. All stand there always, whoever is in
them: a band that comes and goes would say that somebody is in it."""


def band_of(age: int | None) -> str:
    """The band of an age in whole years."""
    if age is None:
        return NOT_KNOWN
    if age < 12:
        return "under_12"
    if age < 16:
        return "12_15"
    return "16_17" if age < 18 else "18_over"
