"""What fired and what it proved to be: kept when it is read, counted by kind, whole for safety leads only."""

from __future__ import annotations

import json

import sqlalchemy as sa

from portal import db
from portal.policy.roles import Role
from portal.voice.models import Firing, Proved, Statement
from portal.voice.rules import Level
from portal.voice.rules.desk_proved import Proof, rounded
from tests.support.factories import Make
from tests.support.pages import Page

WHY = json.dumps([{"kind": "not_safe"}, {"kind": "self_harm", "words": "quillzebra", "start": 0, "end": 3}])


def _said(make: Make, *, why: str = WHY, **fields: object) -> Statement:
    statement = make.statement(make.young_person(), level=Level.NOW if why else Level.REST, **fields)
    with db.transaction() as session:
        session.get_one(Statement, statement.id).level_why = why
    return statement


def _read(page: Page, make: Make, statement: Statement, proof: str) -> None:
    lead = make.staff(Role.SAFETY_LEAD)
    page.visit(f"/staff/desk/{statement.id}")
    fields = {"done1-outcome": "nothing_needed", "nobody": True, "answerer": str(lead.id), "proof": proof}
    page.submit("Mark as read", fields)


def test_reading_keeps_the_kinds_without_words_and_what_it_proved_to_be(page: Page, make: Make) -> None:
    statement = _said(make)
    _read(page.sign_in(make.staff(Role.READER)), make, statement, "now")
    assert set(db.session.scalars(sa.select(Firing.kind))) == {"not_safe", "self_harm"}
    proved = db.session.scalars(sa.select(Proved)).one()
    assert (proved.proof, proved.level) == (Proof.NOW, Level.NOW)


def test_it_can_be_said_later_and_the_last_word_counts(page: Page, make: Make) -> None:
    statement = _said(make)
    _read(page.sign_in(make.staff(Role.READER)), make, statement, "")
    assert db.session.scalars(sa.select(Proved)).all() == []
    for proof in ("soon", "nothing_urgent"):
        page.visit(f"/staff/desk/{statement.id}").submit("Add this", {"proof": proof})
    assert db.session.scalars(sa.select(Proved.proof)).all() == [Proof.NOTHING_URGENT]


def test_the_table_counts_by_kind_and_what_did_not_fire_but_proved_urgent(page: Page, make: Make) -> None:
    lead = make.staff(Role.SAFETY_LEAD)
    page.sign_in(lead)
    _read(page, make, _said(make), "now")
    _read(page, make, _said(make), "nothing_urgent")
    _read(page, make, _said(make, why=""), "soon")
    page.visit("/staff/desk").follow("What fired and proved true")
    assert "said they are not safe21010" in page.main
    assert "Nothing fired10100" in page.main
    body = page.visit("/staff/desk/check.csv").html
    assert "not_safe,2,1,0,1,0" in body
    assert "nothing_fired,1,0,1,0,0" in body
    assert "quillzebra" not in body


def test_beyond_safety_leads_numbers_are_rounded(page: Page, make: Make) -> None:
    page.sign_in(make.staff(Role.READER))
    _read(page, make, _said(make), "now")
    page.visit("/staff/desk/check")
    assert "rounded to the nearest 5" in page.main
    assert "not_safe,0,0,0,0,0" in page.visit("/staff/desk/check.csv").html
    assert [rounded(n) for n in (0, 2, 3, 7, 8)] == [0, 0, 5, 5, 10]


def test_whom_it_concerns_is_not_shown_that_it_was_counted(page: Page, make: Make) -> None:
    lead = make.staff(Role.SAFETY_LEAD)
    statement = _said(make, concerning=[lead])
    _read(page.sign_in(make.staff(Role.READER)), make, statement, "now")
    page.sign_in(lead).visit("/staff/desk/check")
    assert "Nothing to check yet" in page.main
    page.sign_in(make.staff(Role.DUTY_WORKER)).visit("/staff/desk/check.csv", status=404)
