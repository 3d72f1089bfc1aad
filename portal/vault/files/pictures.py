"""Pictures made anew: only what is seen is left. Place, device, time and whatever else was hidden is gone."""

from __future__ import annotations

from dataclasses import dataclass

from portal.vault.files.apart import made_apart
from portal.vault.files.faults import IsHeic, NotAPicture, TooBig, TooManyPixels
from portal.vault.files.kinds import PICTURES, Kind, kind_of

__all__ = ["IsHeic", "NotAPicture", "Picture", "TooBig", "TooManyPixels", "remade"]

MOST_BYTES = 15_000_000


@dataclass(frozen=True)
class Picture:
    """A picture as anybody may be shown it."""

    content: bytes
    media_type: str
    width: int
    height: int


def remade(content: bytes, *, most_bytes: int = MOST_BYTES) -> Picture:
    """The picture turned the right way up, made small enough for a page, and nothing else of the file.

    Raises NotAPicture (IsHeic for what iPhones keep), TooManyPixels, TooBig, or TooBusy."""
    if len(content) > most_bytes:
        raise TooBig
    kind = kind_of(content)
    if kind is Kind.HEIC:
        raise IsHeic
    if kind not in PICTURES:
        raise NotAPicture
    facts, made = made_apart("picture", kind, content)
    if facts.get("fault") == "too_many_pixels":
        raise TooManyPixels
    if not made:
        raise NotAPicture
    return Picture(made, str(facts["media_type"]), int(facts["width"]), int(facts["height"]))
