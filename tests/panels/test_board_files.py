"""A report to the Improvement Board is carried away by who may read it, and says no more than its page."""

from __future__ import annotations

import io
import zipfile

import flask
import pypdfium2 as pdfium
import pytest
import sqlalchemy as sa

from portal import db
from portal.audit.models import Event
from portal.panels.models import BoardReport
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.planned import Plan, people, today


@pytest.fixture
def there(app: flask.Flask, make: Make, page: Page) -> Plan:
    """A frozen report with a small number of children in it."""
    plan = people(make)
    plan.sent()
    plan.value(plan.measure(), 20, 3, 37)
    page.sign_in(plan.support).visit("/staff/board").follow("Begin a report")
    page.submit("Begin it", meets_on=today(), months="2")
    page.submit("Save", summary="family time holds.", lessons="we ring late.")
    page.submit("Freeze it and send it to its readers")
    return plan


def _carried(page: Page, kind: str) -> bytes:
    page.visit("/staff/board").follow(" 20").follow("Take it with you")
    response = page.submit("Save the file on this device", kind=kind).response
    assert response is not None
    assert response.headers["Content-Disposition"].startswith("attachment")
    return bytes(response.data)


def _text_of(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    words = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return " ".join(words.split())


def test_a_pdf_says_what_its_reader_may_read(there: Plan, make: Make, page: Page) -> None:
    whole = _text_of(_carried(page, "pdf"))
    assert "8.1% (3 of 37)" in whole
    assert "family time holds." in whole
    observer = make.staff(Role.OBSERVER, name="Olu Obi")
    few = _text_of(_carried(page.sign_in(observer), "pdf"))
    assert "fewer than 5" in few
    assert "3 of 37" not in few
    assert "Olu Obi" in few
    report = db.session.scalars(sa.select(BoardReport)).one()
    carried = sa.select(Event.actor_id).where(
        Event.action == "carry a paper away as a file", Event.subject_id == report.id
    )
    assert observer.id in set(db.session.scalars(carried))


@pytest.mark.once
def test_other_kinds_hold_the_same(there: Plan, make: Make, page: Page) -> None:
    observer = make.staff(Role.OBSERVER)
    word = zipfile.ZipFile(io.BytesIO(_carried(page.sign_in(observer), "docx"))).read("word/document.xml")
    assert b"we ring late." in word
    assert b"3 of 37" not in word
    sheets = zipfile.ZipFile(io.BytesIO(_carried(page, "zip")))
    assert not any(b"3 of 37" in sheets.read(name) for name in sheets.namelist())


@pytest.mark.once
def test_a_report_that_is_not_frozen_is_carried_by_nobody(make: Make, app: flask.Flask, page: Page) -> None:
    plan = people(make)
    page.sign_in(plan.support).visit("/staff/board").follow("Begin a report")
    page.submit("Begin it", meets_on=today(), months="2")
    report = db.session.scalars(sa.select(BoardReport)).one()
    page.visit(f"/staff/board/{report.id}/carry", status=404)
