"""What may come as a file, who may be shown it, and what sealing one for the police means. Pure.

The law lets nobody look at, copy or pass on an indecent picture of a child, not even to help: whatever may be
one waits, encrypted and unseen, for the police."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.voice.rules import FileKind

MADE_BY_THEM = (FileKind.PHOTO, FileKind.DRAWING, FileKind.VOICE)
LONGEST_SAYS = 300


class WhyNot(StrEnum):
    """Why a file was not taken, or cannot be sealed."""

    NOTHING_CHOSEN = "no file came"
    NOT_A_PICTURE = "not a picture that we take, or broken"
    IS_HEIC = "a picture as iPhones keep it"
    NOT_A_SOUND = "not a sound that we take, or broken"
    TOO_MANY_PIXELS = "a picture with too many pixels"
    TOO_BIG = "too many bytes"
    TOO_LONG = "it plays too long"
    TOO_MANY = "as many files as may be sent are there"
    ENOUGH_TODAY = "as many files as may come on one day have come"
    INFECTED = "the scanner found something in it"
    NO_SCANNER = "the scanner does not answer"
    BUSY = "too many files at this moment"


class SealWhy(StrEnum):
    INDECENT = "indecent"
    HARM = "harm"


class Where(StrEnum):
    """On whose page it would be shown."""

    OWN = "own"
    DESK = "desk"  # the council's or the advocacy provider's, whoever reads it first
    DELIVERED = "delivered"  # those it was delivered to or shared with


@dataclass(frozen=True)
class Limits:
    """How much a young person may send at once and on one day, and where it is scanned."""

    most: int
    picture_bytes: int
    sound_bytes: int
    sound_seconds: int
    clamd: str = ""
    most_in_a_day: int = 20


@dataclass(frozen=True)
class Sent:
    """A file as it came, what they wrote about it, and whether they say that it may be indecent."""

    kind: FileKind
    content: bytes
    says: str = ""
    may_be_indecent: bool = False


@dataclass(frozen=True)
class Standing:
    """How one file stands, as far as it matters for showing it."""

    kind: FileKind
    has_shown: bool
    first_opened_at: datetime | None
    sealed_at: datetime | None
    seal_why: str
    statement_read_at: datetime | None


def is_shut(standing: Standing) -> bool:
    """Sealed as maybe indecent: from then on nobody at all is shown it, nor its young person."""
    return standing.sealed_at is not None and standing.seal_why != SealWhy.HARM


def may_be_shown(standing: Standing, where: Where) -> bool:
    """Whether it can be shown on such a page. The desk sees it first, and opens it on purpose; what shows
    harm stays with the desk and its young person."""
    if is_shut(standing) or not standing.has_shown:
        return False
    if where is not Where.DELIVERED:
        return True
    if standing.kind is FileKind.BOARD:
        return standing.statement_read_at is not None
    was_seen = standing.statement_read_at is not None and standing.first_opened_at is not None
    return was_seen and standing.sealed_at is None


def why_not_add(so_far: int, today: int, limits: Limits) -> WhyNot | None:
    """`so_far`: how many wait to be sent; `today`: how many came on this day, sent or not."""
    if today >= limits.most_in_a_day:
        return WhyNot.ENOUGH_TODAY
    return WhyNot.TOO_MANY if so_far >= limits.most else None
