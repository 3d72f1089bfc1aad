"""CSV files as councils really send them, read row by row so that a bad row stops no other and a large file
takes no more memory than a small one."""

from __future__ import annotations

import codecs
import csv
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from portal.people.imports.report import Report, Why

MAX_BYTES = 1024 * 1024 * 1024
MAX_ROW = 5_000  # characters; the longest honest row has about 120
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its file, its line (the line with the names is 1), its fields by column; in XML its
    element."""

    file: str
    line: int
    fields: Mapping[str, str]
    element: str = ""

    def __getitem__(self, column: str) -> str:
        return self.fields.get(column, "")


def rows_of(folder: Path, name: str, needed: tuple[str, ...], report: Report, *, must: bool) -> Iterator[Row]:
    """The rows of one file. What cannot be read is written to the report; never raises for bad content.

    `must` says that a missing file is worth a line in the report."""
    path = find(folder, name)
    if path is None:
        if must:
            report.leave_out(name, 0, Why.NO_FILE)
        return
    try:
        encoding = _encoding_or_why(path)
        if isinstance(encoding, Why):
            report.leave_out(name, 0, encoding)
            return
        with path.open(encoding=encoding, errors="replace", newline=None) as text:
            yield from _rows(text, name, needed, report)
    except OSError:
        report.leave_out(name, 0, Why.CANNOT_OPEN)


def find(folder: Path, name: str) -> Path | None:
    """The file, whatever the case of its name."""
    found = (path for path in sorted(folder.iterdir()) if path.name.lower() == name and not path.is_dir())
    return next(found, None)


def _encoding_or_why(path: Path) -> str | Why:
    if path.stat().st_size > MAX_BYTES:
        return Why.TOO_BIG
    with path.open("rb") as raw:
        start = raw.read(8_000)
    if start.startswith((_ZIP, _OLE)):
        return Why.SPREADSHEET
    encoding = encoding_of(path, start)
    text = start.decode(encoding, errors="replace")[:4_000]
    return Why.NOT_TEXT if _is_no_text(text) else encoding


def encoding_of(path: Path, start: bytes) -> str:
    """UTF-8 or UTF-16 if the bytes say so, else the Windows code page that spreadsheets save in."""
    for bom, encoding in _BOMS:
        if start.startswith(bom):
            return encoding
    first = start[:200]
    if first[1::2].count(0) * 3 > len(first):  # every other byte is NUL: UTF-16 without its mark
        return "utf-16-le"
    if first[::2].count(0) * 3 > len(first):
        return "utf-16-be"
    return "utf-8" if _is_utf8(path) else "cp1252"


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as raw:
            while piece := raw.read(_PIECE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_no_text(start: str) -> bool:
    """Whether so much of it cannot be read that it is a picture, a program or the like."""
    return sum(_is_odd(c) for c in start) * 20 > len(start) > 0


def is_bad(text: str) -> bool:
    """Whether it holds a character that no text should."""
    return "\ufffd" in text or (not text.isprintable() and any(_is_odd(c) for c in text))


def _is_odd(c: str) -> bool:
    return c == "\ufffd" or (c not in "\t\r\n" and unicodedata.category(c) in ("Cc", "Cs", "Cn"))


def _lines(text: TextIO) -> Iterator[tuple[int, str, bool]]:
    """Each line with its number and whether it is too long; of such a one only the beginning is kept.

    Line by line: an unclosed quote must not swallow the rest, and the return has no line ends in fields."""
    number = 0
    while line := text.readline(MAX_ROW + 2):
        number += 1
        too_long = len(line.rstrip("\n")) > MAX_ROW
        rest = line
        while too_long and not rest.endswith("\n") and (rest := text.readline(_PIECE)):
            pass
        yield number, line.rstrip("\n"), too_long


def _rows(text: TextIO, file: str, needed: tuple[str, ...], report: Report) -> Iterator[Row]:
    lines = _lines(text)
    first = next((one for one in lines if one[1].strip()), None)
    if first is None:
        report.leave_out(file, 0, Why.EMPTY)
        return
    number, header, _ = first
    delimiter = max(",;\t|", key=header.count)
    columns = [name.strip().upper() for name in _split(header, delimiter) or []]
    missing = [name for name in needed if columns.count(name.upper()) != 1]
    if missing:
        report.leave_out(file, number, Why.WRONG_HEADER, ", ".join(missing))
        return
    for number, line, too_long in lines:
        if line.strip(" \t,;|"):
            fields = _fields(line, columns, delimiter) if not too_long else Why.TOO_LONG
            if isinstance(fields, Why):
                report.leave_out(file, number, fields)
            else:
                yield Row(file, number, fields)


def _fields(line: str, columns: list[str], delimiter: str) -> dict[str, str] | Why:
    if is_bad(line):
        return Why.BAD_CHARACTERS
    fields = _split(line, delimiter)
    if fields is None:
        return Why.BROKEN_ROW
    while len(fields) > len(columns) and not fields[-1].strip():
        fields.pop()
    if len(fields) != len(columns):
        return Why.WRONG_COUNT
    return dict(zip(columns, (value.strip() for value in fields), strict=True))


def _split(line: str, delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), None)
    except csv.Error:
        return None
