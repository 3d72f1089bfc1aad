"""A published paper as files: they all say what the page says, they are made for who asks, and a quote that
was taken back is in none of them."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
import uuid
import zipfile
from types import SimpleNamespace

import docx
import flask
import odfdo
import pytest
import sqlalchemy as sa
from docx.oxml.ns import qn

from portal import db
from portal.audit.models import Event
from portal.coding.commands.quotes import withdraw_of
from portal.kit import clock
from portal.panels.commands import packs
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.papers import Panel, panel

FRIDGE = "the fridge is locked at night"
SAVE = "Save the file on this device"


@pytest.fixture
def council(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


@pytest.fixture
def member(council: Panel, page: Page) -> Page:
    """The browser of a member."""
    return page.sign_in(council.member)


def carried(page: Page, meeting_id: uuid.UUID, kind: str) -> bytes:
    """The file, as it was saved."""
    page.post(f"/staff/panel/{meeting_id}/carry", {"kind": kind})
    return saved(page)


def saved(page: Page) -> bytes:
    assert page.response is not None
    assert "attachment" in page.response.headers["Content-Disposition"]
    assert "no-store" in page.response.headers["Cache-Control"]
    return page.response.get_data()


def test_the_page_for_the_tablet_needs_nothing_else_and_says_what_the_paper_says(
    council: Panel, member: Page
) -> None:
    quote = council.quote("home", FRIDGE)
    meeting_id = council.published(quotes=[quote])
    member.visit(f"/staff/panel/{meeting_id}").follow(
        "Take the paper with you: PDF, tablet, Word, spreadsheet"
    )
    file = saved(member.submit(SAVE, kind="html")).decode()
    assert member.response is not None
    assert member.response.mimetype == "application/octet-stream", "never opened inside our pages"
    words = " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", file, flags=re.DOTALL).split())
    for said in ("about 120 of about 225 young people said something", "up from about 25 of 110", FRIDGE):
        assert said in words
    assert re.search(r"Restricted\. Made for .+ on \d+ \w+ \d{4}", words)
    assert "default-src 'none'" in file.replace("&#39;", "'")
    style = re.search(r"<style>(.*?)</style>", file, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"sha256-{digest}" in html.unescape(file), "the browser takes this style and no other"
    left = file.replace("http-equiv", "")
    assert not re.search(r"<script|https?:|src=|@import|url\(|javascript:", left)
    assert set(re.findall(r'href="([^"]*)"', file)) == set(re.findall(r'href="(#part-\d+)"', file))


def test_the_word_document_has_headings_a_table_head_and_the_same_numbers(
    council: Panel, member: Page
) -> None:
    meeting_id = council.published(quotes=[council.quote("home", FRIDGE)])
    file = docx.Document(io.BytesIO(carried(member, meeting_id, "docx")))
    headings = [one.text for one in file.paragraphs if one.style.name == "Heading 1"]
    assert headings[:2] == ["What it was about", "In their words"]
    assert file.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert ["Family time", "50", "up from about 25 of 110"] in [
        [cell.text for cell in row.cells] for row in file.tables[0].rows
    ]
    assert f"“{FRIDGE}”" in [one.text for one in file.paragraphs]
    assert file.core_properties.language == "en-GB"
    assert "Made for" in file.sections[0].footer.paragraphs[0].text


def test_the_tables_are_in_the_spreadsheet_and_the_folder_as_they_are_printed(
    council: Panel, member: Page
) -> None:
    meeting_id = council.published()
    sheets = odfdo.Document(io.BytesIO(carried(member, meeting_id, "ods"))).body.tables
    cells = {str(cell.value) for sheet in sheets for row in sheet.rows for cell in row.cells}
    assert {"Family time", "50", "up from about 25 of 110", "fewer than 5"} <= cells
    with zipfile.ZipFile(io.BytesIO(carried(member, meeting_id, "zip"))) as folder:
        lines = [
            line for name in folder.namelist() for line in folder.read(name).decode("utf-8-sig").split("\r\n")
        ]
    assert "Family time,50,up from about 25 of 110" in lines


def test_a_quote_that_was_taken_back_is_in_no_new_file_and_the_file_says_so(
    council: Panel, member: Page
) -> None:
    quote = council.quote("home", FRIDGE)
    meeting_id = council.published(quotes=[quote])
    with db.transaction():
        withdraw_of(quote.statement_id, now=clock.now())
    for kind in ("html", "docx"):
        file = carried(member, meeting_id, kind)
        if kind == "docx":
            file = zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml")
        assert FRIDGE.encode() not in file
        assert b"The young person has taken it back" in file


def test_words_about_the_reader_are_not_in_their_file(council: Panel, make: Make, page: Page) -> None:
    quote = council.quote("home", FRIDGE)
    boss = make.staff(Role.MANAGER)
    meeting_id = council.published(quotes=[quote])
    make.kept_apart(council.people[0], SimpleNamespace(id=quote.statement_id), boss)
    assert FRIDGE.encode() not in carried(page.sign_in(boss), meeting_id, "html")
    assert FRIDGE.encode() in carried(page.sign_in(council.member), meeting_id, "html")


def test_taking_a_file_is_written_down_with_who_took_it(council: Panel, member: Page) -> None:
    meeting_id = council.published()
    carried(member, meeting_id, "zip")
    with db.transaction() as session:
        (event,) = session.scalars(
            sa.select(Event).where(Event.subject_kind == "meeting", Event.action.like("carry%"))
        )
        assert (event.actor_id, event.subject_id) == (council.member.id, meeting_id)


def test_nothing_that_is_not_published_and_nothing_for_others(council: Panel, make: Make, page: Page) -> None:
    draft, out = council.ready(), "/staff/panel/{}/carry"
    page.sign_in(council.support).visit(out.format(draft), status=404)
    page.visit(out.format(uuid.uuid4()), status=404)
    carer = make.staff(Role.FOSTER_CARER)
    published = council.publish(draft)
    page.sign_in(carer).visit(out.format(published), status=404)
    page.post(out.format(published), {"kind": "html"}, status=404)


@pytest.mark.parametrize("kind", ["", "exe", "../x", "pdf\x00"])
def test_another_kind_of_file_is_asked_for_again(council: Panel, member: Page, kind: str) -> None:
    meeting_id = council.published()
    member.post(f"/staff/panel/{meeting_id}/carry", {"kind": kind}, status=422)
    assert member.mistakes


def test_the_public_files_have_no_words_of_anybody_and_ask_nobody_who_they_are(
    council: Panel, page: Page
) -> None:
    meeting_id = council.published(quotes=[council.quote("home", FRIDGE)])
    url = f"/panel/papers/{meeting_id}/file"
    page.visit(f"{url}.html", status=404)
    with db.transaction():
        packs.open_to_all(meeting_id, by=council.support.id, now=clock.now())
    file = page.visit(f"{url}.html").response.get_data(as_text=True)  # type: ignore[union-attr]
    assert "Family time" in file
    for never in (FRIDGE, "Made for", "estricted"):
        assert never not in file
    for ending in ("docx", "ods", "zip"):
        assert page.visit(f"{url}.{ending}").response.get_data()[:2] == b"PK"  # type: ignore[union-attr]
    page.visit(f"{url}.exe", status=404)
    page.visit(f"/panel/papers/{uuid.uuid4()}/file.html", status=404)
