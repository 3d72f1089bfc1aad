"""An XLSForm's `relevant` as one of our conditions, where it is one. Pure.

Ours say: an earlier question was answered with one of these, or with none of them. `${q} = 'a' or
${q} = 'b'`, `selected(${q}, 'a')`, `not(…)`, `${q} != 'a' and ${q} != 'b'` are such; sums and
comparisons are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PIECE = re.compile(
    r"""\s*(?:\$\{\s*(?P<ref>[^}\s]+)\s*\}|'(?P<one>[^']*)'|"(?P<two>[^"]*)"|(?P<sign>!=|=|\(|\)|,)"""
    r"""|(?P<word>selected|not|or|and)\b|(?P<number>-?\d+)(?![\w.]))""",
    re.IGNORECASE,
)
_MOST = 4_000
_DEEPEST = 20


class NotOurs(Exception):
    """It says something that ours cannot."""


@dataclass(frozen=True)
class Condition:
    question: str
    options: tuple[str, ...]
    is_not: bool = False


def names_in(text: str) -> list[str]:
    """The questions that it asks about, whatever it says of them."""
    return re.findall(r"\$\{\s*([^}\s]+)\s*\}", text)


def condition_of(text: str) -> Condition:
    """Raises NotOurs."""
    if len(text) > _MOST:
        raise NotOurs
    reader = _Reader(_pieces(text))
    found = reader.either(0)
    if reader.left():
        raise NotOurs
    return found


def _pieces(text: str) -> list[tuple[str, str]]:
    pieces, at = [], 0
    text = text.strip()
    while at < len(text):
        match = _PIECE.match(text, at)
        if match is None or match.lastgroup is None:
            raise NotOurs
        kind = {"one": "text", "two": "text", "number": "text"}.get(match.lastgroup, match.lastgroup)
        said = match[match.lastgroup]
        pieces.append((kind, said.casefold() if kind == "word" else said))
        at = match.end()
    return pieces


class _Reader:
    """Goes through the pieces once."""

    def __init__(self, pieces: list[tuple[str, str]]) -> None:
        self._pieces, self._at = pieces, 0

    def left(self) -> bool:
        return self._at < len(self._pieces)

    def either(self, depth: int) -> Condition:
        found = self._both(depth)
        while self._take("word", "or"):
            found = _joined(found, self._both(depth), is_not=False)
        return found

    def _both(self, depth: int) -> Condition:
        found = self._one(depth)
        while self._take("word", "and"):
            found = _joined(found, self._one(depth), is_not=True)
        return found

    def _one(self, depth: int) -> Condition:
        if depth > _DEEPEST:
            raise NotOurs
        if self._take("sign", "("):
            found = self.either(depth + 1)
            self._need("sign", ")")
            return found
        if self._take("word", "not"):
            self._need("sign", "(")
            found = self.either(depth + 1)
            self._need("sign", ")")
            return Condition(found.question, found.options, not found.is_not)
        if self._take("word", "selected"):
            return self._selected()
        question = self._any("ref")
        sign = self._any("sign")
        if sign not in ("=", "!="):
            raise NotOurs
        return Condition(question, (self._option(),), sign == "!=")

    def _selected(self) -> Condition:
        self._need("sign", "(")
        question = self._any("ref")
        self._need("sign", ",")
        option = self._option()
        self._need("sign", ")")
        return Condition(question, (option,))

    def _option(self) -> str:
        option = self._any("text").strip()
        if not option:  # "is it answered at all?"
            raise NotOurs
        return option

    def _take(self, kind: str, said: str) -> bool:
        if self.left() and self._pieces[self._at] == (kind, said):
            self._at += 1
            return True
        return False

    def _need(self, kind: str, said: str) -> None:
        if not self._take(kind, said):
            raise NotOurs

    def _any(self, kind: str) -> str:
        if not self.left() or self._pieces[self._at][0] != kind:
            raise NotOurs
        self._at += 1
        return self._pieces[self._at - 1][1]


def _joined(first: Condition, second: Condition, *, is_not: bool) -> Condition:
    """One of these or one of those; none of these and none of those."""
    if first == second:
        return first
    if first.question != second.question or not (first.is_not == second.is_not == is_not):
        raise NotOurs
    options = dict.fromkeys((*first.options, *second.options))
    return Condition(first.question, tuple(options), is_not)
