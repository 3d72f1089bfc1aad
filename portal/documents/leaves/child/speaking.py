"""The words that a released page says aloud: read off the burned picture itself, so that they hold nothing
that is not seen, with the reason of each box in its place."""

from __future__ import annotations

from collections.abc import Iterable

from PIL import Image, ImageDraw

from portal.documents.leaves.child import reading
from portal.documents.leaves.child.painting import pixels_of
from portal.documents.leaves.shapes import Area, Mark, Word

NEAR = 0.15
"""Of a word's height."""

Said = tuple[str, float, float, float, float]


def spoken(picture: Image.Image, marks: list[Mark], dpi: float) -> list[list[list[Said]]]:
    """Paragraphs of lines of words, in the order of reading. Halves of words are left out."""
    bare = picture.copy()
    pen = ImageDraw.Draw(bare)
    for mark in marks:
        left, top, right, bottom = pixels_of(mark.area, bare)
        if left < right and top < bottom:
            pen.rectangle((left, top, right - 1, bottom - 1), fill="white")
    return told(reading.read(bare, dpi) or [], marks, bare)


def told(words: Iterable[Word], marks: list[Mark], picture: Image.Image) -> list[list[list[Said]]]:
    """The same of words that are known: those clear of every box, with the reasons in their places."""
    lines = _lines(word for word in words if not _is_cut(word, marks, picture.height / picture.width))
    for mark in sorted(marks, key=lambda one: (one.area.y0, one.area.x0)):
        if aloud := mark.aloud or mark.label:
            _put_in(lines, Word(f"[{aloud}]", mark.area, 0))
    return [[[_said(word) for word in line] for line in part] for part in _paragraphs(lines)]


def _is_cut(word: Word, marks: list[Mark], ratio: float) -> bool:
    """Whether a box touches it, or stands nearer than words stand to each other: it may be half a word."""
    rows, near = word.area.inner, NEAR * (word.area.y1 - word.area.y0) * ratio
    around = Area(word.area.x0 - near, rows.y0, word.area.x1 + near, rows.y1)
    return any(mark.area.touches(around) for mark in marks)


def _said(word: Word) -> Said:
    area = word.area
    return word.text, round(area.x0, 4), round(area.y0, 4), round(area.x1, 4), round(area.y1, 4)


def _lines(words: Iterable[Word]) -> list[list[Word]]:
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return list(lines.values())


def _around(line: list[Word]) -> Area:
    area = line[0].area
    for word in line[1:]:
        area = area.with_(word.area)
    return area


def _put_in(lines: list[list[Word]], reason: Word) -> None:
    """Into the line it stands in, else before the first that stands lower."""
    middle = (reason.area.y0 + reason.area.y1) / 2
    for line in lines:
        if _around(line).y0 <= middle <= _around(line).y1:
            line.append(reason)
            line.sort(key=lambda word: word.area.x0)
            return
    at = next((n for n, line in enumerate(lines) if _around(line).y0 > middle), len(lines))
    lines.insert(at, [reason])


def _paragraphs(lines: list[list[Word]]) -> list[list[list[Word]]]:
    """A line begins a paragraph when there is more room above it than lines have, or it stands elsewhere."""
    parts: list[list[list[Word]]] = []
    for line in lines:
        area = _around(line)
        above = _around(parts[-1][-1]) if parts else area
        gap = area.y0 - above.y1
        if parts and -0.5 * (above.y1 - above.y0) < gap < 0.7 * max(above.y1 - above.y0, area.y1 - area.y0):
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts
