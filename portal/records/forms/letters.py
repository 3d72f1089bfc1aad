"""The letter in front of a part: each piece of it can be changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, StringField, TextAreaField

from portal.kit.forms import AtMost, Needed, SendOnceForm
from portal.records.rules.letters import read_lines
from portal.records.rules.receiving import LONGEST_LINE, LONGEST_WORDS

PARTS = 8
"""Pieces of a letter; those left empty are not printed."""
_LONGEST_GLOSSARY = 20_000


class LetterForm(SendOnceForm):
    """How it begins, its pieces, who signs it, and the short words that are explained."""

    dear = StringField(
        _l("How it begins"), validators=[Needed(_l("Write how the letter begins.")), AtMost(LONGEST_LINE)]
    )
    signed = TextAreaField(
        _l("Who signs it"), validators=[Needed(_l("Write who signs it.")), AtMost(LONGEST_LINE)]
    )
    glossary = TextAreaField(_l("Short words explained"), validators=[AtMost(_LONGEST_GLOSSARY)])

    def pieces(self) -> list[tuple[Field, Field]]:
        """Heading and words of each piece."""
        return [(self[f"heading_{n}"], self[f"words_{n}"]) for n in range(1, PARTS + 1)]

    def used(self) -> int:
        """How many pieces there are up to the last that has something in it; one at least."""
        filled = [n for n, pair in enumerate(self.pieces(), 1) if any(one.data for one in pair)]
        return max(filled, default=1)

    def text(self) -> str:
        """All of it, to see how it reads."""
        return "\n\n".join(f"{heading.data or ''}.\n{words.data or ''}" for heading, words in self.pieces())

    def validate(self, extra_validators: Any = None) -> bool:
        is_fine = bool(super().validate(extra_validators))
        if not any((words.data or "").strip() for _heading, words in self.pieces()):
            self["words_1"].errors = [_("Write at least one piece of the letter.")]
            is_fine = False
        try:
            read_lines(self.glossary.data or "")
        except ValueError as wrong:
            self.glossary.errors = [_("This line needs an equals sign: “%(line)s”.", line=str(wrong))]
            is_fine = False
        return is_fine

    def said(self) -> dict[str, Any]:
        """What was written, as it is kept."""
        return {
            "dear": self.dear.data or "",
            "signed": self.signed.data or "",
            "glossary": read_lines(self.glossary.data or ""),
            "parts": [
                {"heading": heading.data or "", "words": words.data or ""}
                for heading, words in self.pieces()
                if (words.data or "").strip()
            ],
        }


for _n in range(1, PARTS + 1):
    setattr(
        LetterForm,
        f"heading_{_n}",
        StringField(_l("Heading %(number)s", number=_n), validators=[AtMost(LONGEST_LINE)]),
    )
    setattr(
        LetterForm,
        f"words_{_n}",
        TextAreaField(_l("Words under heading %(number)s", number=_n), validators=[AtMost(LONGEST_WORDS)]),
    )


def as_it_is(letter: Mapping[str, Any]) -> dict[str, Any]:
    """A letter as the form shows it: a kept one, or one to begin with."""
    glossary = letter.get("glossary", "")
    if not isinstance(glossary, str):
        glossary = "\n".join(f"{one['term']} = {one['means']}" for one in glossary)
    shown = {"dear": letter.get("dear", ""), "signed": letter.get("signed", ""), "glossary": glossary}
    for number, part in enumerate(letter.get("parts", [])[:PARTS], 1):
        shown |= {f"heading_{number}": part["heading"], f"words_{number}": part["words"]}
    return shown
