"""What a file is, its pages as pictures, and their words: all opened in a process apart."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from typing import Any

from portal.documents.leaves.kinds import kind_of
from portal.documents.leaves.shapes import (
    Area,
    Drawn,
    Fault,
    Hidden,
    How,
    Looked,
    NotDrawn,
    Read,
    Size,
    Word,
)
from portal.kit import apart
from portal.kit.spool import Content, size_of

__all__ = ["can_read_scans", "look_at", "page_picture", "page_pictures", "page_words", "pages_words"]

CHILD = "portal.documents.leaves.child"
MOST_BYTES = 200_000_000
MOST_PAGES = 20_000
OPENS_WITHIN = 30
DRAWS_WITHIN = 20
READS_WITHIN = 90

_FAULTS = {
    "TooManyPages": Fault.TOO_MANY_PAGES,
    "Encrypted": Fault.ENCRYPTED,
    "Bomb": Fault.BOMB,
    "MemoryError": Fault.BOMB,
}


def can_read_scans() -> bool:
    """Whether words in pictures can be read here: Debian's tesseract is installed."""
    return shutil.which("tesseract") is not None


def look_at(
    content: Content, name: str = "", *, most_bytes: int = MOST_BYTES, most_pages: int = MOST_PAGES
) -> Looked | Fault:
    """What it proved to be, or why it cannot be taken. Raises TooBusy."""
    if size_of(content) > most_bytes:
        return Fault.TOO_BIG
    kind = kind_of(content, name)
    if isinstance(kind, Fault):
        return kind
    asked = {"what": "look", "kind": kind, "most_pages": most_pages, "cpu_seconds": OPENS_WITHIN}
    answer = apart.ask(CHILD, asked, content, seconds=OPENS_WITHIN)
    last = answer.records[-1].facts if answer.records else {}
    if answer.end is apart.End.TOO_SLOW:
        return Fault.TOO_SLOW
    if "fault" in last:
        return _FAULTS.get(last["fault"], Fault.BROKEN)
    if answer.end is apart.End.BROKE:  # that it was ended while drawing says that it asked for too much
        return Fault.BOMB if last.get("opened") else Fault.BROKEN
    if not last["sizes"]:
        return Fault.BROKEN
    sizes = tuple(Size(*one) for one in last["sizes"])
    return Looked(kind, len(sizes), sizes, frozenset(Hidden(one) for one in last["hidden"]))


def page_picture(content: Content, page: int, *, width: int = 1000) -> Drawn:
    """One page as it would be released, without boxes. Raises NotDrawn, TooBusy."""
    return page_pictures(content, [page], width=width)[0]


def page_pictures(content: Content, pages: Sequence[int], *, width: int = 1000) -> list[Drawn]:
    """Several, drawn by one process. Raises NotDrawn, TooBusy."""
    records = of_pages("picture", content, pages, DRAWS_WITHIN, width=width)
    return [
        Drawn(one.body, one.facts["media_type"], one.facts["width"], one.facts["height"]) for one in records
    ]


def page_words(content: Content, page: int, *, ocr: bool = True) -> Read:
    """The words of one page. Raises NotDrawn, TooBusy."""
    return next(pages_words(content, [page], ocr=ocr))


def pages_words(content: Content, pages: Sequence[int], *, ocr: bool = True) -> Iterator[Read]:
    """Of several, by one process. Raises NotDrawn, TooBusy."""
    for one in of_pages("words", content, pages, READS_WITHIN if ocr else DRAWS_WITHIN, ocr=ocr):
        facts = one.facts
        words = tuple(Word(text, Area(*place), line) for text, *place, line in facts["words"])
        yield Read(facts["page"], How(facts["how"]), words, facts["hidden_words"])


def of_pages(
    what: str, content: Content, pages: Sequence[int], seconds: float, **more: Any
) -> tuple[apart.Record, ...]:
    """What the child answers of each page. Raises NotDrawn for the first that it did not survive, TooBusy."""
    if not pages:
        return ()
    kind = kind_of(content)
    if isinstance(kind, Fault) or min(pages) < 1:
        raise NotDrawn(min(pages))
    cpu = OPENS_WITHIN + DRAWS_WITHIN * len(pages)
    asked = {"what": what, "kind": kind, "pages": list(pages), "cpu_seconds": cpu, **more}
    answer = apart.ask(CHILD, asked, content, seconds=OPENS_WITHIN + seconds * len(pages))
    done = tuple(one for one in answer.records if "page" in one.facts)
    if len(done) < len(pages):
        raise NotDrawn(pages[len(done)])
    return done
