"""Reads comments whose themes people confirmed, and a codebook's keys."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.themes.theme import Theme


@dataclass(frozen=True)
class Coded:
    """A comment, what was asked, the themes that people confirmed, and whose it is, if that is known."""

    text: str
    themes: frozenset[str]
    question: str = ""
    person: str = ""


class TooFew(ValueError):
    """There is too little to learn from."""


class BadCoded(ValueError):
    """A file that cannot be learned from; says which line and what is wrong with it, never its words."""


def read_coded(file: Path, keys: Sequence[str] | None) -> list[Coded]:
    """One JSON object a line: `text`, `themes` (a list of keys), perhaps `question`. With `keys`, a theme
    that is none of them is a mistake. Raises BadCoded, OSError."""
    found: list[Coded] = []
    known = set(keys) if keys is not None else None
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                found.append(_coded(line, number, known))
    if not found:
        raise BadCoded("There is no comment in the file")
    return found


def _coded(line: bytes, number: int, known: set[str] | None) -> Coded:
    try:
        one = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadCoded(f"Line {number}: not JSON") from None
    if not isinstance(one, dict) or not isinstance(one.get("text"), str):
        raise BadCoded(f"Line {number}: no text")
    themes, question = one.get("themes"), one.get("question")
    if not isinstance(themes, list) or not all(isinstance(key, str) and key for key in themes):
        raise BadCoded(f"Line {number}: themes is not a list of keys")
    if not isinstance(question, str | None):
        raise BadCoded(f"Line {number}: the question is not text")
    if known is not None and not set(themes) <= known:
        raise BadCoded(f"Line {number}: a theme is not in the codebook")
    return Coded(one["text"], frozenset(themes), question or "")


def themes_of(file: Path) -> list[Theme]:
    """The themes of a codebook in JSON: a list of keys, or of objects with `key` and perhaps `label`,
    `description`, `words` and `examples`; or such a list under `themes`. Raises BadCoded, OSError."""
    try:
        kept: Any = json.loads(file.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadCoded("The codebook is not JSON") from None
    themes = kept.get("themes") if isinstance(kept, dict) else kept
    found = [_theme(one) for one in themes] if isinstance(themes, list) else []
    if not found or len({theme.key for theme in found}) != len(found):
        raise BadCoded("The codebook is not a list of themes, each with a key of its own")
    return found


def keys_of(file: Path) -> list[str]:
    """The keys of a codebook in JSON. Raises BadCoded, OSError."""
    return [theme.key for theme in themes_of(file)]


def named(keys: Sequence[str], known: Sequence[Theme]) -> list[Theme]:
    """Themes for keys: those that are known with all that is said of them, others by their key alone."""
    by_key = {theme.key: theme for theme in known}
    return [by_key.get(key) or Theme(key, (), (), key) for key in keys]


def _theme(kept: Any) -> Theme:
    one = {"key": kept} if isinstance(kept, str) else kept
    if not isinstance(one, dict) or not isinstance(one.get("key"), str) or not one["key"]:
        raise BadCoded("The codebook is not a list of themes, each with a key of its own")
    said = [one.get(name) for name in ("label", "description")]
    description = ". ".join(text for text in said if isinstance(text, str) and text)
    words, examples = (one.get(name) for name in ("words", "examples"))
    return Theme(one["key"], _lines(words), _lines(examples), description or one["key"])


def _lines(kept: Any) -> tuple[str, ...]:
    return tuple(line for line in kept if isinstance(line, str)) if isinstance(kept, list) else ()
