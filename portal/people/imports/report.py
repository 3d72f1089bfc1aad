"""What an import did, row by row, and why it left rows out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Why(StrEnum):
    """Why a row (or, at line 0 or 1, a whole file) was left out. The value is the words for people."""

    NO_FILE = "there is no such file in the folder"
    CANNOT_OPEN = "the file cannot be opened"
    TOO_BIG = "the file is too big"
    EMPTY = "the file is empty"
    SPREADSHEET = "this is a spreadsheet with another name; save it as CSV"
    NOT_TEXT = "this is not a text file"
    WRONG_HEADER = "the first line lacks columns, or has one twice"
    WRONG_COUNT = "the row has more or fewer fields than the first line"
    BROKEN_ROW = "the row cannot be split into fields"
    TOO_LONG = "the row is too long"
    BAD_CHARACTERS = "the row holds characters that cannot be read"
    NO_NUMBER = "there is no child's number, or it is damaged"
    NOT_A_DATE = "this is not a date like 27/03/2008"
    NO_DATE = "the date is missing"
    IN_FUTURE = "the date is in the future"
    TOO_LONG_AGO = "the date is too long ago"
    BEFORE_BIRTH = "the date is before they were born"
    ENDS_BEFORE_START = "it ends before it starts"
    UNKNOWN_CODE = "the code is not in the return's list"
    BAD_POSTCODE = "this is not a postcode"
    NO_SUCH_CHILD = "no child has this number"
    OTHER_BIRTH = "the child was born on another day, so this may be another child"
    SAME_ROW_TWICE = "the same row is here twice"
    SAYS_OTHERWISE = "an earlier row says otherwise for the same child and day"


@dataclass(frozen=True)
class LeftOut:
    """One row that was left out. `column` names the field at fault, never its content."""

    file: str
    line: int
    why: Why
    column: str = ""

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}: {self.why.value}{f' ({self.column})' if self.column else ''}"


Place = tuple[str, int]
"""A file and a line number (the first line, with the names of the columns, is 1)."""


@dataclass
class Report:
    """What an import did with each row of each file."""

    added: list[Place] = field(default_factory=list)
    changed: list[Place] = field(default_factory=list)
    unchanged: list[Place] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def leave_out(self, file: str, line: int, why: Why, column: str = "") -> None:
        """Write down a row that is left out."""
        self.left_out.append(LeftOut(file, line, why, column))

    @property
    def is_empty(self) -> bool:
        """Whether no row at all could be used."""
        return not (self.added or self.changed or self.unchanged)

    def by_file(self) -> dict[str, dict[str, int]]:
        """Counts of rows, file by file."""
        sorts = {
            "added": Counter(place[0] for place in self.added),
            "changed": Counter(place[0] for place in self.changed),
            "unchanged": Counter(place[0] for place in self.unchanged),
            "left_out": Counter(row.file for row in self.left_out),
        }
        files = sorted({file for counts in sorts.values() for file in counts})
        return {file: {sort: counts[file] for sort, counts in sorts.items()} for file in files}

    def as_json(self) -> dict[str, Any]:
        """For `--json`: numbers of rows added, changed, unchanged, and every row left out with its reason."""
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
            "left_out": [
                {
                    "file": row.file,
                    "line": row.line,
                    "reason": row.why.name.lower(),
                    "column": row.column,
                    "words": str(row),
                }
                for row in sorted(self.left_out, key=lambda row: (row.file, row.line))
            ],
            "by_file": self.by_file(),
            "added_lines": _lines(self.added),
            "changed_lines": _lines(self.changed),
        }

    def as_text(self) -> str:
        """The same for people."""
        lines = [
            f"{file}: {n['added']} added, {n['changed']} changed, {n['unchanged']} unchanged,"
            f" {n['left_out']} left out"
            for file, n in self.by_file().items()
        ]
        rows = sorted(self.left_out, key=lambda row: (row.file, row.line))
        return "\n".join([*lines, *(["Left out:"] if rows else []), *(f"  {row}" for row in rows)])


def _lines(places: list[Place]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for file, line in places:
        found.setdefault(file, []).append(line)
    return found
