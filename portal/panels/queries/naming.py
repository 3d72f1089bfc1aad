"""Names in what people of the panel type.

A member is told only what looks like a name to anybody: whether somebody of that name is known here would be
an answer about a child. Panel support and officers are told which words are known here."""

from __future__ import annotations

from portal.accounts import figures
from portal.disclosure import marks
from portal.disclosure.marks import Kind


def looks_like_names(text: str) -> list[str]:
    """The words that look like a name, a number or a place, by their shape alone; each once."""
    return _words(text, figures.looks_like(text))


def known_names(text: str) -> list[str]:
    """The words that are the name of somebody known here; each once. For panel support and officers only."""
    return _words(text, _known(text))


def without_known_names(text: str) -> str:
    """The text with every name known here covered."""
    return marks.covered(text, _known(text))


def _known(text: str) -> list[marks.Mark]:
    return [mark for mark in figures.marks_in(text) if mark.kind is Kind.KNOWN_NAME]


def _words(text: str, found: list[marks.Mark]) -> list[str]:
    return list(dict.fromkeys(text[mark.start : mark.end] for mark in found))
