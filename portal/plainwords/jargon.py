"""Words that people who work with children use among themselves, and what to say instead.

From what young people in care asked councils to stop saying ("language that cares"), in our own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

SAY_INSTEAD = {
    "user": "young person",
    "service user": "young person",
    "client": "young person",
    "case": "what is going on for you",
    "caseworker": "social worker",
    "contact": "family time",
    "placement": "home",
    "placed": "living",
    "lac": "in care",
    "looked after child": "child in care",
    "respite": "a short stay",
    "sibling": "brother or sister",
    "siblings": "brothers and sisters",
    "absconded": "went missing",
    "absconding": "going missing",
    "challenging behaviour": "what was hard",
    "disclosure": "what you told us",
    "safeguarding": "keeping you safe",
    "multi-agency": "different services together",
    "stakeholder": "people who are part of it",
    "outcomes": "what changed",
    "transition": "move",
    "peers": "friends",
    "intervention": "help",
    "engage": "take part",
    "engagement": "taking part",
    "assessment": "finding out what help you need",
    "referral": "asking somebody else to help",
    "allocated": "chosen for you",
    "statutory": "by law",
    "provision": "help",
    "pathway": "plan",
    "moving forward": "from now on",
    "in due course": "soon, with a date",
    "as appropriate": "when it fits you",
}
"""What we say among ourselves -> what a young person would say."""


@lru_cache(maxsize=32)
def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=lambda one: (-len(one), one)))
    return re.compile(rf"(?<![\w-])(?<!in )({longest_first})(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True)
class Jargon:
    """A word of ours in a text: from `start` up to `end`, and what to say instead."""

    word: str
    start: int
    end: int
    say: str


def jargon_in(text: str, say_instead: Mapping[str, str] = SAY_INSTEAD) -> list[Jargon]:
    """Every such word, in the order of the text. `say_instead`: another list, its words in small letters."""
    if not say_instead:
        return []
    return [
        Jargon(found[0], found.start(), found.end(), say_instead[found[0].casefold()])
        for found in _any_of(frozenset(say_instead)).finditer(text)
    ]
