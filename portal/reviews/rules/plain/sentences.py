"""The sentences of a text and where each stands; what stands in quotation marks is the child's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Every repetition ends at the next sign of its own kind: no text takes long to look at.
_ENDS = re.compile(r"[.!?…]{1,9}[”\"'’)]{0,3}(?=\s|$)|\n")
_QUOTED = re.compile(
    r"“[^“”\n]{0,2000}”|\"[^\"\n]{0,2000}\"|‘(?:[^‘’\n]|’(?=\w)){0,2000}’(?!\w)|«[^«»\n]{0,2000}»"
)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence from `start`; what was quoted in it is blank in `own`, at the same places."""

    start: int
    text: str
    own: str


def sentences(text: str) -> Iterator[Sentence]:
    """Every sentence that has a word; a line of its own counts as one."""
    own, begin = unquoted(text), 0
    for end in [*(found.end() for found in _ENDS.finditer(text)), len(text)]:
        whole = text[begin:end]
        stripped = whole.strip()
        if WORD.search(stripped):
            start = begin + len(whole) - len(whole.lstrip())
            yield Sentence(start, stripped, own[start : start + len(stripped)])
        begin = end


def unquoted(text: str) -> str:
    """The text with what is quoted made blank: the same length, so that places stay."""
    return _QUOTED.sub(lambda found: " " * len(found[0]), text)


def words_of(text: str) -> list[str]:
    return WORD.findall(text)
