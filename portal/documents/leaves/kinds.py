"""What a file is, by its first bytes. Its name counts only for text, which anything could be. Pure."""

from __future__ import annotations

import codecs

from portal.documents.leaves.shapes import Fault, Kind
from portal.kit.spool import Content, head_of, whole_of

_PDF_WITHIN = 1024
_BEGINS_WITHIN = 4096
_BEGINS: tuple[tuple[bytes, Kind | Fault], ...] = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Fault.IS_WORD),
    (b"{\\rtf", Fault.IS_WORD),
)
_OFFICE = (b"word/", b"xl/", b"ppt/", b"mimetypeapplication/vnd.oasis.opendocument")
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis")
_TEXT_NAMES = ("txt", "text", "md", "log", "csv")
_TAB_TO_RETURN = "\t\n\r\f"


def kind_of(content: Content, name: str = "") -> Kind | Fault:
    """The kind of file this is, or why it is none that we take. Only what could be text is read whole."""
    if isinstance(content, bytes):
        return _kind_of(content, name)
    kind = _kind_of(head_of(content, _BEGINS_WITHIN), "")
    return _kind_of(whole_of(content), name) if kind in (Kind.TEXT, Fault.WRONG_TYPE) else kind


def _kind_of(content: bytes, name: str) -> Kind | Fault:
    if not content:
        return Fault.EMPTY
    for begin, kind in _BEGINS:
        if content.startswith(begin):
            return kind
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return Fault.IS_HEIC
    if content.startswith(b"PK\x03\x04"):
        return (
            Fault.IS_WORD if any(part in content[:_BEGINS_WITHIN] for part in _OFFICE) else Fault.WRONG_TYPE
        )
    if b"%PDF-" in content[:_PDF_WITHIN] and not content.startswith((b"MZ", b"\x7fELF", b"#!")):
        return Kind.PDF
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if (not ending or ending in _TEXT_NAMES) and text_of(content) is not None:
        return Kind.TEXT
    return Fault.WRONG_TYPE


def text_of(content: bytes) -> str | None:
    """What it says, when it is plain text and nothing else."""
    text = _decoded(content)
    if text is None or any(ord(letter) < 32 and letter not in _TAB_TO_RETURN for letter in text):
        return None
    return text


def _decoded(content: bytes) -> str | None:
    utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for coding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(coding)
        except UnicodeDecodeError:
            continue
    return None
