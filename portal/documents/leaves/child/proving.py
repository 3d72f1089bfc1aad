"""Looking for traces in a released file, with two readers that did not make it: pdfium for what it says, qpdf
for every object in it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
import pypdfium2

from portal.documents.leaves.child import pixels, reading
from portal.documents.leaves.folding import folded, says
from portal.documents.leaves.shapes import Trace
from portal.kit import apart

READ_AT = 200.0
SHORTEST_IN_BYTES = 4
"""Shorter ones stand in any bytes by chance; in the text they are looked for as words."""

_CATALOG = {
    "/OpenAction": Trace.ACTION,
    "/AA": Trace.ACTION,
    "/AcroForm": Trace.FORM,
    "/OCProperties": Trace.LAYER,
    "/AF": Trace.ATTACHMENT,
    "/Collection": Trace.ATTACHMENT,
    "/Perms": Trace.METADATA,
    "/Legal": Trace.METADATA,
}
_ANYWHERE = {
    "/Metadata": Trace.METADATA,
    "/PieceInfo": Trace.METADATA,
    "/LastModified": Trace.METADATA,
    "/Thumb": Trace.THUMBNAIL,
    "/OC": Trace.LAYER,
    "/JS": Trace.ACTION,
    "/AA": Trace.ACTION,
    "/EF": Trace.ATTACHMENT,
    "/EmbeddedFiles": Trace.ATTACHMENT,
    "/JavaScript": Trace.ACTION,
    "/XFA": Trace.FORM,
}
_ACTIONS = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition")
_INFO = {"/Title", "/CreationDate"}
_MARKERS = re.compile(rb"(?m)^(?:startxref|%%EOF)")
_OBJECTS = re.compile(rb"(?m)^\d+ \d+ obj\b")

Found = tuple[Trace, int | None]


def prove(content: bytes, asked: dict[str, Any]) -> None:
    """Say every trace, by its kind and page; never what it says."""
    found = set(_of_bytes_of_file(content))
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            found.update(_of_structure(content, pdf))
            found.update(_of_objects(pdf, asked))
            found.update(pixels.unpainted(pdf, asked["marks"], asked["held_back"]))
        found.update(_of_pages(content, asked))
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError):
        found.add((Trace.UNREADABLE, None))
    apart.say({"found": sorted(found, key=lambda one: (one[0], one[1] or 0))})


def _of_bytes_of_file(content: bytes) -> Iterator[Found]:
    """One revision, and nothing before or after it."""
    if len(_MARKERS.findall(content)) != 2:
        yield Trace.REVISION, None
    if not content.startswith(b"%PDF-") or not content.rstrip().endswith(b"%%EOF"):
        yield Trace.LEFTOVER, None


def _of_structure(content: bytes, pdf: pikepdf.Pdf) -> Iterator[Found]:
    """Every object in use, and nothing beside the pages."""
    if "/Prev" in pdf.trailer:
        yield Trace.REVISION, None
    if pdf.is_encrypted or pdf.get_warnings():
        yield Trace.UNREADABLE, None
    packed = sum(1 for one in pdf.objects if _is_kind(one, "/ObjStm"))
    if not packed and len(_OBJECTS.findall(content)) != _count(pdf.objects):
        yield Trace.LEFTOVER, None
    if _count(pdf.objects) != len(_reached(pdf)):
        yield Trace.LEFTOVER, None
    for key in set(pdf.Root.keys()):
        if key in _CATALOG:
            yield _CATALOG[key], None
    if set(pdf.trailer.get("/Info", pikepdf.Dictionary()).keys()) - _INFO:
        yield Trace.METADATA, None


def _count(objects: Iterable[Any]) -> int:
    return sum(1 for one in objects if not _is_nothing(one))


def _is_nothing(one: Any) -> bool:
    return one is None or getattr(one, "_type_name", "") == "null"


def _is_kind(one: Any, kind: str) -> bool:
    return isinstance(one, pikepdf.Stream) and one.get("/Type") == kind


def _reached(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """All objects that something in use points to."""
    reached: set[tuple[int, int]] = set()
    waiting: list[Any] = [pdf.trailer]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, pikepdf.Object):
            continue
        if one.is_indirect:
            if one.objgen in reached:
                continue
            reached.add(one.objgen)
        waiting.extend(_inside(one))
    return reached


def _inside(one: Any) -> list[Any]:
    if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        return [one[key] for key in set(one.keys())]
    return list(one) if isinstance(one, pikepdf.Array) else []


def _of_objects(pdf: pikepdf.Pdf, asked: dict[str, Any]) -> Iterator[Found]:
    needles = [form for secret in asked["secrets"] for form in _forms(secret)]
    for one in pdf.objects:
        yield from _of_keys(one)
        yield from _of_bytes(one, needles)
        if _is_photo(one):
            yield from _of_photo(one.read_raw_bytes())
    for number, page in enumerate(pdf.pages, 1):
        for note in page.obj.get("/Annots", ()):
            if note.get("/Subtype") != "/Link":
                yield (Trace.FORM if note.get("/Subtype") == "/Widget" else Trace.ANNOTATION), number
    if any(says_it(str(value), needles) for value in pdf.trailer.get("/Info", pikepdf.Dictionary()).values()):
        yield Trace.METADATA, None


def says_it(text: str, needles: list[bytes]) -> bool:
    """Whether a text holds one of them."""
    return any(needle in text.encode("utf-8", "replace").lower() for needle in needles)


_CODES = ("utf-8", "utf-16-be", "utf-16-le", "cp1252")


def _forms(secret: str) -> set[bytes]:
    """All the ways in which a PDF may write it down, for a search in what was made small byte by byte."""
    if len(folded(secret)) < SHORTEST_IN_BYTES:
        return set()
    cases = (secret, secret.lower(), secret.upper(), secret.title())
    either = {one.encode(code, "ignore") for one in cases for code in _CODES}
    return {one.lower() for one in either} | {one.hex().encode("ascii") for one in either}


def _of_keys(one: Any) -> Iterator[Found]:
    for each in _dictionaries(one):
        for key in set(each.keys()):
            if key in _ANYWHERE:
                yield _ANYWHERE[key], None
        if each.get("/S") in _ACTIONS:
            yield Trace.ACTION, None
        if each.get("/Type") in ("/Filespec", "/EmbeddedFile"):
            yield Trace.ATTACHMENT, None


def _dictionaries(one: Any) -> Iterator[Any]:
    """It and what is written inside it; not what it points to."""
    if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        yield one
    for part in _inside(one):
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            yield from _dictionaries(part)


def _of_bytes(one: Any, needles: list[bytes]) -> Iterator[Found]:
    if not needles:
        return
    for text in _written(one):
        small = text.lower()
        if any(needle in small for needle in needles):
            yield Trace.OBJECT, None
            return


def _written(one: Any) -> Iterator[bytes]:
    """Its strings and names, and its stream unpacked: but for pixels, where words stand by chance."""
    yield from _strings(one)
    if isinstance(one, pikepdf.Stream):
        if one.get("/Subtype") == "/Image":
            return
        try:
            yield one.read_bytes()
        except pikepdf.PdfError:
            yield one.read_raw_bytes()


def _strings(one: Any) -> Iterator[bytes]:
    if isinstance(one, pikepdf.String):
        yield bytes(one)
        yield str(one).encode("utf-8", "replace")
    elif isinstance(one, pikepdf.Name):
        yield str(one).encode("utf-8", "replace")
    elif isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        for key in set(one.keys()):
            yield key.encode("utf-8", "replace")
    for part in _inside(one):
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            yield from _strings(part)


def _is_photo(one: Any) -> bool:
    return isinstance(one, pikepdf.Stream) and one.get("/Filter") == "/DCTDecode"


def _of_photo(jpeg: bytes) -> Iterator[Found]:
    """Its head has room for a place, a device, a small copy, a comment: only what decoding needs may stay."""
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        kind, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if kind == 0xFE or (0xE0 < kind <= 0xEF and kind != 0xEE) or (kind == 0xE0 and length > 16):
            yield Trace.METADATA, None
        at += 2 + length
    if not jpeg.rstrip(b"\0\n\r").endswith(b"\xff\xd9"):
        yield Trace.LEFTOVER, None


def _of_pages(content: bytes, asked: dict[str, Any]) -> Iterator[Found]:
    everywhere = [folded(secret) for secret in asked["secrets"]]
    pdf = pypdfium2.PdfDocument(content)
    for at in range(len(pdf)):
        number = at + 1
        here = everywhere + [folded(secret) for secret in asked["by_page"].get(str(number), ())]
        if not here:
            continue
        page = pdf[at]
        text = folded(page.get_textpage().get_text_range())
        if any(says(text, secret) for secret in here):
            yield Trace.TEXT, number
        if number in asked["ocr_pages"]:
            seen = page.render(scale=READ_AT / 72).to_pil()
            read = reading.read(seen, READ_AT)
            if read is None:
                yield Trace.UNREADABLE, number
            elif any(says(folded(" ".join(word.text for word in read)), secret) for secret in here):
                yield Trace.PICTURE, number
        page.close()
