"""One row of the survey sheet as a question: its kind, its words, its options, its limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from portal.surveys.imports.choices import Choices
from portal.surveys.imports.columns import Row
from portal.surveys.imports.remarks import Left
from portal.surveys.rules.content import MOST_OPTIONS, MOST_WORDS, Option, Question, Words, said
from portal.surveys.rules.faults import MOST_TO_RANK
from portal.surveys.rules.kinds import Face, Kind
from portal.surveys.rules.xlsform import (
    AGREE_LIST,
    FACES_LIST,
    GROUPED,
    PICTURED,
    PLAIN,
    WITH_LIST,
    typed,
)

_YES = ("yes", "true", "true()", "1")
_LIMIT = re.compile(r"^\(?\s*\.\s*(>=|<=|>|<)\s*(-?\d{1,9})\s*\)?$")
Say = Callable[[Left, str], None]


class NoQuestion(Exception):
    """Nothing here asks this. Carries why, and what."""

    def __init__(self, left: Left, what: str = "") -> None:
        super().__init__(left.value)
        self.left, self.what = left, what


@dataclass(frozen=True)
class Sheet:
    """What a row is read with: the lists, and how words get their English."""

    lists: Mapping[str, Choices]
    english: Callable[[Words], Words]


def question_of(row: Row, key: str, sheet: Sheet, say: Say) -> Question:
    """Without its condition. `say` is told what is lost on the way. Raises NoQuestion."""
    kind, options = _kind(row, sheet, say)
    least, most = _limits(row, kind, say)
    prompts = sheet.english(row.by_language("label"))
    faces = {face: words for face in Face if (words := row.by_language("label", face))}
    hints = sheet.english(row.by_language("hint"))
    if any(
        len(text) > MOST_WORDS
        for words in (prompts, hints, *faces.values(), *(option.labels for option in options))
        for text in words.values()
    ):
        raise NoQuestion(Left.TOO_LONG)
    if any("${" in text for words in (prompts, hints) for text in words.values()):
        say(Left.PIPED, said(prompts, "en"))
    return Question(
        key=key,
        kind=kind,
        prompts=prompts,
        faces=faces,
        hints=hints,
        options=options,
        is_required=kind is not Kind.INFORMATION and _is_required(row, say),
        is_group=kind is Kind.ONE and GROUPED in row["appearance"].split(),
        least=least,
        most=most,
    )


def _kind(row: Row, sheet: Sheet, say: Say) -> tuple[Kind, tuple[Option, ...]]:
    name, list_name, has_other = typed(row["type"])
    if name in PLAIN:
        if name == "decimal":
            say(Left.WHOLE_NUMBERS, "")
        is_long = PLAIN[name] is Kind.SHORT and "multiline" in row["appearance"].split()
        return (Kind.LONG if is_long else PLAIN[name]), ()
    if name not in WITH_LIST:
        raise NoQuestion(Left.TYPE, row["type"])
    if name == "select_one" and list_name in (FACES_LIST, AGREE_LIST):
        return (Kind.FACES if list_name == FACES_LIST else Kind.AGREE), ()
    if has_other:
        say(Left.OTHER, list_name)
    choices = sheet.lists.get(list_name)
    if choices is None or not choices.options:
        raise NoQuestion(Left.NO_OPTIONS, list_name)
    return _chosen(WITH_LIST[name], choices, row, say)


def _chosen(kind: Kind, choices: Choices, row: Row, say: Say) -> tuple[Kind, tuple[Option, ...]]:
    if len(choices.options) > (MOST_TO_RANK if kind is Kind.RANK else MOST_OPTIONS):
        raise NoQuestion(Left.TOO_MANY_OPTIONS, str(len(choices.options)))
    has_all = choices.images == len(choices.options) and not choices.bad_images
    if kind is Kind.ONE and (has_all or PICTURED in row["appearance"].split()):
        return Kind.PICTURE, tuple(choices.options)
    if choices.bad_images:
        say(Left.PICTURE, ", ".join(image for _, image in choices.bad_images[:3]))
    return kind, tuple(choices.options)


def _is_required(row: Row, say: Say) -> bool:
    said = row["required"].casefold()
    if said and said not in (*_YES, "no", "false", "false()", "0"):
        say(Left.COLUMN, "required")
    return said in _YES


def _limits(row: Row, kind: Kind, say: Say) -> tuple[int | None, int | None]:
    if kind is not Kind.NUMBER:
        if row["constraint"]:
            say(Left.LIMIT, row["constraint"])
        return None, None
    if row["parameters"]:
        said = dict(re.findall(r"\b(start|end)\s*=\s*(-?\d{1,9})\b", row["parameters"]))
        return int(said.get("start", 0)), int(said["end"]) if "end" in said else None
    found: dict[str, int] = {}
    for part in re.split(r"\s+and\s+", row["constraint"]) if row["constraint"] else ():
        match = _LIMIT.match(part)
        if match is None:
            say(Left.LIMIT, row["constraint"])
            return None, None
        number = int(match[2])
        found["least" if ">" in match[1] else "most"] = number + {">": 1, "<": -1}.get(match[1], 0)
    return found.get("least"), found.get("most")
