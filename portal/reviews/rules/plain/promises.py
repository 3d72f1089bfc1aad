"""Promises without a date. Who does an action and by when is asked of the action itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.reviews.rules.plain.remarks import Piece, Remark, What
from portal.reviews.rules.plain.sentences import sentences

_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_WHEN = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS}\b|\b{_MONTHS} \d{{1,4}}\b|\b\d{{1,2}}[/.]\d{{1,2}}\b"
    r"|\b(?:on|by|before|every|each|next|this|until|from|after|since) (?:the )?(?:\w+ )?"
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|week|month|day|night|morning"
    r"|evening|review|term|half[ -]term|easter|christmas|birthday|summer|year)s?\b"
    r"|\b(?:today|tomorrow|tonight|daily|weekly|once a (?:week|month|day)|twice a (?:week|month))\b"
    rf"|\b(?:by|in|before|until) {_MONTHS}\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:as soon as possible|as soon as (?:we|i|they) can|asap|in due course|shortly|very soon"
    r"|at some point|in the (?:near )?future|when possible|in a while|before too long|at the earliest"
    r"|some ?time (?:soon|next year)|going forward)\b",
    re.IGNORECASE,
)
_WILL = re.compile(r"\b(?:will|['’]ll|going to|promised to|agreed to)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Action:
    """An agreed action, as far as it is asked who does it by when."""

    place: int
    id: str
    who: str
    by: date | None


def no_date(piece: Piece) -> Iterator[Remark]:
    """ "Soon" is no date anywhere; where it says what will happen, each promise needs one."""
    for sentence in sentences(piece.words):
        is_dated = bool(_WHEN.search(sentence.own))
        vague = _VAGUE.search(sentence.own)
        found = vague or (_WILL.search(sentence.own) if piece.is_promises else None)
        if found and not is_dated:
            start, end = sentence.start + found.start(), sentence.start + found.end()
            yield Remark(
                What.NO_DATE,
                piece.place,
                start,
                end,
                piece.words[start:end],
                anchor=sentence.text.casefold(),
            )


def unfinished(actions: list[Action], today: date) -> Iterator[Remark]:
    """Actions without a person or a date, and those whose day has gone."""
    for one in actions:
        if not one.who.strip():
            yield Remark(What.NO_PERSON, one.place, 0, 0, "", anchor=one.id)
        if one.by is None:
            yield Remark(What.NO_DATE, one.place, 0, 0, "", anchor=one.id)
        elif one.by < today:
            yield Remark(What.DATE_GONE, one.place, 0, 0, "", anchor=f"{one.id}|{one.by}")
