"""Sounds made anew: decoded and written as MP3, which every phone plays. All else in the file is gone."""

from __future__ import annotations

from dataclasses import dataclass

from portal.vault.files.apart import made_apart
from portal.vault.files.faults import NotASound, TooBig, TooLong
from portal.vault.files.kinds import SOUNDS, kind_of

__all__ = ["NotASound", "Sound", "TooBig", "TooLong", "remade"]

MOST_BYTES = 20_000_000
MOST_SECONDS = 300


@dataclass(frozen=True)
class Sound:
    """A voice as anybody may be let hear it."""

    content: bytes
    media_type: str
    seconds: int


def remade(content: bytes, *, most_bytes: int = MOST_BYTES, most_seconds: int = MOST_SECONDS) -> Sound:
    """The sound and nothing else of the file. Raises NotASound, TooLong, TooBig or TooBusy."""
    if len(content) > most_bytes:
        raise TooBig
    kind = kind_of(content)
    if kind not in SOUNDS:
        raise NotASound
    facts, made = made_apart("sound", kind, content, str(most_seconds))
    if facts.get("fault") == "too_long":
        raise TooLong
    if not made:
        raise NotASound
    return Sound(made, str(facts["media_type"]), int(facts["seconds"]))
