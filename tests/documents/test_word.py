"""Documents for a word processor open again, with their headings, lists and tables."""

from __future__ import annotations

import io
import subprocess
import sys

import docx
import pytest
from docx.oxml.ns import qn

from portal.documents.word import Heading, Items, Para, Table, document

BLOCKS = [
    Heading("What was decided"),
    Table(["What", "Who"], [["Ring the dentist", "Jo Bell"], ["Buy boots", "Dan"]], caption="Decisions"),
    Heading("What Sam wanted", 2),
    Para("I want to see my nan", quote=True),
    Para("One line\nanother line"),
    Items(["one", "two"]),
    Items(["first"], numbered=True),
]


def _opened(**more):
    return docx.Document(io.BytesIO(document("Review record", BLOCKS, **more)))


def test_it_opens_again_with_headings_lists_and_a_table_that_has_a_head():
    made = _opened()
    headings = [(one.style.name, one.text) for one in made.paragraphs if one.style.name.startswith("Head")]
    assert headings == [("Heading 1", "What was decided"), ("Heading 2", "What Sam wanted")]
    assert made.paragraphs[0].style.name == "Title"
    assert [cell.text for cell in made.tables[0].rows[0].cells] == ["What", "Who"]
    assert made.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert made.tables[0].rows[2].cells[0].text == "Buy boots"
    assert [one.text for one in made.paragraphs if one.style.name == "List Bullet"] == ["one", "two"]
    assert [one.text for one in made.paragraphs if one.style.name == "Intense Quote"] == [
        "I want to see my nan"
    ]
    assert {"One line", "another line"} <= {one.text for one in made.paragraphs}


def test_its_own_facts_name_nobody_and_say_the_language():
    made = _opened(language="ar", author="Council")
    facts = made.core_properties
    assert (facts.author, facts.last_modified_by, facts.comments) == ("Council", "", "")
    assert facts.title == "Review record"
    assert facts.language == "ar"
    assert made.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:bidi")) == "ar"


@pytest.mark.parametrize("odd", ["\x00\x07", "\ud800", "a\x0bb", "<&>'\"", "‮abc"])
def test_odd_letters_break_nothing(odd):
    made = docx.Document(io.BytesIO(document(odd, [Para(odd), Table([odd], [[odd]])])))
    assert made.tables


def test_a_short_row_leaves_its_last_cells_empty():
    made = docx.Document(io.BytesIO(document("x", [Table(["a", "b"], [["1"]])])))
    assert [cell.text for cell in made.tables[0].rows[1].cells] == ["1", ""]


def test_the_library_is_loaded_only_where_a_document_is_made():
    code = "import sys, portal.documents.word; sys.exit('docx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_stands_above_the_title_and_on_each_page():
    made = docx.Document(io.BytesIO(document("Paper", BLOCKS, head="The panel", foot="Restricted")))
    assert [one.text for one in made.paragraphs[:2]] == ["The panel", "Paper"]
    assert made.sections[0].footer.paragraphs[0].text == "Restricted"


def test_a_table_says_what_it_is_of_and_runs_from_right_to_left_where_the_language_does():
    properties = _opened(language="ar").tables[0]._tbl.tblPr
    assert properties.find(qn("w:tblCaption")).get(qn("w:val")) == "Decisions"
    order = [child.tag for child in properties]
    assert order.index(qn("w:bidiVisual")) < order.index(qn("w:tblW"))
    assert _opened(language="ar").styles["Normal"].element.pPr.find(qn("w:bidi")) is not None
    assert _opened().tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is None
