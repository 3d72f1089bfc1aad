"""Results for a word processor and for spreadsheets. What may be shown has been decided before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from portal.documents.sheets import sheet_of
from portal.documents.spreadsheet import spreadsheet
from portal.documents.word import Block, Heading, Items, Para, document
from portal.documents.word import Table as WordTable
from portal.surveys.presenters.outcomes import Said
from portal.surveys.presenters.results import Report, Shown, Table


def as_word(report: Report, outcomes: Sequence[Said]) -> bytes:
    """The report for the board."""
    blocks: list[Block] = [Para(f"{report.wave}. {report.span}"), Para(report.answers), Para(report.note)]
    for one in report.questions:
        blocks += _question(one)
    for table in report.tables:
        blocks.append(Heading(table.title, level=1))
        blocks.append(WordTable(table.heads, table.rows, caption=table.title))
    if outcomes:
        blocks.append(Heading(_("You said, we did"), level=1))
        for said in outcomes:
            blocks += [Para(said.you_said), Para(f"{said.did}: {said.we_did}")]
    return document(report.title, [block for block in blocks if not isinstance(block, Para) or block.text])


def _question(one: Shown) -> Iterator[Block]:
    yield Heading(f"{one.number}. {one.prompt}", level=1)
    yield from (Para(text) for text in (one.said, *one.notes) if text)
    for table in _tables(one):
        yield WordTable(table.heads, table.rows, caption=table.title)
    if one.words:
        yield Items([f"“{words}”" for words in one.words])


def as_csv(report: Report) -> str:
    """Every table below the other."""
    return sheet_of(_lines(report))


def as_ods(report: Report) -> bytes:
    """One sheet with every table; every cell is text, so that none can be a formula."""
    return spreadsheet(report.title, str(_("Results")), list(_lines(report)))


def _lines(report: Report) -> Iterator[list[str]]:
    yield from ([report.title], [report.wave], [report.span], [report.answers], [report.note])
    for one in report.questions:
        yield []
        yield [f"{one.number}. {one.prompt}", *filter(None, (one.said, *one.notes))]
        for table in _tables(one):
            yield from (table.heads, *table.rows)
        yield from ([words] for words in one.words)
    for table in report.tables:
        yield from ([], [table.title], table.heads, *table.rows)


def _tables(one: Shown) -> list[Table]:
    return [table for table in (one.table(), one.about) if table is not None and table.rows]
