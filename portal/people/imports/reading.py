"""CSV files as councils really send them, read row by row so that a bad row stops no other."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.people.imports.report import Report, Why

MAX_BYTES = 64 * 1024 * 1024
MAX_ROW = 5_000  # characters; the longest honest row has about 120
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True)
class Row:
    """One row: its file, its line (the line with the names is 1), its fields by column."""

    file: str
    line: int
    fields: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.fields.get(column, "")


def rows_of(folder: Path, name: str, needed: tuple[str, ...], report: Report, *, must: bool) -> list[Row]:
    """The rows of one file. What cannot be read is written to the report; never raises for bad content.

    `must` says that a missing file is worth a line in the report."""
    path = _find(folder, name)
    if path is None:
        if must:
            report.leave_out(name, 0, Why.NO_FILE)
        return []
    text = _text(path, name, report)
    return [] if text is None else list(_rows(text, name, needed, report))


def _find(folder: Path, name: str) -> Path | None:
    """The file, whatever the case of its name."""
    found = (path for path in sorted(folder.iterdir()) if path.name.lower() == name and not path.is_dir())
    return next(found, None)


def _text(path: Path, name: str, report: Report) -> str | None:
    try:
        if path.stat().st_size > MAX_BYTES:
            report.leave_out(name, 0, Why.TOO_BIG)
            return None
        raw = path.read_bytes()
    except OSError:
        report.leave_out(name, 0, Why.CANNOT_OPEN)
        return None
    if raw.startswith((_ZIP, _OLE)):
        report.leave_out(name, 0, Why.SPREADSHEET)
        return None
    text = decode(raw)
    if _is_no_text(text[:4_000]):
        report.leave_out(name, 0, Why.NOT_TEXT)
        return None
    return text


def _is_no_text(start: str) -> bool:
    """Whether so much of it cannot be read that it is a picture, a program or the like."""
    return sum(_is_odd(c) for c in start) * 20 > len(start) > 0


def _is_odd(c: str) -> bool:
    return c == "\ufffd" or (c not in "\t\r\n" and unicodedata.category(c) in ("Cc", "Cs", "Cn"))


def decode(raw: bytes) -> str:
    """UTF-8 or UTF-16 if the bytes say so, else the Windows code page that spreadsheets save in."""
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return raw.decode(encoding, errors="replace")
    start = raw[:200]
    if start[1::2].count(0) * 3 > len(start):  # every other byte is NUL: UTF-16 without its mark
        return raw.decode("utf-16-le", errors="replace")
    if start[::2].count(0) * 3 > len(start):
        return raw.decode("utf-16-be", errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _rows(text: str, file: str, needed: tuple[str, ...], report: Report) -> Iterator[Row]:
    # Line by line: an unclosed quote must not swallow the rest, and the return has no line ends in fields.
    lines = re.split(r"\r\n|\n|\r", text)
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is None:
        report.leave_out(file, 0, Why.EMPTY)
        return
    delimiter = max(",;\t", key=lines[first][:MAX_ROW].count)
    columns = [name.strip().upper() for name in _split(lines[first], delimiter) or []]
    missing = [name for name in needed if columns.count(name) != 1]
    if missing:
        report.leave_out(file, first + 1, Why.WRONG_HEADER, ", ".join(missing))
        return
    for number, line in enumerate(lines[first + 1 :], start=first + 2):
        if not line.strip(" \t,;"):
            continue
        fault = _why_not_row(line)
        fields = None if fault else _split(line, delimiter)
        if fields is not None:
            while len(fields) > len(columns) and not fields[-1].strip():
                fields.pop()
        if fields is None:
            report.leave_out(file, number, fault or Why.BROKEN_ROW)
        elif len(fields) != len(columns):
            report.leave_out(file, number, Why.WRONG_COUNT)
        else:
            yield Row(file, number, dict(zip(columns, (value.strip() for value in fields), strict=True)))


def _why_not_row(line: str) -> Why | None:
    if len(line) > MAX_ROW:
        return Why.TOO_LONG
    return Why.BAD_CHARACTERS if any(_is_odd(c) for c in line) else None


def _split(line: str, delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), None)
    except csv.Error:
        return None
