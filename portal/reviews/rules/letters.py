"""A letter as plain values, and how it is cut into what is shown: paragraphs, short lines, pictures. Pure."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from portal.reviews.rules.kinds import Preset, SectionKey


@dataclass(frozen=True)
class ActionLine:
    """Something that was agreed, as the letter says it. How far it is changes, and is not part of it."""

    id: str
    words: str
    who: str
    by: str
    """A day, as 2027-03-02."""


@dataclass(frozen=True)
class Part:
    """A part of a letter. An empty heading is the usual one of its key."""

    key: SectionKey
    heading: str = ""
    words: str = ""
    actions: tuple[ActionLine, ...] = ()


@dataclass(frozen=True)
class Made:
    """Everything a young person is shown of one letter, as plain values: what is approved, what is frozen
    when it is sent, and what is shown for ever."""

    dear: str
    parts: tuple[Part, ...]
    signed: str
    preset: Preset
    language: str = "en"
    has_pictures: bool = False
    is_easy_read: bool = False
    is_large: bool = False
    note: str = ""
    corrects_on: str = ""
    """The day on which the letter was sent that this one puts right."""
    review_on: str = ""

    def as_json(self) -> str:
        """Always the same text for the same letter."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @staticmethod
    def from_json(text: str) -> Made:
        kept: dict[str, Any] = json.loads(text)
        parts = tuple(
            Part(
                SectionKey(one["key"]),
                one["heading"],
                one["words"],
                tuple(ActionLine(**line) for line in one["actions"]),
            )
            for one in kept.pop("parts")
        )
        return Made(parts=parts, preset=Preset(kept.pop("preset")), **kept)


REPLY = "letter_reply"
"""What a statement answers that is a reply to a letter."""

PICTURES = {
    SectionKey.TOLD_ME: "say",
    SectionKey.GOING_WELL: "face-good",
    SectionKey.TALKED_ABOUT: "people",
    SectionKey.LAST_TIME: "tick",
    SectionKey.WILL_HAPPEN: "promise",
    SectionKey.REACH_ME: "phone",
    SectionKey.NOT_HAPPY: "help",
    SectionKey.OWN: "letter",
}
"""The picture of a part."""

ABOUT = (
    ("phone", "ring|rings|rang|phone|call|text|number"),
    ("school", "school|college|nursery|teacher|teachers|class|homework|exam|exams"),
    ("health", "doctor|dentist|hospital|health|nurse|medicine|teeth|optician"),
    (
        "family_time",
        "mum|mums|mam|dad|dads|sister|brother|sisters|brothers|nan|grandad|gran|aunt|uncle|family",
    ),
    ("friends", "friend|friends|mate|mates"),
    ("money", "money|pocket money|savings|pay|paid|bank"),
    ("sleep", "bed|sleep|bedtime|night|nights"),
    ("food", "food|eat|eats|cook|cooking|dinner|tea|breakfast|lunch"),
    ("activities", "music|guitar|sing|singing|band"),
    ("moving", "move|moved|moving"),
    ("home", "home|house|room|bedroom|live|lives|foster"),
    ("feelings", "feel|feels|feeling|sad|worried|happy|angry|upset|cross"),
    ("safety", "safe|safer|safety"),
    ("work", "job|jobs|work|apprenticeship"),
    ("rights", "advocate|complain|complaint|rights"),
    ("social_worker", "social worker"),
    ("people", "meeting|review|everyone|together|visit"),
    ("clock", "week|weeks|month|day|time|january|february|march|april|june|july|august|september|october"),
)
_FOUND = [(picture, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for picture, words in ABOUT]
_PARTED = re.compile(r"(?<=[.!?؟。])\s+")
_NO_END = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|St|Rd|e\.g|i\.e|No|[A-Z])\.$")


def paragraphs_of(words: str) -> list[str]:
    """Blank lines part paragraphs; other new lines stay in them."""
    return [part.strip() for part in re.split(r"\n[ \t]*\n", words) if part.strip()]


def lines_of(words: str) -> list[str]:
    """One short line after the other: every sentence, and every line that was typed."""
    found: list[str] = []
    for line in words.splitlines():
        begun = ""
        for piece in _PARTED.split(line.strip()):
            begun = f"{begun} {piece}".strip()
            if not _NO_END.search(begun):
                found.append(begun)
                begun = ""
        if begun:
            found.append(begun)
    return [line for line in found if line]


def picture_for(line: str, key: SectionKey, language: str) -> str:
    """What a line is about, as a picture; the part's own where nothing is known or it is not in English."""
    if language == "en":
        for picture, words in _FOUND:
            if words.search(line):
                return picture
    return PICTURES[key]
