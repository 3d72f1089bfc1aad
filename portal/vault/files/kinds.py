"""What a file is, by its first bytes. Its name and what the browser calls it are never believed. Pure."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"
    WEBM = "audio/webm"
    OGG = "audio/ogg"
    MP4 = "audio/mp4"
    MP3 = "audio/mpeg"
    WAV = "audio/wav"
    AAC = "audio/aac"


PICTURES = (Kind.JPEG, Kind.PNG, Kind.WEBP)
SOUNDS = (Kind.WEBM, Kind.OGG, Kind.MP4, Kind.MP3, Kind.WAV, Kind.AAC)

_BEGINS = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\x1a\x45\xdf\xa3", Kind.WEBM),
    (b"OggS", Kind.OGG),
    (b"ID3", Kind.MP3),
)
_RIFF = {b"WEBP": Kind.WEBP, b"WAVE": Kind.WAV}
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis")
_LAYER_3 = (0xFA, 0xFB, 0xF2, 0xF3, 0xE2, 0xE3)


def kind_of(content: bytes) -> Kind | None:
    """The kind of file this is, if it is one that we know."""
    for begin, kind in _BEGINS:
        if content.startswith(begin):
            return kind
    if content[:4] == b"RIFF":
        return _RIFF.get(content[8:12])
    if content[4:8] == b"ftyp":
        return Kind.HEIC if content[8:12] in _HEIC_BRANDS else Kind.MP4
    if len(content) > 1 and content[0] == 0xFF:
        if content[1] in _LAYER_3:
            return Kind.MP3
        if content[1] & 0xF6 == 0xF0:
            return Kind.AAC
    return None
