"""Documents for a word processor (DOCX): headings, paragraphs, lists, tables that a screen reader can use.

python-docx takes a while to load, and few requests need it: it is imported where one does. Nobody's name is
in the file's own facts: whoever opens it elsewhere would find it there."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_A_DAY = datetime(2020, 1, 1, tzinfo=UTC)
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ku", "ps", "ur")


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1  # 1 to 3; the title of the document is above them


@dataclass(frozen=True)
class Para:
    """A paragraph; each line of its text is one of its own. `quote`: somebody's own words; `small`: how
    something was counted, and the like."""

    text: str
    quote: bool = False
    small: bool = False


@dataclass(frozen=True)
class Items:
    texts: Sequence[str]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """Its first row is its head, and is said so: it is repeated on each page."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    caption: str = ""
    bars: Sequence[int] = ()  # how long a bar below each row's number is, in steps of 5 up to 100; only drawn


Block = Heading | Para | Items | Table


def is_right_to_left(language: str) -> bool:
    """Whether it is written from right to left."""
    return language.partition("-")[0] in _RIGHT_TO_LEFT


def document(
    title: str,
    blocks: Sequence[Block],
    *,
    language: str = "en-GB",
    author: str = "",
    head: str = "",
    foot: str = "",
) -> bytes:
    """The file. `author`: the council, never a person. `head` stands above the title, `foot` on each page."""
    import docx

    made = docx.Document()
    _on_a4(made)
    if head:
        made.add_paragraph(_clean(head))
    made.add_heading(_clean(title), 0)
    if foot:
        made.sections[0].footer.paragraphs[0].text = _clean(foot)
    for block in blocks:
        _add(made, block)
    _say_language(made, language)
    facts = made.core_properties
    facts.title, facts.author, facts.last_modified_by = _clean(title)[:255], _clean(author)[:255], ""
    facts.comments, facts.language = "", language
    facts.created = facts.modified = _A_DAY.replace(tzinfo=None)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _on_a4(made: Any) -> None:
    """The library's own template is of American paper."""
    from docx.shared import Mm

    for section in made.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)


def _add(made: Any, block: Block) -> None:
    if isinstance(block, Heading):
        made.add_heading(_clean(block.text), min(3, max(1, block.level)))
    elif isinstance(block, Para):
        for line in _clean(block.text).split("\n"):
            if line.strip():
                made.add_paragraph(line, style="Intense Quote" if block.quote else None)
    elif isinstance(block, Items):
        for text in block.texts:
            made.add_paragraph(_clean(text), style="List Number" if block.numbered else "List Bullet")
    else:
        _add_table(made, block)


def _add_table(made: Any, block: Table) -> None:
    if block.caption:
        _add_caption(made, _clean(block.caption))
    table = made.add_table(rows=1, cols=len(block.header))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, block.header, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(_clean(text)).bold = True
    _mark(table.rows[0], "w:tblHeader")
    _name(table, _clean(block.caption))
    for row in block.rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = _clean(text)
    for row in table.rows:
        _mark(row, "w:cantSplit")
    for cell in table.rows[0].cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    made.add_paragraph()


def _add_caption(made: Any, text: str) -> None:
    """Above its table and on the same page, as dark and large as the words around it."""
    from docx.shared import Pt, RGBColor

    line = made.add_paragraph(text, style="Caption")
    line.paragraph_format.keep_with_next = True
    for run in line.runs:
        run.font.size, run.font.color.rgb = Pt(11), RGBColor(0x1D, 0x1B, 0x2E)


def _name(table: Any, text: str) -> None:
    """What it is a table of, for those who have it read aloud."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if text:
        name = OxmlElement("w:tblCaption")
        name.set(qn("w:val"), text[:255])
        table._tbl.tblPr.append(name)


def _mark(row: Any, name: str) -> None:
    """As the head of its table, or as a row that no page tears apart."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = row._tr.get_or_add_trPr()
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    properties.append(mark)


def _say_language(made: Any, language: str) -> None:
    """In the style that all others stand on, so that it is read aloud in the right voice, and from the right
    side."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    normal = made.styles["Normal"].element
    properties = normal.get_or_add_rPr()
    said = properties.find(qn("w:lang"))
    if said is None:
        said = OxmlElement("w:lang")
        properties.append(said)
    is_rtl = is_right_to_left(language)
    said.set(qn("w:bidi" if is_rtl else "w:val"), language)
    if is_rtl:
        normal.get_or_add_pPr().append(OxmlElement("w:bidi"))
        properties.insert_element_before(OxmlElement("w:rtl"), "w:cs", "w:em", "w:lang")
        for table in made.tables:
            table._tbl.tblPr.insert_element_before(
                OxmlElement("w:bidiVisual"),
                "w:tblStyleRowBandSize",
                "w:tblStyleColBandSize",
                "w:tblW",
                "w:jc",
            )


def _clean(text: str) -> str:
    """Without what no XML may hold."""
    return _NOT_XML.sub("", text)
