"""What the file is made of: parts with a heading, things in them, and words as they were written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import flask

MOST = 300
"""Things of one kind, the newest: so that the file stays one that a phone can open."""


@dataclass(frozen=True)
class Words:
    """Words as they were written, by them or (`is_ours`) to them."""

    label: str
    text: str
    is_ours: bool = False


@dataclass(frozen=True)
class Block:
    """One thing. `language`: of what is in it, where that is another than the page's."""

    title: str
    facts: Sequence[tuple[str, str]] = ()
    words: Sequence[Words] = ()
    language: str = ""


@dataclass(frozen=True)
class Part:
    """One kind of thing."""

    key: str
    title: str
    blocks: Sequence[Block]

    @property
    def is_cut(self) -> bool:
        return len(self.blocks) >= MOST


def part(key: str, title: Any, blocks: Iterable[Block]) -> Part:
    """No more than so many, as they come."""
    return Part(key, str(title), list(blocks)[:MOST])


def facts(*pairs: tuple[Any, Any]) -> list[tuple[str, str]]:
    """Those that are there."""
    return [(str(label), str(value)) for label, value in pairs if value]


def words(*three: tuple[Any, Any, bool]) -> list[Words]:
    """Those that are there: label, text, whether it was written to them."""
    return [Words(str(label), str(text), is_ours) for label, text, is_ours in three if text]


def in_words(template: str, macro: str, value: Any) -> str:
    """A state in the words of the capability's own pages."""
    return str(flask.get_template_attribute(template, macro)(value)).strip()
