"""A file as pages, whatever kind it is: how many, how large, drawn, and the words its own text says."""

from __future__ import annotations

import io
from typing import Protocol

from PIL import Image, ImageOps

from portal.documents.leaves.child.typed import TypedPages
from portal.documents.leaves.shapes import Hidden, Kind, Size, Word

MOST_PIXELS = 60_000_000
"""Of a picture that was sent: more is a bomb."""

MOST_DRAWN = 25_000_000
"""Of a page drawn by us: a larger one is drawn smaller."""

INCH = 72.0
SCANNED_AT = 150.0
A4_LONG = 842.0


class Bomb(Exception):
    """Small as a file, huge when opened."""


class Source(Protocol):
    """Pages are counted from 0 here."""

    hidden: frozenset[Hidden]

    def __len__(self) -> int: ...

    def size(self, page: int) -> Size: ...

    def drawn(self, page: int, scale: float) -> Image.Image:
        """In RGB; `scale` is pixels a point, or less where that would be too many."""

    def said(self, page: int) -> list[Word]:
        """The words in the file's own text, seen or not."""

    def may_lie(self, page: int) -> bool:
        """Whether its own text is what somebody's machine read off a picture, and may stand beside what is
        seen."""


def bounded(size: Size, scale: float) -> float:
    """The scale at which no more is drawn than we have room for."""
    pixels = size.width * size.height * scale * scale
    return scale if pixels <= MOST_DRAWN else scale * float((MOST_DRAWN / pixels) ** 0.5)


class Pictures:
    """A photo, a drawing, or a scan of several leaves in one TIFF."""

    hidden: frozenset[Hidden] = frozenset()

    def __init__(self, content: bytes, kind: Kind) -> None:
        Image.MAX_IMAGE_PIXELS = None  # our own limit, before anything is decoded
        self._opened = Image.open(io.BytesIO(content), formats=[kind.name])
        self._count = getattr(self._opened, "n_frames", 1)

    def __len__(self) -> int:
        return self._count

    def size(self, page: int) -> Size:
        width, height = self._turned(page)
        dots = self._dots()
        longest = max(width, height) * INCH / dots
        points = INCH / dots if longest <= 4 * A4_LONG else A4_LONG / max(width, height)
        return Size(width * points, height * points)

    def drawn(self, page: int, scale: float) -> Image.Image:
        size = self.size(page)
        scale = bounded(size, scale)
        wanted = (max(1, round(size.width * scale)), max(1, round(size.height * scale)))
        if self._opened.format == "JPEG":
            self._opened.draft("RGB", (max(wanted), max(wanted)))  # a large one is decoded smaller at once
        seen = ImageOps.exif_transpose(self._opened)
        if "A" in seen.getbands() or "transparency" in seen.info:
            seen = seen.convert("RGBA")
            paper = Image.new("RGBA", seen.size, "white")
            paper.alpha_composite(seen)
            seen = paper
        elif seen.mode.startswith("I;16") or seen.mode in ("I", "F"):
            seen = seen.point(lambda v: v / 256).convert("L")
        if seen.size == wanted:
            return seen.convert("RGB")
        return seen.convert("RGB").resize(wanted, Image.Resampling.LANCZOS)

    def said(self, page: int) -> list[Word]:
        return []

    def may_lie(self, page: int) -> bool:
        return False

    def _turned(self, page: int) -> tuple[int, int]:
        self._opened.seek(page)
        width, height = self._opened.size
        if width * height > MOST_PIXELS:
            raise Bomb
        is_sideways = self._opened.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        return (height, width) if is_sideways else (width, height)

    def _dots(self) -> float:
        """To the inch, where the file says something that can be."""
        try:
            dots = float(self._opened.info.get("dpi", (0, 0))[0])
        except (TypeError, ValueError, IndexError, ZeroDivisionError):
            return SCANNED_AT
        return dots if 60 <= dots <= 1300 else SCANNED_AT


def opened(content: bytes, kind: Kind) -> Source:
    """The pages of a file."""
    if kind is Kind.PDF:
        from portal.documents.leaves.child.pdfs import Pdf

        return Pdf(content)
    return TypedPages(content) if kind is Kind.TEXT else Pictures(content, kind)
