"""How to reach a young person, in one block, for those who may open what they said."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from portal import db
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.models import Statement
from portal.voice.rules import Level
from tests.support.factories import Make
from tests.support.pages import Page

NUMBER, OLD = "07700 900 111", "07700 900 222"


def _said(make: Make, person: YoungPerson, number: str = "", **fields: Any) -> Statement:
    statement = make.statement(person, **fields)
    with db.transaction() as session:
        session.get_one(Statement, statement.id).call_number = number
    return statement


def test_numbers_and_who_is_around_are_in_one_block(page: Page, make: Make) -> None:
    person = make.young_person()
    make.worker_of(person, Role.FOSTER_CARER, name="Fay Carer")
    _said(make, person, OLD, sent_at=clock.now() - timedelta(days=9))
    statement = _said(make, person, NUMBER, level=Level.NOW, not_safe_button=True)
    page.sign_in(make.staff(Role.READER)).visit(f"/staff/desk/{statement.id}")
    block = page.main[page.main.index("How to reach them") :]
    assert NUMBER in block
    assert OLD in block
    assert "Fay Carer" in block


def test_whom_it_concerns_is_marked_as_not_to_be_rung(page: Page, make: Make) -> None:
    person = make.young_person()
    carer = make.worker_of(person, Role.FOSTER_CARER, name="Fay Carer")
    statement = _said(make, person, wants_call=True, concerning=[carer])
    page.sign_in(make.staff(Role.READER)).visit(f"/staff/desk/{statement.id}")
    assert "Don’t ring them about this" in page.main
    assert "They gave no number now" in page.main


def test_a_number_given_with_what_is_shut_to_the_reader_is_not_shown(page: Page, make: Make) -> None:
    person, reader = make.young_person(), make.staff(Role.READER)
    _said(make, person, OLD, concerning=[reader])
    statement = _said(make, person, wants_call=True)
    page.sign_in(reader).visit(f"/staff/desk/{statement.id}")
    assert "How to reach them" in page.main
    assert OLD not in page.html


def test_where_nobody_needs_to_ring_there_is_no_block(page: Page, make: Make) -> None:
    statement = make.statement(make.young_person())
    page.sign_in(make.staff(Role.READER)).visit(f"/staff/desk/{statement.id}")
    assert "How to reach them" not in page.main
