"""What in a text could point to somebody: names we know, and what looks as if it could."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.accounts.figures import marks_in
from portal.disclosure.marks import Kind
from portal.disclosure.small_numbers import small_numbers_of_people


@dataclass(frozen=True)
class Pointing:
    """The words themselves, as they were written: each once, in their order."""

    known: tuple[str, ...]  # the name of a young person or of somebody with an account: has to go
    maybe: tuple[str, ...]  # looks like a name, a number, a date, a few people: a person has to look


def pointing(texts: Iterable[str]) -> Pointing:
    """Everything in these texts that could point to somebody."""
    text = "\n\n".join(texts)  # looked through once: each look opens the names of all who work here
    found = [(mark.kind is Kind.KNOWN_NAME, text[mark.start : mark.end]) for mark in marks_in(text)]
    known = dict.fromkeys(words for is_known, words in found if is_known)
    maybe = dict.fromkeys(words for is_known, words in found if not is_known and words not in known)
    maybe |= dict.fromkeys(small_numbers_of_people(text))
    return Pointing(tuple(known), tuple(maybe))
