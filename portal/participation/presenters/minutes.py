"""The plain-words check beside the editor of minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.participation.forms.minutes import PICTURES
from portal.participation.rules.meetings import LONG_SENTENCE, READING_AGE
from portal.plainwords import jargon_in, reading_age, sentences_in


@dataclass(frozen=True)
class Plain:
    """What the check says of a text. It warns and never blocks."""

    age: float | None
    remarks: Sequence[str]

    @property
    def is_hard(self) -> bool:
        return self.age is not None and self.age > READING_AGE


def plain(texts: Sequence[str]) -> Plain:
    """How hard the lines are to read, and what to put differently."""
    whole = "\n".join(texts)
    if not whole.strip():
        return Plain(None, [])
    said = [
        _("“%(word)s” is a word of ours. Say: %(say)s.", word=one.word, say=one.say)
        for one in jargon_in(whole)
    ]
    said += [
        _("A long sentence: “%(begin)s …”. Make two of it.", begin=" ".join(one.split()[:6]))
        for one in sentences_in(whole)
        if len(one.split()) > LONG_SENTENCE
    ]
    return Plain(reading_age(whole), [str(one) for one in dict.fromkeys(said)])


def picture_words(picture: str) -> str:
    """What a picture stands for."""
    return next((str(one.label) for one in PICTURES if one.value == picture), picture)
