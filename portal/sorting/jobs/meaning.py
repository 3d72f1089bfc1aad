"""The files by which texts are compared by meaning, where they are: loaded when the worker wants them, never
by a page. Without them, or when they are damaged, words and stems serve."""

from __future__ import annotations

from pathlib import Path

from portal.kit import logs
from portal.themes.learned.sensing import Remembering
from portal.themes.meaning import is_there


def encoder_in(folder: Path | None) -> Remembering | None:
    """What makes vectors, or None."""
    if folder is None or not is_there(folder):
        return None
    from portal.themes.meaning.encoder import load
    from portal.themes.meaning.weights import BadMeaning

    try:
        return Remembering(load(folder))
    except BadMeaning as fault:
        logs.fault("meaning", fault)
        return None
