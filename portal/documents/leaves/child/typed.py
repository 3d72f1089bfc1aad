"""Plain text, set on pages by us."""

from __future__ import annotations

import textwrap
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from portal.documents.leaves.kinds import text_of
from portal.documents.leaves.shapes import Area, Hidden, Size, Word

WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 56.0
POINTS, LEADING = 10.5, 15.0
LINES = int((HEIGHT - 2 * MARGIN) / LEADING)
LETTERS = 84
_FONTS = Path("/usr/share/fonts/truetype/dejavu")


@lru_cache(maxsize=64)
def font(pixels: float, *, even: bool = False) -> Any:
    """A font with Latin and Arabic letters; `even`: every letter as wide as any other."""
    try:
        return ImageFont.truetype(_FONTS / ("DejaVuSansMono.ttf" if even else "DejaVuSans.ttf"), pixels)
    except OSError:
        return ImageFont.load_default(pixels)


class TypedPages:
    """Lines are broken where they are too long; a form feed begins a page."""

    hidden: frozenset[Hidden] = frozenset()

    def __init__(self, content: bytes) -> None:
        self._pages: list[list[str]] = []
        for sheet in (text_of(content) or "").split("\f"):
            lines = [part for line in sheet.splitlines() for part in _broken(line)] or [""]
            self._pages += [lines[at : at + LINES] for at in range(0, len(lines), LINES)]

    def __len__(self) -> int:
        return len(self._pages)

    def size(self, page: int) -> Size:
        return Size(WIDTH, HEIGHT)

    def drawn(self, page: int, scale: float) -> Image.Image:
        paper = Image.new("RGB", (round(WIDTH * scale), round(HEIGHT * scale)), "white")
        pen = ImageDraw.Draw(paper)
        for number, line in enumerate(self._pages[page]):
            pen.text(
                (MARGIN * scale, (MARGIN + number * LEADING) * scale),
                line,
                fill="black",
                font=font(POINTS * scale, even=True),
            )
        return paper

    def may_lie(self, page: int) -> bool:
        return False

    def said(self, page: int) -> list[Word]:
        """Where each stands is measured, as it is drawn."""
        words = []
        measure = font(POINTS * 10, even=True)
        for number, line in enumerate(self._pages[page]):
            top = (MARGIN + number * LEADING - 1) / HEIGHT
            bottom = (MARGIN + number * LEADING + POINTS * 1.3) / HEIGHT
            at = 0
            for text in line.split():
                at = line.index(text, at)
                x0 = MARGIN + measure.getlength(line[:at]) / 10
                at += len(text)
                x1 = MARGIN + measure.getlength(line[:at]) / 10
                words.append(Word(text, Area(x0 / WIDTH, top, min(1.0, x1 / WIDTH), bottom), number))
        return words


def _broken(line: str) -> list[str]:
    return textwrap.wrap(line.expandtabs(4), LETTERS, drop_whitespace=True, break_on_hyphens=False) or [""]
