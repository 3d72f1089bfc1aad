"""The SSDA903 return's XML form, read child by child with the parser of the standard library.

A file of any size takes the memory of one child. Every declaration of a document type is refused at its first
byte, so that no entity can be declared: neither the ones that grow a thousandfold nor those that read other
files.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

from portal.people.imports.reading import MAX_BYTES, MAX_ROW, Row, is_bad
from portal.people.imports.report import Report, Why

ROOT = "EXPSSDA903"
_PIECE = 1 << 16
_DEEPEST = 12
_LONGEST_TAG = 1 << 20
_MOST_ROWS = 20_000  # of one child: the longest honest childhood has some hundreds
_COLUMNS = {"CHILDID": "CHILD", "PL": "PLACE"}
_PARTS = {"HEADER": "header", "EPISODE": "episodes", "AREVIEW": "reviews"}

Part = tuple[str, Row]
"""What a row is (`header`, `episodes`, `reviews`, `uasc`, `oc3`) and the row."""


class _Refused(Exception):
    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


class _Reader:
    """Collects a child's rows as the parser meets them."""

    def __init__(self, file: str, report: Report) -> None:
        self.file, self.report = file, report
        self.path: list[str] = []
        self.text: list[str] = []
        self.length = 0
        self.children, self.episodes, self.reviews, self.rows = 0, 0, 0, 0
        self.open: dict[str, tuple[int, str, dict[str, str]]] = {}
        self.parts: list[tuple[str, int, str, dict[str, str]]] = []
        self.done: list[list[Part]] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.refuse_dtd

    def refuse_dtd(self, *_: Any) -> None:
        raise _Refused(Why.HAS_DTD)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.path and name != ROOT:
            raise _Refused(Why.NO_903)
        if len(self.path) >= _DEEPEST:
            raise _Refused(Why.NO_903)
        self.path.append(name)
        self.text, self.length = [], 0
        if name == "CHILD":
            self.children += 1
            self.episodes = self.reviews = self.rows = 0
            self.open, self.parts = {}, []
        elif name in _PARTS and "CHILD" in self.path:
            self.rows += 1
            if self.rows > _MOST_ROWS:
                raise _Refused(Why.NO_903)
            self.open[name] = (self.parser.CurrentLineNumber, self._element(name), {})

    def _element(self, name: str) -> str:
        where = f"CHILD {self.children}"
        if name == "EPISODE":
            self.episodes += 1
            return f"{where}, EPISODE {self.episodes}"
        if name == "AREVIEW":
            self.reviews += 1
            return f"{where}, AREVIEW {self.reviews}"
        return where

    def characters(self, text: str) -> None:
        if self.length <= MAX_ROW:
            self.text.append(text)
            self.length += len(text)

    def end(self, name: str) -> None:
        self.path.pop()
        if name in self.open:
            line, element, fields = self.open.pop(name)
            self.parts.append((_PARTS[name], line, element, fields))
        elif name == "CHILD" and len(self.path) == 1:
            self.done.append(self._rows())
        elif self.open and self.path[-1] in self.open:
            self.open[self.path[-1]][2][_COLUMNS.get(name, name)] = "".join(self.text).strip()
        self.text, self.length = [], 0

    def _rows(self) -> list[Part]:
        """The child's rows, each with the child's number, the header first. A header also says who came alone
        and who has left care."""
        header: dict[str, str] = next((f for part, _, _, f in self.parts if part == "header"), {})
        child = {"CHILD": header.get("CHILD", "")}
        found: list[Part] = []
        for part, line, element, fields in sorted(self.parts, key=lambda one: one[0] != "header"):
            why = _why_not(fields)
            if why:
                self.report.leave_out(self.file, line, why, element=element)
                continue
            own = {**fields, **child, **({"DOB": header.get("DOB", "")} if part == "reviews" else {})}
            found.append((part, Row(self.file, line, own, element)))
            if part == "header":
                found += [
                    (extra, Row(self.file, line, own, f"{element}, {column}"))
                    for extra, column in (("uasc", "DUC"), ("oc3", "IN_TOUCH"))
                    if fields.get(column)
                ]
        return found


def _why_not(fields: dict[str, str]) -> Why | None:
    if any(len(value) > MAX_ROW for value in fields.values()):
        return Why.TOO_LONG
    return Why.BAD_CHARACTERS if any(is_bad(value) for value in fields.values()) else None


def children_of(path: Path, report: Report) -> Iterator[list[Part]]:
    """The rows of each child. What cannot be read is written to the report; never raises for bad content."""
    reader = _Reader(path.name, report)
    try:
        if path.stat().st_size > MAX_BYTES:
            report.leave_out(path.name, 0, Why.TOO_BIG)
            return
        with path.open("rb") as raw:
            fed = 0
            while piece := raw.read(_PIECE):
                reader.parser.Parse(piece, False)
                fed += len(piece)
                if fed - reader.parser.CurrentByteIndex > _LONGEST_TAG:
                    raise _Refused(Why.NO_903)
                yield from _taken(reader)
            reader.parser.Parse(b"", True)
        yield from _taken(reader)
    except OSError:
        report.leave_out(path.name, 0, Why.CANNOT_OPEN)
    except (expat.ExpatError, _Refused, UnicodeError, LookupError, ValueError) as fault:
        yield from _taken(reader)
        why = fault.why if isinstance(fault, _Refused) else Why.BROKEN_XML
        if not reader.path and not reader.children and why is Why.BROKEN_XML:
            why = Why.NO_903
        report.leave_out(path.name, reader.parser.CurrentLineNumber, why)


def _taken(reader: _Reader) -> list[list[Part]]:
    done, reader.done = reader.done, []
    return done
