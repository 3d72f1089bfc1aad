"""A PDF or a Word file that does nothing by itself and names nobody who wrote it: taken apart, not searched
for bytes, because a name can be written in many ways."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

MOST_UNPACKED = 100_000_000
"""Bytes: a file that is more when it is unpacked is a bomb."""

_ACTS = frozenset(
    {
        "/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/RichMedia", "/EmbeddedFile",
        "/EmbeddedFiles", "/OpenAction", "/AA", "/XFA", "/GoToE", "/GoToR", "/Rendition", "/Movie", "/Sound",
    }
)  # fmt: skip
_NOBODY = {
    "docprops/core.xml": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "docprops/app.xml": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "docprops/custom.xml": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
}
_RELATION = re.compile(rb"<[^<>]*\bTargetMode\s*=\s*[\"']External[\"'][^<>]*>", re.IGNORECASE)
_TO_A_PAGE = re.compile(rb"relationships/hyperlink[\"']", re.IGNORECASE)


class NotHarmless(Exception):
    """It does something by itself, hides another file, or is a bomb."""


class NotReadable(Exception):
    """It is no whole file of this kind."""


def pdf(content: bytes) -> bytes:
    """The same pages without who wrote them. Raises NotHarmless for what acts, and NotReadable."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as opened:
            if any(_acts(one) for one in opened.objects):
                raise NotHarmless
            if "/Metadata" in opened.Root:
                del opened.Root["/Metadata"]
            del opened.docinfo
            written = io.BytesIO()
            opened.save(written)
            return written.getvalue()
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise NotReadable from None


def _acts(one: Any) -> bool:
    """Whether an object, or one that is written within it, is of those that act."""
    import pikepdf

    if isinstance(one, pikepdf.Array):
        return any(_acts(each) for each in one if not getattr(each, "is_indirect", False))
    if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        return False
    names = set(one.keys()) | {str(one.get("/S", "")), str(one.get("/Subtype", ""))}
    # Where only a page of the file itself is opened first, nothing acts.
    if isinstance(one.get("/OpenAction"), pikepdf.Array):
        names.discard("/OpenAction")
    within = (one.get(name) for name in one.keys())  # noqa: SIM118  # not a mapping of Python's
    return bool(names & _ACTS) or any(
        _acts(each) for each in within if not getattr(each, "is_indirect", False)
    )


def word(content: bytes) -> bytes:
    """The same document without who wrote it. Raises NotHarmless for macros, files within, and what is
    fetched from elsewhere (links that a reader presses may stay), and NotReadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(one.file_size for one in parts.infolist()) > MOST_UNPACKED:
                raise NotHarmless
            found = {one.filename: parts.read(one) for one in parts.infolist() if not one.is_dir()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError):
        raise NotReadable from None
    if not {"[Content_Types].xml", "word/document.xml"} <= found.keys():
        raise NotReadable
    for name, part in found.items():
        low = name.lower()
        if "vbaproject" in low or "/embeddings/" in low or "/activex/" in low:
            raise NotHarmless
        if low.endswith(".rels") and any(not _TO_A_PAGE.search(one) for one in _RELATION.findall(part)):
            raise NotHarmless
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, part in found.items():
            parts.writestr(name, _nobodys(name, part))
    return written.getvalue()


def _nobodys(name: str, part: bytes) -> bytes:
    space = _NOBODY.get(name.lower())
    if space is None:
        return part
    root = "coreProperties" if name.lower().endswith("core.xml") else "Properties"
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><{root} xmlns="{space}"/>'.encode()
