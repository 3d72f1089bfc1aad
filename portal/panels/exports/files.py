"""A report as a file of each kind. What may be in it has been decided before."""

from __future__ import annotations

import base64
import hashlib
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import flask

from portal.documents.pdf import pdf_of
from portal.documents.report import Report, as_csv, as_ods, as_word
from portal.panels.rules.downloads import Kind

_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.PAGE: "application/octet-stream",  # saved, never opened inside our own pages
    Kind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Kind.CSV: "application/zip",
}

_WAITS_SECONDS = 3


@dataclass(frozen=True)
class Made:
    """A file to be saved."""

    content: bytes
    media_type: str
    name: str


class Busy(Exception):
    """Another public PDF is being made."""


def made(report: Report, kind: Kind, name: str, *, is_shared: bool = False) -> Made:
    """The file. `is_shared`: the same for everybody who asks, so that a PDF is drawn once. Raises NotMade
    when a PDF takes too long, Busy when another that is shared is drawn just now."""
    return Made(_content(report, kind, is_shared=is_shared), _TYPES[kind], f"{name}.{kind.value}")


def _content(report: Report, kind: Kind, *, is_shared: bool) -> bytes:
    match kind:
        case Kind.PDF:
            page = page_of(report, with_contents=False)
            return _shared_pdf(page) if is_shared else pdf_of(page, is_finished=True)
        case Kind.WORD:
            return as_word(report)
        case Kind.ODS:
            return as_ods(report)
        case Kind.CSV:
            return as_csv(report)
        case Kind.PAGE:
            return page_of(report).encode()


_DRAWING = threading.Lock()


def _shared_pdf(page: str) -> bytes:
    """Drawn once by each process, one after the other: whoever asks from outside cannot make it draw more."""
    if not _DRAWING.acquire(timeout=_WAITS_SECONDS):
        raise Busy
    try:
        return _drawn_once(page)
    finally:
        _DRAWING.release()


@lru_cache(maxsize=6)
def _drawn_once(page: str) -> bytes:
    return pdf_of(page, is_finished=True)


def page_of(report: Report, *, with_contents: bool = True) -> str:
    """One page that needs nothing else: it says to the browser that nothing may be fetched, and which style
    is its own."""
    style = flask.render_template("panels/print/style.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return flask.render_template(
        "panels/print/report.html",
        report=report,
        parts=[(type(part).__name__.lower(), part) for part in report.parts],
        style=style,
        style_hash=f"sha256-{digest}",
        with_contents=with_contents,
        way=way,
    )


def way(text: str) -> str:
    """From which side a text is read: by its first letter. PDFs are drawn by a program that does not know
    `dir=auto`."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "")
    return {"L": "ltr", "": "auto"}.get(first, "rtl")
