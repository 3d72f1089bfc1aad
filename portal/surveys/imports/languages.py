"""Which languages an XLSForm speaks. Ours always speaks English: where a form does not, another stands in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from portal.surveys.imports import columns
from portal.surveys.imports.remarks import Left, Remark
from portal.surveys.imports.sheets import Cells
from portal.surveys.rules.content import MOST_WORDS, Section, Words
from portal.surveys.rules.kinds import Face


def stands_in(cells: Cells, remark: Callable[[Remark], None]) -> str:
    """The language whose words stand in for English ones; "en" where there are some. Columns whose language
    is not said are remarked on."""
    found: list[str] = []
    for name in ("survey", "choices"):
        for column in columns.columns(next(iter(cells.get(name, [])), [])):
            if column.language is None:
                remark(Remark(name, 1, Left.LANGUAGE, column.header[:120]))
            elif column.name == "label" and name == "survey":
                found.append(column.language)
    if not found or "en" in found:
        return "en"
    remark(Remark("survey", 1, Left.NO_ENGLISH, found[0]))
    return found[0]


def in_english(words: Words, default: str) -> Words:
    """With English words where there are any at all."""
    kept = dict(words)
    if kept and not kept.get("en"):
        kept = {"en": kept.get(default) or next(iter(kept.values())), **kept}
    return kept


def titles(own: Words, title: str, sections: Sequence[Section]) -> Words:
    """The note of ours, or the form's title for each language its questions have."""
    if own:
        return own
    codes = {code for section in sections for each in section.questions for code in each.prompts}
    return dict.fromkeys(sorted(codes | {"en"}), title[:MOST_WORDS]) if title else {}


def faces(said: str, sections: Sequence[Section], otherwise: Face) -> tuple[Face, ...]:
    """Those that the form names, or that its questions are worded for."""
    named = [Face(one) for one in said.split() if one in set(Face)]
    used = [one for section in sections for each in section.questions for one in each.faces]
    return tuple(dict.fromkeys(named or used or [otherwise]))
