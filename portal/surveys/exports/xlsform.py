"""What a survey asks as an XLSForm: the sheets survey, choices and settings, for other survey programs.

What XLSForm has no word for is put where other programs pass over it or show it as it is: the words for a
face are a language of their own ("English for 4 to 7 (en-x-little)"), the title, the first words and the
thanks are notes, sections are groups. `imports.xlsform` reads all of it back.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from portal.surveys.rules.content import Content, OnlyIf, Question, Words
from portal.surveys.rules.kinds import AGREES, FACES, NOT_SAID, WITH_OPTIONS, Face, Kind
from portal.surveys.rules.xlsform import (
    AGREE_LIST,
    FACES_LIST,
    GROUPED,
    INTRO,
    ODD,
    PICTURED,
    SECTION,
    THANKS,
    TITLE,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TYPES = {
    Kind.FACES: f"select_one {FACES_LIST}",
    Kind.AGREE: f"select_one {AGREE_LIST}",
    Kind.NUMBER: "integer",
    Kind.DATE: "date",
    Kind.SHORT: "text",
    Kind.LONG: "text",
    Kind.INFORMATION: "note",
}
_CHOOSES = {
    Kind.ONE: "select_one",
    Kind.PICTURE: "select_one",
    Kind.MANY: "select_multiple",
    Kind.RANK: "rank",
}
_LANGUAGES = {"en": "English", "ar": "Arabic"}
_FACES = {
    Face.LITTLE: "4 to 7",
    Face.EIGHT: "8 to 11",
    Face.TWELVE: "12 to 17",
    Face.LEAVER: "care leavers",
    Face.ADULT: "adults",
}
_FACE_WORDS = {"good": "Good", "ok": "OK", "bad": "Not good"}
_AGREE_WORDS = {
    "5": "Agree a lot",
    "4": "Agree",
    "3": "In between",
    "2": "Disagree",
    "1": "Disagree a lot",
    NOT_SAID: "Prefer not to say",
}
Line = Mapping[str, str]


def workbook(
    content: Content, *, form_id: str, version: int, scales: Mapping[str, Words] | None = None
) -> bytes:
    """The file. Text that looks like a formula is text in it. `scales`: by language, our words for each step
    of the scales, where we have them in that language; English without."""
    import openpyxl

    book = openpyxl.Workbook()
    languages = _languages(content)
    _fill(book.active, "survey", list(_survey(content, languages)))
    _fill(book.create_sheet(), "choices", list(_choices(content, languages, scales or {})))
    _fill(book.create_sheet(), "settings", [_settings(content, form_id, version)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _languages(content: Content) -> list[str]:
    """Every language something is said in, English first."""
    all_words = [content.titles, content.intros, content.thanks]
    for section in content.sections:
        all_words.append(section.titles)
        for question in section.questions:
            all_words += [question.prompts, question.hints, *question.faces.values()]
            all_words += [option.labels for option in question.options]
    return sorted(
        {"en"} | {code for words in all_words for code in words}, key=lambda code: (code != "en", code)
    )


def _called(language: str, face: Face | None = None) -> str:
    name = _LANGUAGES.get(language, language)
    return f"{name} for {_FACES[face]} ({language}-x-{face.value})" if face else f"{name} ({language})"


def _words(name: str, words: Words, face: Face | None = None) -> Line:
    return {f"{name}::{_called(code, face)}": text for code, text in words.items()}


def _survey(content: Content, languages: Sequence[str]) -> Iterator[Line]:
    # A first row that is only the header: its order is that of the columns.
    yield dict.fromkeys(["type", "name", *(f"label::{_called(code)}" for code in languages)], "")
    for name, words in ((TITLE, content.titles), (INTRO, content.intros)):
        if words:
            yield {"type": "note", "name": name, **_words("label", words)}
    for section in content.sections:
        yield {"type": "begin_group", "name": SECTION + section.key, **_words("label", section.titles)}
        for question in section.questions:
            yield _question(question)
        yield {"type": "end_group"}
    if content.thanks:
        yield {"type": "note", "name": THANKS, **_words("label", content.thanks)}


def _question(question: Question) -> Line:
    line: dict[str, str] = {
        "type": _TYPES.get(question.kind) or f"{_CHOOSES[question.kind]} {question.key}",
        "name": _name(question.key),
        **_words("label", question.prompts),
        "appearance": " ".join(_appearance(question)),
    }
    for face, words in question.faces.items():
        line |= _words("label", words, face)
    line |= _words("hint", question.hints)
    line["required"] = "yes" if question.is_required else ""
    line["relevant"] = _relevant(question.only_if)
    line["constraint"] = " and ".join(
        f". {sign} {number}"
        for sign, number in ((">=", question.least), ("<=", question.most))
        if question.kind is Kind.NUMBER and number is not None
    )
    return line


def _name(key: str) -> str:
    """A name in an XLSForm begins with a letter."""
    return key if re.match(r"[A-Za-z_]", key) else ODD + key


def _appearance(question: Question) -> Iterator[str]:
    if question.kind is Kind.LONG:
        yield "multiline"
    elif question.kind is Kind.AGREE:
        yield "likert"
    elif question.kind is Kind.PICTURE:
        yield PICTURED
    if question.is_group:
        yield GROUPED


def _relevant(only_if: OnlyIf | None) -> str:
    if only_if is None:
        return ""
    about = "${" + _name(only_if.question) + "}"
    said = " or ".join(f"selected({about}, '{option}')" for option in only_if.options)
    return f"not({said})" if only_if.is_not else said


def _choices(content: Content, languages: Sequence[str], scales: Mapping[str, Words]) -> Iterator[Line]:
    yield dict.fromkeys(["list_name", "name", *(f"label::{_called(code)}" for code in languages)], "")
    kinds = {question.kind for question in content.questions()}
    if Kind.FACES in kinds:
        yield from _scale(FACES_LIST, FACES, _of_languages(_FACE_WORDS, languages, scales))
    if Kind.AGREE in kinds:
        yield from _scale(AGREE_LIST, (*AGREES, NOT_SAID), _of_languages(_AGREE_WORDS, languages, scales))
    for question in content.questions():
        for option in question.options if question.kind in WITH_OPTIONS else ():
            line = {"list_name": question.key, "name": option.key, **_words("label", option.labels)}
            yield line | ({"media::image": f"{option.picture}.svg"} if option.picture else {})


def _of_languages(
    english: Words, languages: Sequence[str], scales: Mapping[str, Words]
) -> Mapping[str, Words]:
    """The words of a scale by key and language."""
    others = {code: scales[code] for code in languages if code != "en" and code in scales}
    return {
        key: {"en": text} | {code: words[key] for code, words in others.items()}
        for key, text in english.items()
    }


def _scale(list_name: str, keys: Iterable[str], words: Mapping[str, Words]) -> Iterator[Line]:
    for key in keys:
        yield {"list_name": list_name, "name": key, **_words("label", words[key])}


def _settings(content: Content, form_id: str, version: int) -> Line:
    return {
        "form_title": content.titles.get("en", ""),
        "form_id": form_id,
        "version": str(version),
        "default_language": _called("en"),
        "heard_faces": " ".join(face.value for face in content.faces),
    }


def _fill(sheet: Any, title: str, lines: Sequence[Line]) -> None:
    sheet.title = title
    columns = list(dict.fromkeys(name for line in lines for name in line if name))
    used = [name for name in columns if name in ("type", "name") or any(line.get(name) for line in lines)]
    for place, name in enumerate(used, start=1):
        _put(sheet, 1, place, name)
    filled = [line for line in lines if any(line.values())]
    for number, line in enumerate(filled, start=2):
        for place, name in enumerate(used, start=1):
            if line.get(name):
                _put(sheet, number, place, line[name])
    sheet.freeze_panes = "C2"


def _put(sheet: Any, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row=row, column=column)
    cell.value = _NOT_XML.sub("", text)
    cell.data_type = "s"  # never a formula, whatever it begins with
