"""Options typed one to a line, and their keys: what keeps its words, or its place, keeps its key. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from portal.surveys.rules.building import key_from
from portal.surveys.rules.content import Option

_NOT_SAID = "-"


def lines_of(options: Sequence[Option], language: str) -> str:
    """One to a line; a dash where it is not said in that language."""
    lines = [option.labels.get(language, "") or _NOT_SAID for option in options]
    return "\n".join(lines) if set(lines) != {_NOT_SAID} else ""


def from_lines(typed: Mapping[str, str], before: Sequence[Option]) -> tuple[Option, ...]:
    """`typed`: by language; English says how many there are, the others follow it line by line, or stay with
    their option where they were not touched. A line that is as before keeps its key wherever it stands; where
    as many are left over as there are new ones, they were put into other words and keep theirs in order."""
    lines = [line.strip() for line in typed.get("en", "").splitlines() if line.strip()]
    kept = _kept(lines, before)
    touched = [code for code in typed if code != "en" and typed[code].strip() != lines_of(before, code)]
    others = {code: _with_gaps(typed[code]) for code in touched}
    taken = {option.key for option in before}
    made = []
    for place, line in enumerate(lines):
        option = kept[place]
        if option is None:
            key = key_from(line, taken, "option")
            taken.add(key)
            option = Option(key, {})
        said = {code: texts[place] for code, texts in others.items() if place < len(texts) and texts[place]}
        untouched = {code: words for code, words in option.labels.items() if code not in touched}
        made.append(replace(option, labels={**untouched, "en": line, **said}))
    return tuple(made)


def _kept(lines: Sequence[str], before: Sequence[Option]) -> list[Option | None]:
    left = list(before)
    found: list[Option | None] = []
    for line in lines:
        same = next((option for option in left if option.labels.get("en", "").strip() == line), None)
        if same is not None:
            left.remove(same)
        found.append(same)
    new = [place for place, option in enumerate(found) if option is None]
    if len(new) == len(left):
        for place, option in zip(new, left, strict=True):
            found[place] = option
    return found


def _with_gaps(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines()]
    return ["" if line == _NOT_SAID else line for line in lines]
