"""XLSForm out and in: what can be carried comes back the same, what cannot is listed, what harms refused."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from pyxform.xls2xform import convert

from portal.surveys import readymade
from portal.surveys.exports.xlsform import workbook
from portal.surveys.imports import opening
from portal.surveys.imports.conditions import Condition, NotOurs, condition_of
from portal.surveys.imports.remarks import CannotTake, Left, Stop
from portal.surveys.imports.sheets import cells_of
from portal.surveys.imports.xlsform import taken
from portal.surveys.presenters.words import scale_words
from portal.surveys.rules.content import Content, OnlyIf, Option, Question, Section
from portal.surveys.rules.faults import faults
from portal.surveys.rules.kinds import Face, Kind
from tests.support.made_surveys import content_of, question

pytestmark = pytest.mark.once


def _en(text):
    return {"en": text}


def every_kind() -> Content:
    """All that a survey can ask here, with keys that an XLSForm would not have."""
    three = tuple(Option(key, {"en": key.upper(), "ar": f"ال{key}"}) for key in ("a", "b", "c-1"))
    if_a, unless_b = OnlyIf("one", ("a", "c-1")), OnlyIf("many", ("b",), True)
    pictures = tuple(Option(name, _en(name), name) for name in ("home", "school"))
    return Content(
        {"en": "All of it", "ar": "كل شيء"},
        _en("=1+1 is not a formula here"),
        _en("Thank you"),
        (Face.TWELVE, Face.LITTLE),
        (
            Section(
                "first",
                _en("First"),
                (
                    Question("1st", Kind.FACES, _en("How?"), {Face.LITTLE: _en("So?")}, is_required=True),
                    Question("say", Kind.AGREE, _en("I am heard."), hints=_en("You can skip this.")),
                    Question("one", Kind.ONE, {"en": "One", "ar": "واحد"}, options=three, is_group=True),
                    Question("many", Kind.MANY, _en("Many"), options=three, only_if=if_a),
                ),
            ),
            Section("first_", {}, (Question("note", Kind.INFORMATION, _en("Read this.")),)),
            Section(
                "second",
                _en("Second"),
                (
                    Question("rank", Kind.RANK, _en("Order"), options=three, only_if=unless_b),
                    Question("pic", Kind.PICTURE, _en("Pick"), options=pictures),
                    Question("n", Kind.NUMBER, _en("How many?"), least=-2, most=10),
                    Question("n2", Kind.NUMBER, _en("How many more?")),
                    Question("day", Kind.DATE, _en("When?"), only_if=OnlyIf("1st", ("bad",))),
                    Question("short", Kind.SHORT, _en("In short")),
                    Question("long", Kind.LONG, _en("At length")),
                ),
            ),
        ),
    )  # fmt: skip


def xlsx(survey, choices=(), settings=(), **sheets) -> bytes:
    """A spreadsheet of these rows; text stays what it is, a formula is a formula."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    rows = {"survey": survey, "choices": choices, "settings": settings, **sheets}
    for name in [one for one in rows if rows[one]]:
        sheet = book.create_sheet(name)
        for row in rows[name]:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HEAD = ["type", "name", "label::English (en)", "relevant"]
YES_NO = [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]


def read(survey, choices=YES_NO, settings=()):
    """As if it had come out of the spreadsheet."""
    text = [[[str(cell or "") for cell in row] for row in rows] for rows in (survey, choices, settings)]
    return taken(dict(zip(("survey", "choices", "settings"), text, strict=True)), Face.ADULT)


def lost(found):
    return [(one.sheet, one.row, one.left, one.what) for one in found.remarks]


def test_all_kinds_go_out_and_come_back_the_same():
    content = every_kind()
    assert faults(content) == []
    made = workbook(content, form_id="f", version=1)
    found = taken(cells_of(made), Face.ADULT)
    assert found.content == content
    assert found.remarks == ()
    form = convert(xlsform=io.BytesIO(made), file_type=".xlsx").xform
    assert "selected( /data/s.first/one , 'a') or selected( /data/s.first/one , 'c-1')" in form
    assert "odk:rank" in form


@pytest.mark.parametrize("one", readymade.all_of(), ids=lambda one: one.key)
def test_ready_made_ones_are_read_by_the_reference_reader_and_by_us(one):
    made = workbook(one.content, form_id="f", version=3)
    form = convert(xlsform=io.BytesIO(made), file_type=".xlsx").xform
    assert all(f"<{question.key}" in form for question in one.content.questions())
    book = openpyxl.load_workbook(io.BytesIO(made))
    cells = {
        sheet.title: [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book
    }
    assert taken(cells, Face.ADULT).content == one.content


def test_scales_are_labelled_in_every_language_of_the_survey(app):
    content = content_of(
        question("mood", Kind.FACES, prompts={"en": "How is it?", "ar": "كيف الحال؟"}),
        question("safe", Kind.AGREE, prompts={"en": "Safe", "ar": "آمن", "xx": "Odd"}),
    )
    with app.test_request_context():
        made = workbook(content, form_id="f", version=1, scales=scale_words())
    head, *choices = cells_of(made)["choices"]
    arabic = head.index("label::Arabic (ar)")
    assert all(row[arabic] and row[arabic] != row[arabic - 1] for row in choices)
    assert len(choices) == 9
    assert not any("xx" in name for name in head)


def test_text_that_looks_like_a_formula_is_text_in_the_file():
    book = openpyxl.load_workbook(io.BytesIO(workbook(every_kind(), form_id="f", version=1)))
    found = [
        cell for sheet in book for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")
    ]
    assert [cell.data_type for cell in found] == ["s"]


def test_a_form_of_another_program_is_taken_and_its_losses_are_listed():
    survey = [
        ["type", "name", "label", "relevant", "required", "constraint", "calculation", "appearance"],
        ["start", "start", "", "", "", "", "", ""],
        ["begin group", "You", "About you", "", "", "", "", ""],
        ["select one yn", "in care", "Are you in care?", "", "yes", "", "", ""],
        ["int", "age", "How old are you?", "", "TRUE", ".>=4 and . < 26", "", ""],
        ["begin group", "deep", "Deeper", "${in care} = 'yes'", "", "", "", ""],
        ["text", "name_of", "Whom do you trust?", "", "", "", "", "multiline"],
        ["end group", "", "", "", "", "", "", ""],
        ["end group", "", "", "", "", "", "", ""],
        ["begin repeat", "again", "Homes", "", "", "", "", ""],
        ["text", "home", "Which home?", "", "", "", "", ""],
        ["end repeat", "", "", "", "", "", "", ""],
        ["geopoint", "where", "Where are you?", "", "", "", "", ""],
        ["note", "n", "Thank you for that.", "${where} != ''", "", "", "", ""],
        ["select_multiple yn or_other", "m", "More", "${age} > 5", "", "", "", ""],
        ["text", "t", "Text", "${t2} = 'a'", "", "regex(., 'x')", "", ""],
        ["text", "t2", "Text", "", "", "", "1+1", ""],
        ["text", "t2", "Text again", "", "", "", "", ""],
        ["select_one gone", "g", "Gone", "", "", "", "", ""],
    ]
    survey[3][1] = survey[5][3] = ""
    survey[3][1], survey[5][3] = "in_care", "${in_care} = 'yes'"
    found = read(survey, YES_NO, [["form_title", "submission_url"], ["Care", "https://example.org"]])
    content = found.content
    assert content.titles == {"en": "Care"}
    assert content.faces == (Face.ADULT,)
    assert [(one.key, one.kind) for one in content.questions()] == [
        ("in_care", Kind.ONE),
        ("age", Kind.NUMBER),
        ("name_of", Kind.LONG),
        ("n", Kind.INFORMATION),
        ("m", Kind.MANY),
        ("t", Kind.SHORT),
        ("t2", Kind.SHORT),
    ]
    age = content.question("age")
    assert (age.least, age.most, age.is_required) == (4, 25, True)
    assert content.question("name_of").only_if == OnlyIf("in_care", ("yes",))
    assert [section.titles for section in content.sections] == [{"en": "About you"}, {}]
    assert lost(found) == [
        ("survey", 2, Left.WATCHES, "start"),
        ("survey", 6, Left.GROUP_IN_GROUP, "deep"),
        ("survey", 10, Left.REPEAT, "again"),
        ("survey", 13, Left.TYPE, "geopoint"),
        ("survey", 14, Left.CONDITION, "${where} != ''"),
        ("survey", 15, Left.OTHER, "yn"),
        ("survey", 15, Left.CONDITION, "${age} > 5"),
        ("survey", 16, Left.LIMIT, "regex(., 'x')"),
        ("survey", 16, Left.CONDITION_AHEAD, "t2"),
        ("survey", 17, Left.COLUMN, "calculation"),
        ("survey", 18, Left.NAME_TWICE, "t2"),
        ("survey", 19, Left.NO_OPTIONS, "gone"),
        ("settings", 2, Left.COLUMN, "submission_url"),
    ]


def test_other_languages_come_in_and_the_first_stands_in_for_english():
    found = read(
        [
            ["type", "name", "label::French (fr)", "label::Martian", "label::français, 4 à 7 (fr-x-little)"],
            ["text", "t", "Bonjour", "Zap", "Salut"],
        ],
        settings=[["form_title"], ["Titre"]],
    )
    question = found.content.question("t")
    assert question.prompts == {"en": "Bonjour", "fr": "Bonjour"}
    assert question.faces == {Face.LITTLE: {"fr": "Salut"}}
    assert found.content.languages() == ("en", "fr")
    assert [one.left for one in found.remarks] == [Left.LANGUAGE, Left.NO_ENGLISH]


def test_words_that_take_in_an_answer_are_listed():
    found = read([HEAD, ["text", "who", "Who?", ""], ["text", "why", "Why ${who}?", ""]])
    assert lost(found) == [("survey", 3, Left.PIPED, "Why ${who}?")]


def test_the_reference_reader_agrees_on_what_is_asked_and_when():
    survey = [
        ["type", "name", "label", "relevant", "required"],
        ["begin group", "g", "G", "", ""],
        ["select_one yn", "a", "A", "", "yes"],
        ["select all that apply from yn", "b", "B", "${a} = 'no'", ""],
        ["end group", "", "", "", ""],
        ["int", "c", "C", "not(selected(${b}, 'yes'))", ""],
        ["note", "d", "D", "", ""],
    ]
    content = read(survey).content
    made = convert(xlsform=io.BytesIO(xlsx(survey, YES_NO)), file_type=".xlsx")._pyxform
    theirs = [one for part in made["children"] for one in part.get("children", [part]) if "label" in one]
    assert [(one["name"], one["label"]) for one in theirs] == [
        (one.key, one.prompts["en"]) for one in content.questions()
    ]
    assert [bool(one.get("bind", {}).get("required")) for one in theirs] == [
        one.is_required for one in content.questions()
    ]
    assert [bool(one.get("bind", {}).get("relevant")) for one in theirs] == [
        one.only_if is not None for one in content.questions()
    ]


def test_two_conditions_at_once_are_said_unless_one_holds_by_the_other():
    group = ["begin_group", "g", "G", "${a} = 'yes'"]
    survey = [
        HEAD,
        ["select_one yn", "a", "A", ""],
        ["select_one yn", "x", "X", ""],
        group,
        ["select_one yn", "b", "B", ""],
        ["text", "c", "C", "${b} = 'no'"],
        ["text", "d", "D", "${x} = 'no'"],
        ["end_group", "", "", ""],
    ]
    found = read(survey)
    assert found.content.question("b").only_if == OnlyIf("a", ("yes",))
    assert found.content.question("c").only_if == OnlyIf("b", ("no",))
    assert lost(found) == [("survey", 7, Left.CONDITION_OF_GROUP, "")]


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("${q} = 'a'", Condition("q", ("a",))),
        ("${ q }='a' OR ${q} = \"b\"", Condition("q", ("a", "b"))),
        ("selected(${q}, 'a')", Condition("q", ("a",))),
        ("not(selected(${q}, 'a') or selected(${q}, 'b'))", Condition("q", ("a", "b"), True)),
        ("${q} != 'a' and (${q} != 3)", Condition("q", ("a", "3"), True)),
        ("not(not(${q} = 1))", Condition("q", ("1",))),
        ("${q} = 'a' and ${q} = 'b'", None),
        ("${q} = 'a' or ${p} = 'b'", None),
        ("${q} != 'a' or ${q} != 'b'", None),
        ("${q} > 5", None),
        ("${q} != ''", None),
        ("true()", None),
        ("(" * 500 + "${q} = 'a'" + ")" * 500, None),
        ("${q} = 'a'" + " or ${q} = 'a'" * 1000, None),
        ("${q} = ", None),
        ("${q", None),
    ],
)
def test_conditions_that_can_be_said_here(text, means):
    if means is None:
        with pytest.raises(NotOurs):
            condition_of(text)
    else:
        assert condition_of(text) == means


def _stop(survey, **more):
    with pytest.raises(CannotTake) as caught:
        read(survey, **more)
    return caught.value.stop, caught.value.where


def test_rows_that_go_round_in_a_circle_are_named():
    survey = [
        HEAD,
        ["text", "free", "F", ""],
        ["select_one yn", "a", "A", "${c} = 'yes'"],
        ["select_one yn", "b", "B", "${a} = 'yes'"],
        ["select_one yn", "c", "C", "${free} = 'x' or ${b} = 'yes'"],
    ]
    assert _stop(survey) == (Stop.GOES_ROUND, "3, 4, 5")
    own = [HEAD, ["begin_group", "g", "", "${a} = 'yes'"], ["select_one yn", "a", "A", ""], ["end_group"]]
    assert _stop(own) == (Stop.GOES_ROUND, "3")


def test_what_is_far_too_much_or_nothing_is_not_taken():
    many = [HEAD, *(["text", f"q{n}", f"Question {n}", ""] for n in range(5_000))]
    assert _stop(many) == (Stop.TOO_MANY_QUESTIONS, "5000")
    assert _stop([]) == (Stop.NO_SURVEY_SHEET, "")
    assert _stop([["question", "answer"], ["a", "b"]]) == (Stop.NO_TYPES, "")
    assert _stop([HEAD, ["geopoint", "g", "G", ""]]) == (Stop.NOTHING_TO_ASK, "")


def _refused(content):
    """By what runs in the child, without one."""
    try:
        opening.weigh(content)
        opening.cells(content)
    except opening.Unfit as unfit:
        return Stop(unfit.args[0]), unfit.args[1]
    except Exception:
        return Stop.NOT_A_SPREADSHEET, ""
    raise AssertionError("it was taken")


SURVEY = [HEAD, ["text", "t", "T", ""]]


def _with(content: bytes, name: str, part: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, part)
    return out.getvalue()


def test_a_formula_is_refused_by_its_cell_where_it_would_be_read():
    formula = [HEAD, ["text", "t", '=WEBSERVICE("https://example.org")', ""]]
    assert _refused(xlsx(formula)) == (Stop.FORMULA, "survey!C2")
    assert opening.cells(xlsx(SURVEY, notes=[["=1+1"]]))["survey"] == [HEAD, ["text", "t", "T"]]


def test_macros_bombs_and_what_is_no_spreadsheet_are_refused(monkeypatch):
    good = xlsx(SURVEY)
    assert _refused(_with(good, "xl/vbaProject.bin", b"x")) == (Stop.MACROS, "")
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert _refused(_with(good, "xl/more.xml", entity)) == (Stop.NOT_A_SPREADSHEET, "")
    assert _refused(b"") == (Stop.NOT_A_SPREADSHEET, "")
    assert _refused(good[:400]) == (Stop.NOT_A_SPREADSHEET, "")
    assert _refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600) == (Stop.OLD_OR_LOCKED, "")
    monkeypatch.setattr(opening, "MOST_UNPACKED", 1_000_000)
    assert _refused(_with(good, "xl/worksheets/sheet9.xml", b" " * 1_000_001)) == (Stop.TOO_BIG, "")
    monkeypatch.setattr(opening, "MOST_ROWS", 1)
    assert _refused(xlsx(SURVEY)) == (Stop.TOO_MANY_ROWS, "survey")


def test_reading_happens_in_a_process_apart_which_says_why_not():
    with pytest.raises(CannotTake) as caught:
        cells_of(_with(xlsx(SURVEY), "xl/vbaProject.bin", b"x"))
    assert caught.value.stop is Stop.MACROS
    with pytest.raises(CannotTake) as caught:
        cells_of(b"PK" + b"0" * 10_000_001)
    assert caught.value.stop is Stop.TOO_BIG
