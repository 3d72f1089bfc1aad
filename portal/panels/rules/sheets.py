"""A CSV file as spreadsheets save it, read into rows by column; what cannot be read says where. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 1_000_000
MOST_ROWS = 2_000
MOST_CELL = 4_000
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # as in documents.sheets


class Bad(StrEnum):
    """Why a line, or the file, was not taken."""

    TOO_BIG = "the file is too big"
    NOT_TEXT = "this is no CSV file"
    TOO_MANY = "too many lines"
    NO_COLUMN = "a column is missing"
    EMPTY = "no line in it"
    NEEDED = "nothing stands here"
    TOO_LONG = "too long"
    NOT_A_DAY = "no day"
    NOT_A_NUMBER = "no number"
    NOT_ONE_OF = "none of the words that may stand here"
    NO_OWNER = "nobody here is called so"
    TWO_OWNERS = "two people here are called so"
    NAMES_SOMEBODY = "a name may stand in it"
    POINTS_TO_SOMEBODY = "it may point to a few young people"
    BAD_LINK = "no address of a web page"
    BAD_DAY = "a day that cannot be"
    BAD_NUMBER = "a number that cannot be"
    IS_YOUNG = "it speaks of young people, and is said not to be about them"
    SMALL = "a small number of young people"
    NO_MEASURE = "no measure of that name stands above"
    TWICE = "it stands there twice"
    OVERLAPS = "other days overlap these"


@dataclass(frozen=True)
class Wrong:
    """One thing to put right: the line in the file (0: the file as a whole), the column, why."""

    line: int
    column: str
    why: Bad


Row = tuple[int, Mapping[str, str]]


class CannotRead(Exception):
    """The file as a whole cannot be taken."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__(str(wrong.why))
        self.wrong = wrong


def rows_of(content: bytes, columns: Sequence[str], needed: Sequence[str]) -> list[Row]:
    """The lines that hold something, by column, with their line numbers. Columns in any order; ones that are
    not known are left alone. Raises CannotRead."""
    text = _text_of(content)
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(first), strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in _numbered(reader)]
    except csv.Error:
        raise CannotRead(Wrong(reader.line_num, "", Bad.NOT_TEXT)) from None
    if not lines:
        raise CannotRead(Wrong(0, "", Bad.EMPTY))
    heads = [cell.strip().casefold() for cell in lines[0][1]]
    for name in needed:
        if name not in heads:
            raise CannotRead(Wrong(lines[0][0], name, Bad.NO_COLUMN))
    places = {name: heads.index(name) for name in columns if name in heads}
    found = [(number, _row(cells, places, columns)) for number, cells in lines[1:]]
    rows: list[Row] = [(number, row) for number, row in found if any(row.values())]
    if not rows:
        raise CannotRead(Wrong(0, "", Bad.EMPTY))
    if len(rows) > MOST_ROWS:
        raise CannotRead(Wrong(0, "", Bad.TOO_MANY))
    return rows


def plain_cell(cell: str) -> str:
    """The cell as it was before it was made harmless for spreadsheets."""
    rest = cell[1:].lstrip(" ") if cell.startswith("'") else ""
    return cell[1:] if rest.startswith(_BEGINS_A_FORMULA) else cell


def _numbered(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    for cells in reader:
        if any(len(cell) > MOST_CELL for cell in cells):
            raise csv.Error
        yield cells


def _row(cells: Sequence[str], places: Mapping[str, int], columns: Sequence[str]) -> dict[str, str]:
    def cell(name: str) -> str:
        place = places.get(name)
        return plain_cell(cells[place].strip()) if place is not None and place < len(cells) else ""

    return {name: cell(name).replace("\r\n", "\n").replace("\r", "\n") for name in columns}


def _text_of(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise CannotRead(Wrong(0, "", Bad.TOO_BIG))
    if b"\x00" in content:
        raise CannotRead(Wrong(0, "", Bad.NOT_TEXT))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # as older spreadsheets save it


def _delimiter(first: str) -> str:
    return max((",", ";", "\t"), key=first.count)
