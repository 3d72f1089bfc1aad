"""Boxes painted into the pixels of a page, their reasons printed in them, and the picture made small."""

from __future__ import annotations

import io
import math
import textwrap
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageChops, ImageDraw

from portal.documents.leaves.child.typed import font
from portal.documents.leaves.shapes import Area, Mark

FILL = 204
"""A grey that is neither paper nor ink: a black box is hard to look at, and its reason hard to read."""

INK = 0
LARGEST_PIXELS_AN_INCH = 0.16
SMALLEST_PIXELS_AN_INCH = 0.075
INCH = 72.0
_STEPS = 17
_NEARLY = 8
_CLEAN = [0 if v <= _NEARLY else 255 if v >= 255 - _NEARLY else v for v in range(256)]
_SIXTEEN = [round(v / _STEPS) for v in range(256)]
_COLOUR_FROM = 24
_QUALITY = 85
_LOSSLESS_UP_TO = 1.25
SMALL = 0.03
"""Bytes a pixel: so small that nothing else need be tried."""


Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Packed:
    """A picture as a PDF keeps it."""

    body: bytes
    colour: str
    bits: int
    packing: str


def cleaned(picture: Image.Image) -> Image.Image:
    """What is all but white becomes white, what is all but black black: nothing faint is left that an eye
    cannot see and a machine could."""
    return picture.point(_CLEAN * len(picture.getbands()))


def without_bands(picture: Image.Image) -> Image.Image:
    """A page of ink on paper has three bands that are the same to the last bit: one of them says all of it,
    and costs a third of the work from there on. Anything else stays as it is."""
    if picture.mode != "RGB":
        return picture
    red, green, blue = picture.split()
    is_grey = not any(ImageChops.difference(red, other).getbbox() for other in (green, blue))
    return red if is_grey else picture


def dots_of(across: int, width: float) -> float:
    """Pixels to the inch of a page so many pixels and points wide: as its file says it, so that whoever
    proves it comes to the same."""
    return across / round(width, 2) * INCH


def pixels_of(area: Area, picture: Image.Image) -> Box:
    """The pixels that an area touches, whole ones: left, top, right, bottom; the last two lie outside."""
    return (
        max(0, math.floor(area.x0 * picture.width)),
        max(0, math.floor(area.y0 * picture.height)),
        min(picture.width, math.ceil(area.x1 * picture.width)),
        min(picture.height, math.ceil(area.y1 * picture.height)),
    )


def paint(picture: Image.Image, marks: list[Mark], dpi: float) -> None:
    """Every box first, then what is printed in them: a box over another hides nothing of it."""
    pen = ImageDraw.Draw(picture)
    for left, top, right, bottom in (pixels_of(mark.area, picture) for mark in marks):
        if left < right and top < bottom:
            pen.rectangle((left, top, right - 1, bottom - 1), fill=tone(picture, FILL))
    print_reasons(picture, marks, dpi)


def tone(picture: Image.Image, grey: int) -> int | tuple[int, int, int]:
    """A grey, as pictures of its kind say it."""
    return grey if picture.mode == "L" else (grey, grey, grey)


def print_reasons(picture: Image.Image, marks: list[Mark], dpi: float) -> None:
    """What is printed in boxes that are painted already."""
    printed: list[Box] = []
    for mark in marks:
        box = _free(pixels_of(mark.area, picture), printed)
        if box is not None and _print(picture, box, mark, dpi):
            printed.append(box)


def _free(box: Box, printed: list[Box]) -> Box | None:
    """The part of a box where nothing is printed yet; boxes of lines above each other overlap a little."""
    for other in printed:
        if box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]:
            above, below = (box[0], box[1], box[2], other[1]), (box[0], other[3], box[2], box[3])
            larger = max(above, below, key=lambda one: one[3] - one[1])
            if (larger[3] - larger[1]) * 2 < box[3] - box[1]:
                return None
            box = larger
    return box


def _print(picture: Image.Image, box: Box, mark: Mark, dpi: float) -> bool:
    """The reason as large as it fits, else its code, else nothing. Whole inside the box in any case."""
    for text in (mark.label, mark.code):
        for pixels in _sizes(box[3] - box[1], dpi) if text else ():
            lines = _fitting(text, font(pixels), box, pixels)
            if lines:
                size = (box[2] - box[0], box[3] - box[1])
                sheet = Image.new(picture.mode, size, tone(picture, FILL))
                _write(sheet, lines, font(pixels), pixels)
                picture.paste(sheet, box[:2])
                return True
    return False


def _sizes(height: int, dpi: float) -> list[int]:
    smallest = max(6, round(SMALLEST_PIXELS_AN_INCH * dpi))
    largest = min(round(LARGEST_PIXELS_AN_INCH * dpi), int(height * 0.8))
    return (
        sorted({largest, round((largest + smallest) / 2), smallest}, reverse=True)
        if largest >= smallest
        else []
    )


def _fitting(text: str, letters: Any, box: Box, pixels: int) -> list[str]:
    width, height = box[2] - box[0] - pixels // 2, box[3] - box[1]
    one = letters.getlength(text)
    if one <= width:
        return [text]
    a_line = int(len(text) * width / one) if one else 0
    lines = textwrap.wrap(text, a_line, break_long_words=False) if a_line > 3 else []
    fits = len(lines) * pixels * 1.2 <= height and all(letters.getlength(line) <= width for line in lines)
    return lines if lines and fits else []


def _write(sheet: Image.Image, lines: list[str], letters: Any, pixels: int) -> None:
    pen, ink = ImageDraw.Draw(sheet), tone(sheet, INK)
    top = (sheet.height - len(lines) * pixels * 1.2) / 2 + pixels * 0.6
    for number, line in enumerate(lines):
        at = (sheet.width / 2, top + number * pixels * 1.2)
        pen.text(at, line, fill=ink, font=letters, anchor="mm")


def packed(picture: Image.Image) -> Packed:
    """Exact where that is not much larger: text is; photos become JPEG. Nothing goes along."""
    grey = _without_colour(picture)
    if grey is None:
        return Packed(_jpeg(picture), "/DeviceRGB", 8, "/DCTDecode")
    sixteen = grey.point(_SIXTEEN)
    halves = Image.frombytes("P", sixteen.size, sixteen.tobytes()).tobytes("raw", "P;4")
    exact = zlib.compress(halves, 6)
    if len(exact) <= SMALL * grey.width * grey.height:
        return Packed(exact, "/DeviceGray", 4, "/FlateDecode")
    photo = _jpeg(grey)
    if len(exact) <= len(photo) * _LOSSLESS_UP_TO:
        return Packed(exact, "/DeviceGray", 4, "/FlateDecode")
    return Packed(photo, "/DeviceGray", 8, "/DCTDecode")


def _without_colour(picture: Image.Image) -> Image.Image | None:
    if picture.mode == "L":
        return picture
    red, green, blue = picture.reduce(2).split()
    for one, other in ((red, green), (green, blue), (red, blue)):
        if any(ImageChops.difference(one, other).histogram()[_COLOUR_FROM:]):
            return None
    return picture.convert("L")


def _jpeg(picture: Image.Image) -> bytes:
    made = io.BytesIO()
    bare = Image.new(picture.mode, picture.size)  # brings no profile, comment or place along
    bare.paste(picture)
    bare.save(made, "JPEG", quality=_QUALITY, subsampling=0)
    return made.getvalue()


def marks_sent(rows: Iterable[list[Any]]) -> list[Mark]:
    """Boxes as we were told them."""
    return [Mark(Area(*one[:4]), *one[4:]) for one in rows]


def held_back(sentence: str) -> Mark:
    """All there is on a page that is held back whole."""
    return Mark(Area(0.1, 0.1, 0.9, 0.3), sentence)
