"""A report as plain values: headings, sentences, quotes and tables, in the order in which it is
read. Each kind of file is made from the same one, so that they all say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portal.documents import word
from portal.documents.sheets import sheets_of
from portal.documents.spreadsheet import spreadsheets
from portal.documents.word import Heading, Items, Para, Table

__all__ = ["Heading", "Items", "Para", "Part", "Report", "Table", "as_csv", "as_ods", "as_word"]


Part = Heading | Para | Items | Table


@dataclass(frozen=True)
class Report:
    """The whole of it. `head` stands above the title; `foot` at the end of each page."""

    title: str
    language: str
    parts: Sequence[Part]
    head: str = ""
    foot: str = ""
    author: str = ""
    facts: Sequence[str] = field(default_factory=tuple)  # lines at the top of each file of numbers

    @property
    def direction(self) -> str:
        """As HTML says it."""
        return "rtl" if word.is_right_to_left(self.language) else "ltr"


def as_word(report: Report) -> bytes:
    """For a word processor."""
    return word.document(
        report.title,
        report.parts,
        language=report.language,
        author=report.author,
        head=report.head,
        foot=report.foot,
    )


def as_ods(report: Report) -> bytes:
    """A sheet for each table, as it is printed; the first says what they are of."""
    about = [[line] for line in (report.title, report.head, *report.facts, report.foot) if line]
    return spreadsheets(report.title, [(report.title, about), *_tables(report)])


def as_csv(report: Report) -> bytes:
    """A file for each table, as it is printed, in one folder (ZIP)."""
    about = [[line] for line in (report.head, *report.facts, report.foot) if line]
    return sheets_of([(report.title, about), *_tables(report)])


def _tables(report: Report) -> Iterator[tuple[str, list[list[str]]]]:
    """Each with its name, or that of what it stands below."""
    below = report.title
    for part in report.parts:
        if isinstance(part, Heading):
            below = part.text
        elif isinstance(part, Table):
            lines = [list(part.header), *(list(row) for row in part.rows)]
            yield below, [[part.caption], *lines] if part.caption else lines
