"""What the check says of a letter: a remark points at a place, and offers other words where it has some."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

WHOLE = -1
"""The place of a remark about all of the letter."""
ACTION = 1000
"""The places of agreed actions begin here."""


class What(StrEnum):
    """What is remarked. The gravest come first: what could do harm, then what is hard to read."""

    ADDRESS = "address"  # an address, a number, a link that should not be there
    OTHER_CHILD = "other_child"  # a name of another child whom the writer works with
    UNKNOWN_NAME = "unknown_name"  # a name of somebody who is not on record around the child
    NAME_SPELLED = "name_spelled"  # nearly a name on record
    BLAME = "blame"
    NOT_TO_YOU = "not_to_you"  # about the child instead of to them
    NOBODY_DOES_IT = "nobody_does_it"  # a promise without a person
    NO_PERSON = "no_person"  # an action without a person
    NO_DATE = "no_date"  # a promise without a date
    DATE_GONE = "date_gone"  # an action whose date has passed
    JARGON = "jargon"
    LONG_SENTENCE = "long_sentence"
    HARD_TO_READ = "hard_to_read"


@dataclass(frozen=True)
class Piece:
    """A stretch of the letter: a part's words, or an action's as the child reads them."""

    place: int
    words: str
    name: str = ""
    """What it goes by as long as its words change: its key, or the action's id."""
    is_promises: bool = False
    """What will happen: each sentence here needs a date."""
    may_have_numbers: bool = False
    """How to reach somebody: the council's own numbers and addresses belong here."""


@dataclass(frozen=True)
class Known:
    """What is on record, for the check: names are whole names as they are written."""

    child: tuple[str, ...] = ()
    """Every name of the child; the first is what they like to be called."""
    around: tuple[str, ...] = ()
    """Of the people around them, and of the council's."""
    other_children: frozenset[str] = frozenset()
    """First names of other children whom the writer works with, in small letters."""
    numbers: frozenset[str] = frozenset()
    """Numbers and addresses of the council that may be in a letter, without spaces, in small letters."""
    say_instead: Mapping[str, str] = field(default_factory=dict)
    age: int = 11
    """The age at which it should be read with ease."""
    longest_sentence: int = 20


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: from `start` up to `end` of the words at `place`. `say`: other words, or ""."""

    what: What
    place: int
    start: int
    end: int
    found: str
    say: str = ""
    about: str = ""
    """A fact for its words: a number, a name."""
    anchor: str = ""

    @property
    def key(self) -> str:
        """The same as long as the same thing stands in the letter, wherever its part is moved to."""
        text = f"{self.what.value}|{self.anchor or ' '.join(self.found.casefold().split())}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]
