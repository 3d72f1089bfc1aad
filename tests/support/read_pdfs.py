"""A tagged PDF as it is read aloud: its elements in order, each with its words."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from pypdfium2 import raw

from portal.documents.tagging import elements, kids

PARTS = ("H1", "H2", "H3", "H4", "P", "Caption", "TH", "TD", "LBody", "Figure", "Link")


@dataclass(frozen=True)
class Read:
    """A part of the document that is read as one: its tag, and its letters without spaces."""

    tag: str
    letters: str


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def parts(pdf: bytes) -> list[Read]:
    """Everything that is read, in the order of the structure tree."""
    words = _marked(pdf)
    document = opened(pdf)
    pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
    found = []
    for one in elements(document.Root.StructTreeRoot):
        tag = str(one.S)[1:]
        if tag in PARTS:
            found.append(Read(tag, "".join(_letters(one, pages, words))))
    return found


def _letters(one: Any, pages: dict[Any, int], words: dict[tuple[int, int], str]) -> list[str]:
    found = []
    for kid in kids(one):
        if isinstance(kid, int):
            found.append(words.get((pages[one.Pg.objgen], kid), ""))
        elif "/S" in kid:
            found += _letters(kid, pages, words)
    return found


def _marked(pdf: bytes) -> dict[tuple[int, int], str]:
    """The letters of each piece of marked content, by its page and number."""
    found: dict[tuple[int, int], str] = {}
    document = pdfium.PdfDocument(pdf)
    for number, page in enumerate(document):
        text = page.get_textpage()
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            mark = raw.FPDFPageObj_GetMarkedContentID(item.raw)
            if mark >= 0:
                found[number, mark] = found.get((number, mark), "") + _text_of(item, text)
        text.close()
    document.close()
    return found


def _text_of(item: Any, text: Any) -> str:
    long = raw.FPDFTextObj_GetText(item.raw, text.raw, None, 0)
    room = (raw.FPDF_WCHAR * (long // 2 + 1))()
    raw.FPDFTextObj_GetText(item.raw, text.raw, room, long)
    words = bytes(room)[: long - 2].decode("utf-16-le", "replace")
    return "".join(words.split())
