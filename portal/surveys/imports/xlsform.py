"""An XLSForm as what a survey asks, with a list of what cannot be carried.

Nothing is made here: whoever sent it sees the list first. What goes round in circles, or is far too much, is
not taken at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from portal.surveys.imports import columns, languages
from portal.surveys.imports.choices import Choices, key_of, lists_of
from portal.surveys.imports.circles import circle_in
from portal.surveys.imports.columns import Row
from portal.surveys.imports.conditions import NotOurs, condition_of
from portal.surveys.imports.questions import NoQuestion, Sheet, question_of
from portal.surveys.imports.remarks import CannotTake, Left, Remark, Stop
from portal.surveys.imports.sheets import Cells
from portal.surveys.rules.caps import MOST_SECTIONS
from portal.surveys.rules.content import (
    MOST_QUESTIONS,
    MOST_WORDS,
    Content,
    OnlyIf,
    Question,
    Section,
    Words,
)
from portal.surveys.rules.kinds import COUNTED, Face
from portal.surveys.rules.values import keys_of
from portal.surveys.rules.xlsform import INTRO, ODD, SECTION, THANKS, TITLE, WATCHES, typed

_KNOWN = {
    "type", "name", "required", "relevant", "appearance", "constraint", "parameters", "disabled",
    "read_only", "#",
}  # fmt: skip
_SETTINGS = {"form_title", "form_id", "version", "default_language", "heard_faces", "style"}
_OURS = {TITLE, INTRO, THANKS}


@dataclass(frozen=True)
class Taken:
    """What it asks, and what of it could not be carried."""

    content: Content
    remarks: tuple[Remark, ...]


def taken(cells: Cells, face: Face) -> Taken:
    """`face`: for whom it is where it does not say. Raises CannotTake."""
    return _Reading(cells).content(face)


def _rows(cells: Cells, name: str) -> list[Row]:
    sheet = cells.get(name, [])
    return list(columns.rows(sheet, columns.columns(sheet[0]))) if sheet else []


@dataclass
class _Part:
    """A section that is being read."""

    key: str
    titles: Words
    questions: list[Question] = field(default_factory=list)


class _Reading:
    """Goes through the rows once. `_groups`: the conditions of the groups that are open."""

    def __init__(self, cells: Cells) -> None:
        self._rows = _rows(cells, "survey")
        header = [column.name for column in columns.columns(next(iter(cells.get("survey", [])), []))]
        if not cells.get("survey"):
            raise CannotTake(Stop.NO_SURVEY_SHEET)
        if not {"type", "name"} <= set(header):
            raise CannotTake(Stop.NO_TYPES)
        self._remarks: list[Remark] = []
        self._settings = next(iter(_rows(cells, "settings")), Row(2))
        self._default = languages.stands_in(cells, self._remarks.append)
        self._lists = lists_of(_rows(cells, "choices"), self._english, self._remarks.append)
        self._sheet = Sheet(self._lists, self._english)
        self._parts: list[_Part] = []
        self._groups: list[OnlyIf | None] = []
        self._earlier: dict[str, Question] = {}
        self._keys: dict[str, str] = {}  # ours by the name it has there
        self._choices: dict[str, Choices] = {}
        self._own: dict[str, Words] = {}
        self._skipped = 0  # repeats that are open
        self._odd: set[str] = set()

    def content(self, face: Face) -> Taken:
        self._look_for_circles()
        for row in self._rows:
            if row["disabled"].casefold() not in ("yes", "true", "true()", "1"):
                self._take(row)
        if not self._earlier:
            raise CannotTake(Stop.NOTHING_TO_ASK)
        sections = tuple(Section(part.key, part.titles, tuple(part.questions)) for part in self._parts)
        if len(sections) > MOST_SECTIONS:
            raise CannotTake(Stop.TOO_MANY_PARTS, str(len(sections)))
        self._look_at_settings()
        made = Content(
            titles=languages.titles(self._own.get(TITLE, {}), self._settings["form_title"], sections),
            intros=self._own.get(INTRO, {}),
            thanks=self._own.get(THANKS, {}),
            faces=languages.faces(self._settings["heard_faces"], sections, face),
            sections=sections,
        )
        return Taken(
            made, tuple(sorted(self._remarks, key=lambda one: (one.sheet != "survey", one.sheet, one.row)))
        )

    def _say(self, row: Row, left: Left, what: str = "") -> None:
        self._remarks.append(Remark("survey", row.number, left, what[:120]))

    def _english(self, words: Words) -> Words:
        return languages.in_english(words, self._default)

    # what goes round, what is too much

    def _look_for_circles(self) -> None:
        asks = [row for row in self._rows if not row["type"].casefold().startswith(("begin", "end"))]
        if len(asks) > MOST_QUESTIONS + len(_OURS) + len(WATCHES):
            raise CannotTake(Stop.TOO_MANY_QUESTIONS, str(len(asks)))
        if found := circle_in(self._rows):
            raise CannotTake(Stop.GOES_ROUND, ", ".join(str(number) for number in found))

    # rows

    def _take(self, row: Row) -> None:
        name, _, _ = typed(row["type"])
        if name in ("begin_repeat", "begin_loop"):
            if not self._skipped:
                self._say(row, Left.REPEAT, row["name"])
            self._skipped += 1
        elif name in ("end_repeat", "end_loop"):
            self._skipped = max(0, self._skipped - 1)
        elif self._skipped or not name:
            return
        elif name == "begin_group":
            self._open(row)
        elif name == "end_group":
            del self._groups[-1:]
            if not self._groups:
                self._part = None
        elif name in WATCHES:
            self._say(row, Left.WATCHES, name)
        elif name == "note" and row["name"] in _OURS:
            self._own[row["name"]] = self._clipped(row, self._english(row.by_language("label")))
        else:
            self._ask(row)

    _part: _Part | None = None

    def _open(self, row: Row) -> None:
        if self._groups:
            self._say(row, Left.GROUP_IN_GROUP, row["name"])
        else:
            taken_already = {part.key for part in self._parts}
            key = key_of(row["name"].removeprefix(SECTION))
            if not key or key in taken_already:
                key = f"part-{len(self._parts) + 1}"
            self._part = _Part(key, self._clipped(row, self._english(row.by_language("label"))))
            self._parts.append(self._part)
        self._groups.append(self._condition(row))

    def _ask(self, row: Row) -> None:
        key = self._key(row)
        if key is None:
            return
        try:
            question = question_of(row, key, self._sheet, lambda left, what: self._say(row, left, what))
        except NoQuestion as none:
            self._say(row, none.left, none.what)
            return
        for column in set(row.cells) - _KNOWN - self._odd:
            self._odd.add(column)
            self._say(row, Left.COLUMN, column)
        if self._part is None:
            self._part = _Part(f"part-{len(self._parts) + 1}", {})
            self._parts.append(self._part)
        question = replace(question, only_if=self._only_if(row))
        self._part.questions.append(question)
        self._earlier[key] = question
        self._keys[row["name"]] = key
        self._choices[key] = self._lists.get(typed(row["type"])[1], Choices())

    def _key(self, row: Row) -> str | None:
        key = key_of(row["name"].removeprefix(ODD))
        if not key:
            self._say(row, Left.NAME, row["name"])
            return None
        if key in self._earlier:
            self._say(row, Left.NAME_TWICE, row["name"])
            return None
        return key

    def _clipped(self, row: Row, words: Words) -> Words:
        if any(len(text) > MOST_WORDS for text in words.values()):
            self._say(row, Left.TOO_LONG, row["name"])
        return {code: text[:MOST_WORDS] for code, text in words.items()}

    # conditions

    def _only_if(self, row: Row) -> OnlyIf | None:
        """Its own, or its group's. Both is more than one condition can say, but where the own one is of
        something that is asked under the other anyway."""
        own = self._condition(row)
        others = [one for one in self._groups if one is not None and one != own]
        if own is None:
            own, others = (others[0], others[1:]) if others else (None, [])
        elif not own.is_not:
            others = [one for one in others if self._earlier[own.question].only_if != one]
        if [one for one in others if one != own]:
            self._say(row, Left.CONDITION_OF_GROUP)
        return own

    def _condition(self, row: Row) -> OnlyIf | None:
        if not row["relevant"]:
            return None
        try:
            said = condition_of(row["relevant"])
        except NotOurs:
            self._say(row, Left.CONDITION, row["relevant"])
            return None
        key = self._keys.get(said.question)
        if key is None:
            is_ahead = any(
                other["name"] == said.question and other.number > row.number for other in self._rows
            )
            self._say(row, Left.CONDITION_AHEAD if is_ahead else Left.CONDITION_LOST, said.question)
            return None
        question, names = self._earlier[key], self._choices[key].keys
        options = tuple(names.get(option, option) for option in said.options)
        known = tuple(option for option in options if option in keys_of(question))
        if question.kind not in COUNTED or not known:
            self._say(row, Left.CONDITION, row["relevant"])
            return None
        return OnlyIf(key, known, said.is_not)

    # the whole

    def _look_at_settings(self) -> None:
        for name in sorted(set(self._settings.cells) - _SETTINGS):
            self._remarks.append(Remark("settings", 2, Left.COLUMN, name))
