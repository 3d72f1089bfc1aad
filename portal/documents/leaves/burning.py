"""Pages made anew with boxes burned in.

No object of the file that was sent goes into the copy, of no page: each is drawn, its boxes are painted into
the pixels, and only the pixels are kept. What a screen reader says is read off those pixels afterwards. So
there is nothing under a box, and nothing that was hidden anywhere in the file has a way into the copy."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from portal.documents.leaves.binding import bind
from portal.documents.leaves.looking import DRAWS_WITHIN, READS_WITHIN, look_at, of_pages
from portal.documents.leaves.parts import BEGIN
from portal.documents.leaves.shapes import Area, Fault, Mark, NotDrawn, Word
from portal.kit.spool import Content

DPI = 150
PAGES_A_PART = 20


def burn_part(
    content: Content,
    marks: Mapping[int, Sequence[Mark]],
    pages: Sequence[int],
    *,
    dpi: int = DPI,
    left_out: Mapping[int, str] | None = None,
    speaks: bool = True,
    known: Mapping[int, Sequence[Word]] | None = None,
) -> bytes:
    """Some pages, burned in, for `bind`. All of them or none: raises NotDrawn, TooBusy.

    `known`: words that were read off these pages before. Without `speaks` those that stand clear of every
    box, and can be seen on the burned picture, are what a screen reader gets."""
    records = of_pages(
        "burn",
        content,
        pages,
        READS_WITHIN if speaks or known else DRAWS_WITHIN,
        dpi=dpi,
        marks=marks_as_sent({page: marks.get(page, ()) for page in pages}),
        left_out={page: said for page, said in (left_out or {}).items() if page in pages},
        speaks=speaks,
        known={page: words_as_sent(some) for page, some in (known or {}).items() if page in pages},
    )
    part = [BEGIN]
    for one in records:
        facts = json.dumps(one.facts, separators=(",", ":")).encode()
        part += [struct.pack(">II", len(facts), len(one.body)), facts, one.body]
    return b"".join(part)


def burn(
    content: bytes,
    marks: Mapping[int, Sequence[Mark]],
    *,
    title: str,
    pages: Sequence[int] | None = None,
    dpi: int = DPI,
    left_out: Mapping[int, str] | None = None,
    speaks: bool = True,
    lang: str = "en",
    front: bytes = b"",
    made_on: date | None = None,
) -> bytes:
    """A short file in one go. Raises NotDrawn, TooBusy."""
    if pages is None:
        looked = look_at(content)
        if isinstance(looked, Fault):
            raise NotDrawn(1)
        pages = range(1, looked.pages + 1)
    wanted = list(pages)

    def parts() -> Iterator[bytes]:
        for at in range(0, len(wanted), PAGES_A_PART):
            some = wanted[at : at + PAGES_A_PART]
            yield burn_part(content, marks, some, dpi=dpi, left_out=left_out, speaks=speaks)

    return b"".join(bind(parts(), title=title, lang=lang, front=front, made_on=made_on))


def words_as_sent(words: Sequence[Word]) -> list[list[Any]]:
    """Words as a child hears them."""
    return [[one.text, *_plain(one.area), one.line] for one in words]


def marks_as_sent(marks: Mapping[int, Sequence[Mark]]) -> dict[int, list[list[Any]]]:
    """Boxes by page, as a child hears them."""
    return {
        page: [[*_plain(one.area), one.label, one.code, one.aloud] for one in some]
        for page, some in marks.items()
    }


def _plain(area: Area) -> tuple[float, float, float, float]:
    return area.x0, area.y0, area.x1, area.y1
