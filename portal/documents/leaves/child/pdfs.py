"""A PDF as pages. Comments, stamps and what was filled into forms belong to the page as it is seen."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as raw
from PIL import Image

from portal.documents.leaves.child.sources import Bomb, bounded
from portal.documents.leaves.shapes import Area, Hidden, Size, Word

LONGEST_SIDE = 20_000.0
"""In points: seven metres. Nothing on paper is longer."""

ABOVE, BELOW = 0.08, 0.02
"""Of a line's height: fonts keep more room than their letters take, and boxes of two lines would overlap."""

A_SCAN = 0.3
"""Of the page, covered by pictures."""

NEVER_ONE_MORE = 1 - 1e-7
"""Pixels are rounded up: 400.00001 would be 401."""

_FINE = 1_000_000
_HYPHENS = {"\x02": "-", "\xad": "-"}


class Encrypted(Exception):
    """It asks for a password."""


class Pdf:
    """Pages of a PDF, turned and cropped as they are seen."""

    def __init__(self, content: bytes) -> None:
        try:
            self._pdf = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as fault:
            if getattr(fault, "err_code", None) == raw.FPDF_ERR_PASSWORD:
                raise Encrypted from None
            raise
        self.hidden = frozenset(self._besides(content))
        if Hidden.FORM in self.hidden:
            self._pdf.init_forms()
        self._flat: tuple[int, Any] | None = None

    def _besides(self, content: bytes) -> Iterator[Hidden]:
        if raw.FPDFDoc_GetJavaScriptActionCount(self._pdf) > 0 or b"/JavaScript" in content:
            yield Hidden.SCRIPT
        if raw.FPDFDoc_GetAttachmentCount(self._pdf) > 0:
            yield Hidden.ATTACHMENT
        if self._pdf.get_formtype() != raw.FORMTYPE_NONE:
            yield Hidden.FORM
        if b"/OCProperties" in content:
            yield Hidden.LAYER

    def __len__(self) -> int:
        return len(self._pdf)

    def size(self, page: int) -> Size:
        width, height = self._pdf.get_page_size(page)
        if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE):
            raise Bomb
        return Size(width, height)

    def drawn(self, page: int, scale: float) -> Image.Image:
        scale = bounded(self.size(page), scale) * NEVER_ONE_MORE
        drawn = self._pdf[page].render(
            scale=scale,
            fill_color=(255, 255, 255, 255),
            may_draw_forms=True,
            draw_annots=True,
            rev_byteorder=True,
        )
        seen: Image.Image = drawn.to_pil()
        return seen if seen.mode == "RGB" else seen.convert("RGB")

    def said(self, page: int) -> list[Word]:
        sheet = self._flattened(page)
        text = sheet.get_textpage()
        return _words(_letters(text, sheet))

    def may_lie(self, page: int) -> bool:
        """A picture over much of the page, and text of its own: a scan that was read when it was made."""
        sheet, size = self._pdf[page], self.size(page)
        if raw.FPDFText_CountChars(sheet.get_textpage()) < 1:
            return False
        bounds = [ctypes.c_float() for _ in range(4)]
        covered = 0.0
        for one in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
            if raw.FPDFPageObj_GetBounds(one, *bounds):
                left, bottom, right, top = (bound.value for bound in bounds)
                covered += abs(right - left) * abs(top - bottom)
        return covered >= A_SCAN * size.width * size.height

    def _flattened(self, page: int) -> Any:
        """With what was filled in and stamped on it as part of its text."""
        if self._flat is None or self._flat[0] != page:
            sheet = self._pdf[page]
            if raw.FPDFPage_GetAnnotCount(sheet):
                raw.FPDFPage_Flatten(sheet, raw.FLAT_NORMALDISPLAY)
                sheet.close()
                sheet = self._pdf[page]
            self._flat = (page, sheet)
        return self._flat[1]


def _letters(text: Any, sheet: Any) -> Iterator[tuple[str, Area | None]]:
    """Each letter with its place; None for spaces, and for what has no place on the page."""
    box = raw.FS_RECTF()
    for at in range(raw.FPDFText_CountChars(text)):
        letter = chr(raw.FPDFText_GetUnicode(text, at) or 32)
        letter = _HYPHENS.get(letter, letter)
        if letter.isspace() or unicodedata.category(letter) == "Cc":
            yield " ", None
        elif raw.FPDFText_GetLooseCharBox(text, at, box):
            high = box.top - box.bottom
            yield (
                letter,
                _place(sheet, box.left, box.bottom + BELOW * high, box.right, box.top - ABOVE * high),
            )


def _place(sheet: Any, left: float, bottom: float, right: float, top: float) -> Area | None:
    """From the PDF's own axes to the page as it is seen; None when it lies beyond it."""
    x, y = ctypes.c_int(), ctypes.c_int()
    across, down = [], []
    for at_x, at_y in ((left, bottom), (right, top)):
        if not raw.FPDF_PageToDevice(sheet, 0, 0, _FINE, _FINE, 0, at_x, at_y, x, y):
            return None
        across.append(x.value / _FINE)
        down.append(y.value / _FINE)
    x0, x1 = (min(1.0, max(0.0, one)) for one in (min(across), max(across)))
    y0, y1 = (min(1.0, max(0.0, one)) for one in (min(down), max(down)))
    return Area(x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


def _words(letters: Iterator[tuple[str, Area | None]]) -> list[Word]:
    words: list[Word] = []
    text, area, last = "", None, None
    for letter, place in letters:
        if place is None or (last is not None and _is_apart(last, place)):
            _add(words, text, area)
            text, area, last = "", None, None
        if place is not None:
            text, area, last = text + letter, place if area is None else area.with_(place), place
    _add(words, text, area)
    return words


def _is_apart(one: Area, other: Area) -> bool:
    """Further from each other than letters of a word are."""
    near = 2 * max(one.y1 - one.y0, one.x1 - one.x0, other.x1 - other.x0)
    return max(other.x0 - one.x1, one.x0 - other.x1, other.y0 - one.y1, one.y0 - other.y1) > near


def _add(words: list[Word], text: str, area: Area | None) -> None:
    if area is None or not text:
        return
    line = words[-1].line if words else 0
    if words and not _is_beside(words[-1].area, area):
        line += 1
    words.append(Word(text, area, line))


def _is_beside(before: Area, area: Area) -> bool:
    middle = (area.y0 + area.y1) / 2
    return before.y0 <= middle <= before.y1 and area.x0 >= before.x0
