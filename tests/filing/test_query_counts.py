"""The lists cost the same at one row and at many."""

from __future__ import annotations

import uuid

import pytest

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.voice.models import Addition
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted


@pytest.mark.parametrize(("url", "reads"), [("/staff/filing", False), ("/staff/desk", True)])
def test_constant(
    page: Page, make: Make, sam: YoungPerson, priya: Account, rae: Account, url: str, reads: bool
) -> None:
    def one_more() -> None:
        said = make.statement(sam, "Words", to=[priya], read_by=rae)
        make.answer(said, priya)
        with db.transaction() as session:
            row = Addition(
                statement_id=said.id,
                young_person_id=sam.id,
                send_once=uuid.uuid4(),
                at=clock.now(),
                read_by_at=clock.now(),
            )
            row.words = "More"
            session.add(row)

    page.sign_in(rae if reads else priya)
    one_more()
    page.visit(url)
    with counted() as with_one:
        page.visit(url)
    for _ in range(15):
        one_more()
    with counted() as with_many:
        page.visit(url)
    assert len(with_many) == len(with_one), "\n".join(with_many)
    assert len(with_one) <= 25, "\n".join(with_one)
