"""What a statement is about and how it speaks of it; the states of a quote. Pure."""

from __future__ import annotations

from enum import StrEnum


class Stance(StrEnum):
    """How a young person speaks of a theme; separate from what it is about."""

    GOING_WELL = "going_well"
    WORRY = "worry"
    IDEA = "idea"
    ASK = "ask"


class QuoteState(StrEnum):
    """Where the words are on their way to the panel. Only `APPROVED` is seen by a member."""

    SUGGESTED = "suggested"  # a reader said: these words could be a quote
    ASKED = "asked"  # the final words were shown to the young person
    AGREED = "agreed"  # they said yes to exactly these words
    APPROVED = "approved"  # a second person approved them
    REFUSED = "refused"  # the young person said no
    TURNED_DOWN = "turned_down"  # staff decided against it
    WITHDRAWN = "withdrawn"  # the young person said yes once and took it back


class EndedWhy(StrEnum):
    """Why staff decided against words; the young person reads it."""

    GIVES_AWAY = "gives_away"  # whoever reads them could tell whose they are
    NAMES_SOMEBODY = "names_somebody"  # they are about somebody else as well
    SAID_ALREADY = "said_already"  # others said the same
    OTHER = "other"


ENDED = frozenset({QuoteState.REFUSED, QuoteState.TURNED_DOWN, QuoteState.WITHDRAWN})


class Recognised(StrEnum):
    """Whether somebody who works with them could tell from the words who it is, as the preparer thinks."""

    NO = "no"
    PERHAPS = "perhaps"
    YES = "yes"


class ThemeChange(StrEnum):
    """What a version of the codebook changed."""

    NEW = "new"
    WORDS = "words"  # the same theme in other words
    MERGED = "merged"
    SPLIT = "split"
    PUT_AWAY = "put_away"
