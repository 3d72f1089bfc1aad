"""What is said of a file and its pages: plain values. Places are fractions of the page as it is seen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    TEXT = "text"


class Fault(StrEnum):
    """Why a file cannot be taken."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    TOO_MANY_PAGES = "too_many_pages"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    BOMB = "bomb"
    WRONG_TYPE = "wrong_type"
    IS_WORD = "is_word"
    IS_HEIC = "is_heic"
    TOO_SLOW = "too_slow"


class Hidden(StrEnum):
    """What a file carries besides its pages. None of it is ever carried into a copy."""

    SCRIPT = "script"
    ATTACHMENT = "attachment"
    FORM = "form"
    LAYER = "layer"


class How(StrEnum):
    """How the words of a page came to be known."""

    TEXT = "text"
    MACHINE = "machine"
    BOTH = "both"
    NOT_READ = "not_read"
    BLANK = "blank"


class NotDrawn(Exception):
    """A page that cannot be drawn: it is broken, or asks for more memory or time than there is."""

    def __init__(self, page: int) -> None:
        super().__init__(page)
        self.page = page


@dataclass(frozen=True)
class Size:
    """In points, as seen."""

    width: float
    height: float


@dataclass(frozen=True)
class Looked:
    """What a file proved to be."""

    kind: Kind
    pages: int
    sizes: tuple[Size, ...]
    hidden: frozenset[Hidden]


@dataclass(frozen=True)
class Area:
    """A part of a page, from its top left corner: 0 ≤ x0 < x1 ≤ 1."""

    x0: float
    y0: float
    x1: float
    y1: float

    def touches(self, other: Area) -> bool:
        """Whether they share more than an edge."""
        across = self.x0 < other.x1 and other.x0 < self.x1
        return across and self.y0 < other.y1 and other.y0 < self.y1

    @property
    def inner(self) -> Area:
        """Without its rim: a box that only brushes a word does not hold it."""
        across, down = (self.x1 - self.x0) / 10, (self.y1 - self.y0) / 4
        return Area(self.x0 + across, self.y0 + down, self.x1 - across, self.y1 - down)

    def with_(self, other: Area) -> Area:
        """The smallest that holds both."""
        return Area(
            min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1)
        )

    def padded(self, across: float, down: float) -> Area:
        """A little larger, but never beyond the page."""
        return Area(
            max(0.0, self.x0 - across),
            max(0.0, self.y0 - down),
            min(1.0, self.x1 + across),
            min(1.0, self.y1 + down),
        )


@dataclass(frozen=True)
class Mark:
    """One box to burn in, with its reason in plain words, and a code for where these do not fit. `aloud`:
    what a screen reader says there, where that is more than the label."""

    area: Area
    label: str = ""
    code: str = ""
    aloud: str = ""


@dataclass(frozen=True)
class Word:
    """A word that can be seen on a page, and the line it stands in."""

    text: str
    area: Area
    line: int


@dataclass(frozen=True)
class Read:
    """The words of a page. `hidden_words`: how many are in the file that nobody can see on it."""

    page: int
    how: How
    words: tuple[Word, ...]
    hidden_words: int = 0


@dataclass(frozen=True)
class Drawn:
    """A picture of a page."""

    content: bytes
    media_type: str
    width: int
    height: int


class Trace(StrEnum):
    """What a released file must not hold, and where it was found."""

    TEXT = "text"
    OBJECT = "object"
    METADATA = "metadata"
    ATTACHMENT = "attachment"
    ACTION = "action"
    ANNOTATION = "annotation"
    FORM = "form"
    THUMBNAIL = "thumbnail"
    LAYER = "layer"
    REVISION = "revision"
    LEFTOVER = "leftover"
    PICTURE = "picture"
    BOX = "box"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Finding:
    """A trace, and the page where that can be said. Never what it says."""

    trace: Trace
    page: int | None = None
