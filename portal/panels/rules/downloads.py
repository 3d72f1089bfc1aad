"""What kinds of file somebody can carry away. Pure."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A kind of file; its value is how the file's name ends."""

    PDF = "pdf"
    WORD = "docx"
    PAGE = "html"
    ODS = "ods"
    CSV = "zip"


def kind_of(ending: str) -> Kind | None:
    """The kind of file whose name ends so."""
    return next((kind for kind in Kind if kind.value == ending), None)
