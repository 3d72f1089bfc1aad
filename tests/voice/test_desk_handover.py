"""Notes from one shift to the next: seen until somebody confirms, and only by those who may open it."""

from __future__ import annotations

import sqlalchemy as sa

from portal import db
from portal.policy.roles import Role
from portal.voice.models import HandOver
from tests.support.factories import Make
from tests.support.pages import Page

NOTE = "The phone was off, try again at four"


def _rows() -> list[HandOver]:
    return list(db.session.scalars(sa.select(HandOver).execution_options(populate_existing=True)))


def test_a_general_note_stands_at_the_top_until_somebody_else_has_read_it(page: Page, make: Make) -> None:
    leaves, comes = make.staff(Role.READER, name="Lea Leaves"), make.staff(Role.DUTY_WORKER, name="Cam Comes")
    page.sign_in(leaves).visit("/staff/desk").follow("Hand-over notes")
    page.submit("Leave this note", note=NOTE)
    assert "Nobody has confirmed it yet" in page.main
    page.post(f"/staff/desk/hand-over/{_rows()[0].id}/read", status=409)  # not one's own
    page.sign_in(comes).visit("/staff/desk")
    assert NOTE in page.main
    assert "Lea Leaves" in page.main
    page.submit("I have read it")
    assert NOTE not in page.main
    page.post(f"/staff/desk/hand-over/{_rows()[0].id}/read")  # a double tap
    page.sign_in(leaves).visit("/staff/desk/hand-over")
    assert "Read by Cam Comes" in page.main


def test_a_note_sent_twice_is_left_once_and_an_empty_one_not_at_all(page: Page, make: Make) -> None:
    page.sign_in(make.staff(Role.READER)).visit("/staff/desk/hand-over")
    page.submit("Leave this note", status=422)
    assert page.mistakes == ["Write what the next one should know."]
    page.submit("Leave this note", note="x" * 4_001, status=422)
    fields = {"send_once": page.value("send_once"), "note": NOTE}
    page.post("/staff/desk/hand-over", fields)
    page.post("/staff/desk/hand-over", fields)
    assert [row.note for row in _rows()] == [NOTE]


def test_a_note_about_a_statement_is_shut_to_whom_that_is_shut_to(page: Page, make: Make) -> None:
    manager = make.staff(Role.MANAGER, Role.READER)
    concerned = make.staff(Role.READER, manager=manager)
    writer, other = make.staff(Role.READER), make.staff(Role.SAFETY_LEAD)
    called_to_nothing = make.staff(Role.DUTY_WORKER)
    statement = make.statement(make.young_person(name="Robin Vale"), concerning=[concerned])
    at = f"/staff/desk/{statement.id}"
    page.sign_in(writer).visit(at).follow("Notes for the next one on duty")
    page.submit("Leave this note", note=NOTE)
    note = _rows()[0]
    for account in (concerned, manager, called_to_nothing):
        page.sign_in(account)
        for url in ("/staff/desk", "/staff/desk/hand-over"):
            assert NOTE not in page.visit(url).html
        page.visit(f"{at}/hand-over", status=404)
        page.post(f"/staff/desk/hand-over/{note.id}/read", status=404)
    page.sign_in(other).visit("/staff/desk")
    assert NOTE in page.main
    page.submit("I have read it")
    page.sign_in(concerned).visit("/staff/desk/hand-over")
    assert NOTE not in page.html


def test_the_words_of_a_note_are_sealed(page: Page, make: Make) -> None:
    statement = make.statement(make.young_person())
    page.sign_in(make.staff(Role.READER)).visit(f"/staff/desk/{statement.id}/hand-over")
    page.submit("Leave this note", note=NOTE)
    assert NOTE.encode() not in (_rows()[0].note_sealed or b"")


def test_the_empty_list_says_how_it_fills(page: Page, make: Make) -> None:
    page.sign_in(make.staff(Role.MANAGER)).visit("/staff/desk/hand-over")
    assert "No note was confirmed yet" in page.main
