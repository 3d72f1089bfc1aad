"""What an import did, row by row, and why it left rows out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from portal.people.imports.places import Places


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
    NO_903 = "this is not a return in the SSDA903's XML form"
    BROKEN_XML = "the XML breaks off or is not well formed here; what stands before it was read"
    HAS_DTD = "it declares a document type or entities, which no return has; nothing after that is read"
    NO_PERSON_ID = "there is no person's number, or it is damaged"
    NO_SUCH_PERSON = "ssd_person has no such person"
    NO_SUCH_STAY = "no episode of care has this number, so it is not known whose it is"
    MATCHES_SEVERAL = "its numbers belong to more than one young person here"
    TOO_OLD = "they are 26 or older and not known here"
    UNKNOWN_ROLE = "this role is none of those that work with a young person"
    NO_SUCH_WORKER = "ssd_professionals has no such worker"
    WORKER_NOT_KNOWN = "this worker's number belongs to no account here"
    LINK_OVERLAPS = "they work together already in those days, by another row"
    MADE_BY_HAND = "somebody set this by hand, so it stays as it is"
    HAS_DIED = "they have died"


@dataclass(frozen=True)
class LeftOut:
    """One row that was left out. `column` names the field at fault, never its content."""

    file: str
    line: int
    why: Why
    column: str = ""
    element: str = ""  # in XML, where one line may hold everything

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        where += f", {self.element}" if self.element else ""
        return f"{where}: {self.why.value}{f' ({self.column})' if self.column else ''}"


MOST_NAMED = 10_000
"""Rows left out are named one by one up to so many; more are counted. A file that is all wrong needs no
list."""
MOST_LINES = 100_000
"""Lines of added and changed rows are listed for a machine up to so many in all."""


@dataclass
class Report:
    """What an import did with each row of each file. `left_blank`: rows that got in with a field left blank,
    because nobody could say what it means. `notes`: what else the council should know, in words."""

    added: Places = field(default_factory=Places)
    changed: Places = field(default_factory=Places)
    unchanged: Places = field(default_factory=Places)
    left_out: list[LeftOut] = field(default_factory=list)
    left_blank: list[LeftOut] = field(default_factory=list)
    not_named: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def leave_out(self, file: str, line: int, why: Why, column: str = "", element: str = "") -> None:
        """Write down a row that is left out."""
        if len(self.left_out) < MOST_NAMED:
            self.left_out.append(LeftOut(file, line, why, column, element))
        else:
            self.not_named[file] += 1

    def leave_blank(self, file: str, line: int, why: Why, column: str) -> None:
        """Write down a field that is left blank in a row that got in."""
        if len(self.left_blank) < MOST_NAMED:
            self.left_blank.append(LeftOut(file, line, why, column))

    def put(self, said: str, file: str, line: int) -> None:
        """Write down a row that got in: `added`, `changed` or `unchanged`."""
        places: Places = getattr(self, said)
        places.append((file, line))

    @property
    def rows(self) -> int:
        """Rows read so far."""
        used = len(self.added) + len(self.changed) + len(self.unchanged)
        return used + len(self.left_out) + self.not_named.total()

    @property
    def is_empty(self) -> bool:
        """Whether no row at all could be used."""
        return not (len(self.added) or len(self.changed) or len(self.unchanged))

    def by_file(self) -> dict[str, dict[str, int]]:
        """Counts of rows, file by file."""
        out = Counter(row.file for row in self.left_out) + self.not_named
        sorts: dict[str, Mapping[str, int]] = {
            "added": self.added.counts(),
            "changed": self.changed.counts(),
            "unchanged": self.unchanged.counts(),
            "left_out": out,
        }
        files = sorted({file for counts in sorts.values() for file in counts})
        return {file: {sort: counts.get(file, 0) for sort, counts in sorts.items()} for file in files}

    def as_json(self) -> dict[str, Any]:
        """For `--json`: numbers of rows added, changed, unchanged, and every row left out with its reason."""
        short = len(self.added) + len(self.changed) <= MOST_LINES
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
            "left_out": [_as_json(row) for row in _sorted(self.left_out)],
            "left_out_not_named": self.not_named.total(),
            "left_blank": [_as_json(row) for row in _sorted(self.left_blank)],
            "notes": self.notes,
            "by_file": self.by_file(),
            "added_lines": self.added.lines() if short else {},
            "changed_lines": self.changed.lines() if short else {},
        }

    def as_text(self) -> str:
        """The same for people."""
        lines = [
            f"{file}: {n['added']} added, {n['changed']} changed, {n['unchanged']} unchanged,"
            f" {n['left_out']} left out"
            for file, n in self.by_file().items()
        ]
        lines += _listed("Left out:", self.left_out)
        if self.not_named:
            lines.append(f"  and {self.not_named.total():,} more that are not named here")
        lines += _listed("Got in with a field left blank:", self.left_blank)
        return "\n".join([*lines, *self.notes])


def _sorted(rows: list[LeftOut]) -> list[LeftOut]:
    return sorted(rows, key=lambda row: (row.file, row.line))


def _listed(title: str, rows: list[LeftOut]) -> list[str]:
    return [title, *(f"  {row}" for row in _sorted(rows))] if rows else []


def _as_json(row: LeftOut) -> dict[str, Any]:
    element = {"element": row.element} if row.element else {}
    return {
        "file": row.file,
        "line": row.line,
        "reason": row.why.name.lower(),
        "column": row.column,
        "words": str(row),
        **element,
    }
