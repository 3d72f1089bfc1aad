"""The columns of an XLSForm sheet: what each holds, in which language, for whom it is worded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portal.surveys.rules.kinds import Face

_ALIASES = {
    "list name": "list_name",
    "value": "name",
    "image": "media::image",
    "media:image": "media::image",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::constraint": "constraint",
    "readonly": "read_only",
    "caption": "label",
}
_CODE = re.compile(r"\(\s*([A-Za-z]{2,3})((?:-[A-Za-z0-9]+)*)\s*\)\s*$")
_NAMES = {"english": "en", "arabic": "ar", "العربية": "ar", "en": "en", "ar": "ar"}
_WORDS = ("label", "hint", "media::image")


@dataclass(frozen=True)
class Column:
    """`language`: of words, "en" where none is said; None where it cannot be told."""

    name: str
    language: str | None = "en"
    face: Face | None = None
    header: str = ""


@dataclass(frozen=True)
class Row:
    """One row: its cells by the column's name, its words by language and face."""

    number: int
    cells: dict[str, str] = field(default_factory=dict)
    words: dict[tuple[str, str, Face | None], str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    def by_language(self, name: str, face: Face | None = None) -> dict[str, str]:
        """What is said in the columns `label` or `hint`."""
        return {
            code: text for (what, code, whose), text in self.words.items() if (what, whose) == (name, face)
        }


def columns(header: Sequence[str]) -> list[Column]:
    """What each column is."""
    return [_column(text) for text in header]


def _column(text: str) -> Column:
    plain = " ".join(text.split()).casefold()
    plain = _ALIASES.get(plain, plain)
    for words in _WORDS:
        said = plain == words or re.match(rf"{words}\s*::?\s*", plain)
        if said and plain == words:
            return Column(words, header=text)
        if said:
            return _of_language(words, text, re.sub(r"^.*?::?\s*", "", _behind(text, words)).strip())
    return Column(plain, header=text)


def _behind(text: str, words: str) -> str:
    """From the last part of its name on: `media::image::English (en)` keeps `image::English (en)`."""
    parts = words.count("::")
    for _ in range(parts):
        text = re.sub(r"^[^:]*::?", "", text)
    return text


def _of_language(words: str, header: str, language: str) -> Column:
    code = _CODE.search(language)
    if code is None:
        return Column(words, _NAMES.get(language.casefold()), header=header)
    more = code[2].casefold().removeprefix("-x-")
    face = Face(more) if code[2].casefold().startswith("-x-") and more in set(Face) else None
    return Column(words, code[1].casefold(), face, header)


def rows(sheet: Sequence[Sequence[str]], found: Sequence[Column]) -> Iterator[Row]:
    """The rows below the header that hold anything."""
    for number, cells in enumerate(sheet[1:], start=2):
        row = Row(number)
        for column, text in zip(found, cells, strict=False):
            if not text or column.language is None:
                continue
            if column.name in _WORDS:
                row.words.setdefault((column.name, column.language, column.face), text)
            else:
                row.cells.setdefault(column.name, text)
        if row.cells or row.words:
            yield row
