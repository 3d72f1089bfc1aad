"""Reading a picture with Debian's tesseract: words, and where they stand. Without one that is said."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache

from PIL import Image

from portal.documents.leaves.shapes import Area, Word

SECONDS = 60
IS_SURE = 25.0
"""Out of a hundred. What is less sure is mostly dust."""

DOUBTFUL = 75.0
CLEARLY = 15.0
"""How sure it must be of a page on its head."""


def can_read() -> bool:
    """Whether tesseract is installed here."""
    return shutil.which("tesseract") is not None


@cache
def _languages() -> str:
    """English, and Welsh where it is installed."""
    known = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, timeout=SECONDS
    ).stdout
    return "+".join(one for one in ("eng", "cym") if one in known.split()) or "eng"


def read(picture: Image.Image, dots: float, *, turned: bool = False) -> list[Word] | None:
    """The words of a picture; None when it could not be read. `turned`: leaves may lie on their side, or on
    their head. It reads one of the sides by itself, so that half a turn is all there is to try."""
    if not can_read():
        return None
    words, sureness = _read(picture, dots)
    if not words or not turned or sureness > DOUBTFUL:
        return words
    again, sure_again = _read(picture.rotate(180), dots)
    if not again or sure_again < sureness + CLEARLY:
        return words
    return [Word(one.text, _turned_back(one.area), one.line) for one in again]


def _read(picture: Image.Image, dots: float) -> tuple[list[Word] | None, float]:
    sent = io.BytesIO()
    picture.convert("L").save(sent, "PPM")
    command = [
        "tesseract",
        "stdin",
        "stdout",
        "-l",
        _languages(),
        "--dpi",
        str(round(dots)),
        "--psm",
        "3",
        "tsv",
    ]
    try:
        done = subprocess.run(command, input=sent.getvalue(), capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return None, 0
    if done.returncode != 0:
        return None, 0
    return _of_table(done.stdout.decode("utf-8", "replace"), picture.width, picture.height)


def _of_table(table: str, width: int, height: int) -> tuple[list[Word], float]:
    words, lines = [], dict[Sequence[str], int]()
    sureness = 0.0
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row["text"] or "").strip()
        if row["level"] != "5" or not text or float(row["conf"]) < IS_SURE:
            continue
        sureness += float(row["conf"])
        x, y, w, h = (int(row[name]) for name in ("left", "top", "width", "height"))
        line = lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), len(lines))
        words.append(Word(text, Area(x / width, y / height, (x + w) / width, (y + h) / height), line))
    return words, sureness / len(words) if words else 0


def _turned_back(area: Area) -> Area:
    return Area(1 - area.x1, 1 - area.y1, 1 - area.x0, 1 - area.y0)
