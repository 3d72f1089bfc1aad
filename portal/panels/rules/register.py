"""What kinds of thing are ever printed. Pure."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A kind of thing that was printed."""

    PAPER = "paper"
    COMPARISON = "comparison"
    ANNUAL = "annual"
    SURVEY = "survey"
    RECORDS = "records"
    REVIEWS = "reviews"
    LISTENING = "listening"


def kind_named(name: str) -> Kind | None:
    """The kind of this name; None for any other word."""
    return next((kind for kind in Kind if kind.value == name), None)
