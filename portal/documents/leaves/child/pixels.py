"""Whether every box is painted: each pixel of it is compared with what a box looks like. A third way of
looking, which believes neither the words of the file nor whoever painted it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pikepdf
from PIL import Image, ImageChops

from portal.documents.leaves.child import painting
from portal.documents.leaves.child.painting import FILL, Box
from portal.documents.leaves.shapes import Mark, Trace

ROUNDED = 12
"""Of 255: sixteen greys are kept of text."""
BLURRED, EDGE = 48, 8
"""Photos blur what they show, and near an edge what stands beside it."""
FEW, ON_AVERAGE = 0.02, 8.0

_ONE_PICTURE = re.compile(
    rb"/Artifact BMC q ([\d.]+) 0 0 ([\d.]+) 0 0 cm /Picture Do Q EMC\n"
    rb"(?:(?:/P << /MCID \d+ >> BDC BT 3 Tr|/U [-\d. ]+Tf [-\d. ]+Tz [-\d. ]+Tm <[0-9A-F]*> Tj"
    rb"|<[0-9A-F]*> Tj|ET EMC)\n?)*"
)

Found = tuple[Trace, int | None]


def unpainted(
    pdf: pikepdf.Pdf, marks: Mapping[str, Sequence[Any]], held_back: Mapping[str, str]
) -> Iterator[Found]:
    """The pages on which something can be seen where a box should be, or on a page that is held back."""
    for number in sorted({int(one) for one in (*marks, *held_back)}):
        try:
            picture, width = _picture_of(pdf.pages[number - 1])
        except (AttributeError, KeyError, IndexError, ValueError, OSError):
            yield Trace.BOX, number  # nothing can be said of a page that we did not make
            continue
        sentence = held_back.get(str(number))
        if sentence is not None:
            is_right = _is_bare(picture, width, sentence)
        else:
            is_right = _is_painted(picture, width, painting.marks_sent(marks[str(number)]))
        if not is_right:
            yield Trace.BOX, number


def _picture_of(page: pikepdf.Page) -> tuple[Image.Image, float]:
    """The one picture drawn on a page, all over it, and the page's width. Raises where there is more."""
    drawn = _ONE_PICTURE.fullmatch(page.obj.Contents.read_bytes())
    _left, _bottom, width, height = (float(one) for one in page.obj.MediaBox)
    if drawn is None or (float(drawn[1]), float(drawn[2])) != (width, height):
        raise ValueError
    kept = page.obj.Resources.XObject.Picture
    if kept.Filter == "/DCTDecode":
        return Image.open(io.BytesIO(kept.read_raw_bytes()), formats=["JPEG"]), width
    size = (int(kept.Width), int(kept.Height))
    halves = Image.frombytes("P", size, kept.read_bytes(), "raw", "P;4").tobytes()
    return Image.frombytes("L", size, halves).point([min(255, tone * 17) for tone in range(256)]), width


def _is_painted(picture: Image.Image, width: float, marks: list[Mark]) -> bool:
    sheet = Image.new("RGB", picture.size, (FILL, FILL, FILL))
    painting.print_reasons(sheet, marks, painting.dots_of(picture.width, width))
    boxes = (painting.pixels_of(mark.area, picture) for mark in marks)
    return all(_is_same(picture, sheet, box) for box in boxes if box[0] < box[2] and box[1] < box[3])


def _is_bare(picture: Image.Image, width: float, sentence: str) -> bool:
    sheet = Image.new("RGB", picture.size, "white")
    painting.paint(sheet, [painting.held_back(sentence)], painting.dots_of(picture.width, width))
    return _is_same(picture, sheet, (0, 0, *picture.size))


def _is_same(picture: Image.Image, sheet: Image.Image, box: Box) -> bool:
    is_photo = picture.format == "JPEG"
    inner = (box[0] + EDGE, box[1] + EDGE, box[2] - EDGE, box[3] - EDGE) if is_photo else box
    box = inner if inner[0] < inner[2] and inner[1] < inner[3] else box
    one, other = picture.crop(box).convert("RGB"), sheet.crop(box)
    tones = ImageChops.difference(one, other).convert("L").histogram()
    if not is_photo:
        return not any(tones[ROUNDED:])
    count = sum(tones)
    mean = sum(tone * many for tone, many in enumerate(tones)) / count
    return sum(tones[BLURRED:]) <= FEW * count and mean <= ON_AVERAGE
