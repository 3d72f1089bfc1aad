"""A letter while it is written: its parts, their order, for whom it is, what may be done when. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from portal.reviews.rules.kinds import LetterState, Preset, SectionKey

LONGEST_WORDS = 8_000
LONGEST_HEADING = 80
LONGEST_LINE = 300
MOST_SECTIONS = 14
"""Seven usual ones and some of the writer's own: a longer letter is not read."""

TARGET_AGE = {Preset.LITTLE: 6, Preset.YOUNGER: 8, Preset.TEEN: 11, Preset.LEAVER: 12}
LONGEST_SENTENCE = {Preset.LITTLE: 11, Preset.YOUNGER: 15, Preset.TEEN: 20, Preset.LEAVER: 22}
"""In words."""
GOOD_AT_MOST = 11
"""A letter reads well at this age or below, whoever it is for."""


class WhyNot(StrEnum):
    """Why a letter cannot be changed, approved, corrected or translated now."""

    CHANGED_MEANWHILE = "changed_meanwhile"  # somebody else saved it since this page was opened
    NOT_A_DRAFT = "not_a_draft"  # it was sent: a correction is another letter
    NOT_SENT = "not_sent"  # there is nothing to correct
    CORRECTED_ALREADY = "corrected_already"
    NOT_HELD = "not_held"  # the review was not held yet
    NOTHING_IN_IT = "nothing_in_it"
    NOT_YOURS = "not_yours"  # somebody else signs it
    TOO_MANY_PARTS = "too_many_parts"
    NO_TRANSLATOR = "no_translator"


@dataclass(frozen=True)
class Section:
    """A part of a letter. An empty heading is the usual one of its key."""

    key: SectionKey
    heading: str = ""
    words: str = ""
    is_in: bool = True

    @property
    def says_something(self) -> bool:
        return self.is_in and bool(self.words.strip())


@dataclass(frozen=True)
class Choices:
    """For whom it is and how it looks."""

    preset: Preset
    has_pictures: bool = False
    is_easy_read: bool = False
    is_large: bool = False
    language: str = "en"


def sections_from(text: str) -> list[Section]:
    """The parts as they are kept; none of an empty text."""
    return [
        Section(SectionKey(one["key"]), one["heading"], one["words"], one["is_in"])
        for one in json.loads(text or "[]")
    ]


def sections_to(sections: Sequence[Section]) -> str:
    """How the parts are kept."""
    return json.dumps([asdict(one) for one in sections], ensure_ascii=False)


def target_age(preset: Preset) -> int:
    """How old somebody may be to read it with ease."""
    return TARGET_AGE[preset]


def preset_for(age: int | None) -> Preset:
    """For whom a letter to somebody of this age is written, until the writer says otherwise."""
    if age is None:
        return Preset.TEEN
    if age < 8:
        return Preset.LITTLE
    if age < 12:
        return Preset.YOUNGER
    return Preset.TEEN if age < 18 else Preset.LEAVER


def moved(sections: Sequence[Section], place: int, by: int) -> list[Section]:
    """A part one place up (-1) or down (1); a part that cannot go further stays."""
    found, to = list(sections), place + by
    if 0 <= place < len(found) and 0 <= to < len(found):
        found[place], found[to] = found[to], found[place]
    return found


def with_own(sections: Sequence[Section]) -> list[Section]:
    """One part more, with a heading of the writer's: before how to reach me and what if you're not happy."""
    last = (SectionKey.REACH_ME, SectionKey.NOT_HAPPY)
    place = next((n for n, one in enumerate(sections) if one.key in last), len(sections))
    return [*sections[:place], Section(SectionKey.OWN), *sections[place:]]


def without(sections: Sequence[Section], place: int) -> list[Section]:
    """A part of the writer's own away; a usual one is left out instead, so that it can come back."""
    found = list(sections)
    if 0 <= place < len(found):
        if found[place].key is SectionKey.OWN:
            del found[place]
        else:
            found[place] = replace(found[place], is_in=False)
    return found


def with_words(sections: Sequence[Section], place: int, words: str) -> list[Section]:
    """More words at the end of a part, which is in from now on."""
    found = list(sections)
    if 0 <= place < len(found):
        before = found[place].words.rstrip()
        found[place] = replace(found[place], words=f"{before}\n\n{words}" if before else words, is_in=True)
    return found


def instead(sections: Sequence[Section], place: int, found: str, start: int, say: str) -> list[Section]:
    """Other words where the check found some. Left as they are when they are not there any more."""
    parts = list(sections)
    if not 0 <= place < len(parts):
        return parts
    words = parts[place].words
    if words[start : start + len(found)] != found:
        start = words.find(found)
    if start >= 0:
        parts[place] = replace(parts[place], words=words[:start] + say + words[start + len(found) :])
    return parts


def as_quoted(words: str) -> str:
    """Somebody's words as a letter quotes them: on one line, without the sign that ends a quote."""
    return " ".join(words.split()).replace("”", "’")


def without_quote(sections: Sequence[Section], words: str) -> list[Section]:
    """Without what quotes these words. Where the writer changed them, nobody can tell which they are: then
    nothing stays of what the child told."""
    found = where_quoted_out(sections, words)
    if found != list(sections):
        return found
    return [replace(one, words="") if one.key is SectionKey.TOLD_ME else one for one in sections]


def where_quoted_out(sections: Sequence[Section], words: str) -> list[Section]:
    """Without the paragraphs that hold these words as they are."""
    said = as_quoted(words)
    if len(said) < _LONG_ENOUGH:
        return list(sections)
    return [replace(one, words=_without(one.words, said)) for one in sections]


_LONG_ENOUGH = 15
"""In letters: fewer are found in sentences that quote nobody."""


def _without(words: str, said: str) -> str:
    return "\n\n".join(part for part in words.split("\n\n") if said not in as_quoted(part))


def why_not_save(state: LetterState, number: int, known: int, parts: int) -> WhyNot | None:
    """`known`: the number the writer's page had."""
    if state not in (LetterState.DRAFT, LetterState.APPROVED):
        return WhyNot.NOT_A_DRAFT
    if number != known:
        return WhyNot.CHANGED_MEANWHILE
    return WhyNot.TOO_MANY_PARTS if parts > MOST_SECTIONS else None


def why_not_approve(
    state: LetterState, *, number: int, known: int, is_theirs: bool, says_something: bool
) -> WhyNot | None:
    """`known`: the number of what was read. `is_theirs`: it is signed by who approves it."""
    if why := why_not_save(state, number, known, 0):
        return why
    if not is_theirs:
        return WhyNot.NOT_YOURS
    return None if says_something else WhyNot.NOTHING_IN_IT


def why_not_correct(state: LetterState, *, has_correction: bool) -> WhyNot | None:
    """Only what was sent is put right by another letter; once."""
    if has_correction:
        return WhyNot.CORRECTED_ALREADY
    return None if state is LetterState.SENT else WhyNot.NOT_SENT
