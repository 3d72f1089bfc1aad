"""Pages made anew with boxes burned in.

No object of the file that was sent goes into the copy, of no page: each is drawn, its boxes are painted into
the pixels, and only the pixels are kept. What a screen reader says is read off those pixels afterwards. So
there is nothing under a box, and nothing that was hidden anywhere in the file has a way into the copy."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from portal.documents.leaves.binding import bind
from portal.documents.leaves.looking import DRAWS_WITHIN, READS_WITHIN, look_at, of_pages
from portal.documents.leaves.parts import BEGIN
from portal.documents.leaves.shapes import Fault, Mark, NotDrawn

DPI = 150
PAGES_A_PART = 20


def burn_part(
    content: bytes,
    marks: Mapping[int, Sequence[Mark]],
    pages: Sequence[int],
    *,
    dpi: int = DPI,
    left_out: Mapping[int, str] | None = None,
    speaks: bool = True,
) -> bytes:
    """Some pages, burned in, for `bind`. All of them or none: raises NotDrawn, TooBusy."""
    records = of_pages(
        "burn",
        content,
        pages,
        READS_WITHIN if speaks else DRAWS_WITHIN,
        dpi=dpi,
        marks={page: [_plain(mark) for mark in marks.get(page, ())] for page in pages},
        left_out={page: said for page, said in (left_out or {}).items() if page in pages},
        speaks=speaks,
    )
    part = bytearray(BEGIN)
    for one in records:
        facts = json.dumps(one.facts, separators=(",", ":")).encode()
        part += struct.pack(">II", len(facts), len(one.body)) + facts + one.body
    return bytes(part)


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


def _plain(mark: Mark) -> tuple[float, float, float, float, str, str]:
    area = mark.area
    return area.x0, area.y0, area.x1, area.y1, mark.label, mark.code
