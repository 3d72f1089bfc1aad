"""`python -m portal.documents.leaves.child DESCRIPTOR`: see `portal.kit.apart` for how it is spoken to."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Any, cast

from PIL import Image, ImageDraw

from portal.documents.leaves.child import painting, reading, speaking
from portal.documents.leaves.child.sources import INCH, Source, opened
from portal.documents.leaves.shapes import Area, How, Kind, Mark, Size, Word
from portal.kit import apart

SEEN_AT = 100.0
READ_AT = 200.0
CONTRAST = 24
DARK = 128
MOST_UNREAD = 0.35
FEW_DOTS = 400
"""At `SEEN_AT`: about two words."""

Asked = dict[str, Any]


def main(arguments: list[str]) -> int:
    """Answer page by page; whatever a decoder trips over ends the answers."""
    asked = apart.asked_of_us(arguments)
    apart.be_small(memory=asked["memory"], cpu_seconds=int(asked["cpu_seconds"]))
    try:
        content = sys.stdin.buffer.read(asked["length"])
        if asked["what"] == "prove":
            from portal.documents.leaves.child import proving  # it takes as long to load as a page to draw

            proving.prove(content, asked)
        else:
            _answer(content, asked)
    except Exception as fault:
        apart.say({"fault": type(fault).__name__})
        return 1
    return 0


def _answer(content: bytes, asked: Asked) -> None:
    source = opened(content, Kind(asked["kind"]))
    if asked["what"] == "look":
        _look(source, asked)
        return
    do: Callable[[Source, int, Asked], None] = {"picture": _picture, "words": _words, "burn": _burn}[
        asked["what"]
    ]
    for page in asked["pages"]:
        do(source, page, asked)


def _look(source: Source, asked: Asked) -> None:
    """How many and how large; and the first is drawn, to see whether it can be."""
    if len(source) > asked["most_pages"]:
        apart.say({"fault": "TooManyPages"})
        return
    sizes = [source.size(page) for page in range(len(source))]
    apart.say({"opened": True})
    if sizes:
        source.drawn(0, 0.5)
    apart.say(
        {
            "sizes": [(round(one.width, 2), round(one.height, 2)) for one in sizes],
            "hidden": sorted(source.hidden),
        }
    )


def _picture(source: Source, page: int, asked: Asked) -> None:
    """As it would be released, without boxes."""
    drawn = painting.cleaned(source.drawn(page - 1, asked["width"] / source.size(page - 1).width))
    made = io.BytesIO()
    few = drawn.getcolors(4096)
    if few is not None:
        drawn.save(made, "PNG", optimize=False, compress_level=6)
    else:
        drawn.save(made, "JPEG", quality=82)
    kind = "image/jpeg" if few is None else "image/png"
    facts = {"page": page, "media_type": kind, "width": drawn.width, "height": drawn.height}
    apart.say(facts, made.getvalue())


def _words(source: Source, page: int, asked: Asked) -> None:
    """Of its own text what is seen; and what a machine reads where there is none, or pictures stand."""
    said = source.said(page - 1)
    seen_at = SEEN_AT / INCH
    picture = painting.cleaned(source.drawn(page - 1, seen_at)).convert("L")
    is_language = _is_language(said)
    seen = [word for word in said if _is_inked(word.area, picture)] if is_language else []
    hidden_words = len(said) - len(seen) if is_language else 0
    how = How.TEXT if seen else How.NOT_READ if _is_inked(Area(0, 0, 1, 1), picture) else How.BLANK
    if how is not How.BLANK and (not seen or _is_unread(seen, picture)):
        read = _read(source, page) if asked["ocr"] else None
        if read is not None:
            new = [word for word in read if not any(word.area.touches(other.area) for other in seen)]
            how = How.BOTH if seen and new else How.TEXT if seen else How.MACHINE
            after = seen[-1].line + 1 if seen else 0
            seen += [Word(word.text, word.area, word.line + after) for word in new]
    apart.say(
        {
            "page": page,
            "how": how,
            "words": [(one.text, *_places(one.area), one.line) for one in seen],
            "hidden_words": hidden_words,
        }
    )


def _places(area: Area) -> tuple[float, ...]:
    return tuple(round(one, 5) for one in (area.x0, area.y0, area.x1, area.y1))


def _read(source: Source, page: int) -> list[Word] | None:
    picture = painting.cleaned(source.drawn(page - 1, READ_AT / INCH))
    dots = picture.width / source.size(page - 1).width * INCH
    return reading.read(picture, dots, turned=True)


def _is_inked(area: Area, picture: Image.Image) -> bool:
    box = painting.pixels_of(area, picture)
    if box[0] >= box[2] or box[1] >= box[3]:
        return False
    darkest, lightest = cast(tuple[int, int], picture.crop(box).getextrema())
    return lightest - darkest >= CONTRAST


def _is_language(words: list[Word]) -> bool:
    """Whether a text layer can be believed: many have letters that stand for others, or for none."""
    letters = "".join(word.text for word in words)
    strange = sum(1 for one in letters if one in "�￾" or "\ue000" <= one <= "\uf8ff")
    if strange * 10 > len(letters):
        return False
    latin = [one for one in letters.lower() if "a" <= one <= "z"]
    vowels = sum(1 for one in latin if one in "aeiouy")
    return len(latin) < 60 or 0.22 <= vowels / len(latin) <= 0.6


def _is_unread(seen: list[Word], picture: Image.Image) -> bool:
    """Whether much of what is dark on the page is none of its words: a scan, a stamp, drawn letters."""
    rest = picture.copy()
    pen = ImageDraw.Draw(rest)
    for word in seen:
        left, top, right, bottom = painting.pixels_of(word.area, rest)
        pen.rectangle((left, top, right - 1, bottom - 1), fill=255)
    unread, all_of_it = (sum(one.histogram()[:DARK]) for one in (rest, picture))
    return unread > MOST_UNREAD * all_of_it and unread > FEW_DOTS


def _burn(source: Source, page: int, asked: Asked) -> None:
    left_out = asked["left_out"].get(str(page))
    dpi = float(asked["dpi"])
    if left_out is not None:
        size, picture, spoken = _instead(source, page, left_out, dpi)
    else:
        size = source.size(page - 1)
        picture = painting.cleaned(painting.without_bands(source.drawn(page - 1, dpi / INCH)))
        dpi = painting.dots_of(picture.width, size.width)
        marks = painting.marks_sent(asked["marks"].get(str(page), ()))
        painting.paint(picture, marks, dpi)
        spoken = _aloud(source, page, picture, marks, dpi, asked)
    packed = painting.packed(picture)
    apart.say(
        {
            "page": page,
            "width": round(size.width, 2),
            "height": round(size.height, 2),
            "across": picture.width,
            "down": picture.height,
            "colour": packed.colour,
            "bits": packed.bits,
            "packing": packed.packing,
            "spoken": spoken,
        },
        packed.body,
    )


def _aloud(
    source: Source, page: int, picture: Image.Image, marks: list[Mark], dpi: float, asked: Asked
) -> Any:
    """Read off the burned picture; or, where that takes too long, what is known of the page and can be seen
    there. Words that may stand beside what is seen are not believed where something is covered."""
    known = asked["known"].get(str(page))
    if asked["speaks"] or (known and marks and source.may_lie(page - 1)):
        return speaking.spoken(picture, marks, dpi)
    if known is None:
        return []
    grey = picture if picture.mode == "L" else picture.convert("L")
    words = [Word(text, Area(*place), line) for text, *place, line in known]
    return speaking.told([word for word in words if _is_inked(word.area, grey)], marks, picture)


def _instead(source: Source, page: int, sentence: str, dpi: float) -> tuple[Size, Image.Image, Any]:
    """An empty page that says why."""
    try:
        size = source.size(page - 1)
    except Exception:  # that it cannot be opened may be why it is left out
        size = Size(595, 842)
    scale = min(dpi / INCH, 2000 / max(size.width, size.height))
    picture = Image.new("RGB", (round(size.width * scale), round(size.height * scale)), "white")
    mark = painting.held_back(sentence)
    painting.paint(picture, [mark], painting.dots_of(picture.width, size.width))
    return size, picture, [[[(sentence, *_places(mark.area))]]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
