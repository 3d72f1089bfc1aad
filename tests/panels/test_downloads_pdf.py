"""The paper as a PDF: tagged, in its language, read in the order of the page; from right to left too."""

from __future__ import annotations

import unicodedata

import flask
import pytest
from pikepdf import Name

from portal.documents.tagging import elements
from tests.panels.test_downloads import FRIDGE, carried
from tests.support.factories import Make
from tests.support.page_checks import look_at, text_of, walk
from tests.support.pages import Page
from tests.support.papers import Panel, panel
from tests.support.read_pdfs import opened, parts

TAGS = {
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "p": "P",
    "caption": "Caption",
    "th": "TH",
    "td": "TD",
    "li": "LBody",
}


@pytest.fixture
def council(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def _written(page: str) -> list[tuple[str, str]]:
    """What the page for the tablet says, in its order, without its list of contents."""
    everything, _faults = look_at(page)
    contents = {id(inner) for one in everything if one.tag == "nav" for inner in walk(one)}
    return [
        (TAGS[one.tag], "".join(text_of(one).split()))
        for one in everything
        if one.tag in TAGS and id(one) not in contents
    ]


def _carried(council: Panel, page: Page, language: str) -> tuple[bytes, list[tuple[str, str]]]:
    meeting_id = council.published(quotes=[council.quote("home", FRIDGE)])
    page.sign_in(council.member)
    with page.client.session_transaction() as session:
        session["language"] = language
    return carried(page, meeting_id, "pdf"), _written(carried(page, meeting_id, "html").decode())


@pytest.mark.once
def test_the_pdf_is_read_aloud_in_the_order_of_the_page(council: Panel, page: Page) -> None:
    pdf, written = _carried(council, page, "en")
    assert [(one.tag, one.letters) for one in parts(pdf)] == written
    document = opened(pdf)
    assert str(document.Root.Lang) == "en-GB"
    assert document.Root.MarkInfo.Marked
    assert document.Root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as facts:
        assert facts["dc:title"].startswith("What young people most want you to know: ")
    with document.open_outline() as outline:
        assert [one.title for one in outline.root[0].children][:2] == ["What it was about", "In their words"]
    heads = [one for one in elements(document.Root.StructTreeRoot) if one.S == Name.TH]
    assert {str(one.A.Scope) for one in heads} == {"/Column", "/Row"}


@pytest.mark.once
def test_the_arabic_pdf_is_read_in_the_same_order_from_the_right(council: Panel, page: Page) -> None:
    """Letters stand in the order they are seen in: which they are is compared, not their order. Vowel marks
    are drawn with the letter they stand on, and are not compared."""
    pdf, written = _carried(council, page, "ar")
    read = parts(pdf)
    assert [one.tag for one in read] == [tag for tag, _said in written]
    plain = [
        (one.letters, said) for one, (_tag, said) in zip(read, written, strict=True) if not _has_marks(said)
    ]
    assert len(plain) > len(written) / 2
    for found, said in plain:
        assert sorted(found) == sorted(said), (found, said)
    document = opened(pdf)
    assert str(document.Root.Lang) == "ar"


def _has_marks(text: str) -> bool:
    return any(unicodedata.combining(letter) for letter in text)
