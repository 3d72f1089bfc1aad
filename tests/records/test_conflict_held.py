"""Whoever must not meet a request learns nothing from what vanishes, from a receipt or from a notice."""

from __future__ import annotations

import pytest

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.notices.models import Notice
from portal.people.commands.facts import write_tokens
from portal.people.models import YoungPerson
from portal.people.rules import tokens_of
from portal.policy.roles import Role
from portal.records.models import RecordsRequest
from portal.records.rules import EventKind
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.world_records import LONDON, make_event, make_request, read_again
from tests.voice.young import rows


@pytest.fixture
def other(make: Make) -> Account:
    return make.staff(Role.RECORDS_OFFICER, name="Olu Other")


def test_who_is_found_is_the_same_when_something_concerns_whoever_looks(
    page: Page, make: Make, rowan: Account, other: Account, sam: YoungPerson
) -> None:
    with db.transaction():
        write_tokens(sam.id, tokens_of("Sam Vale", ""))
    asked = make_request(officer=rowan, name="Sam Vale")
    make.statement(sam, "Rowan did it", to=[], concerning=[rowan])
    before = {one.id for one in rows(Notice)}
    page.sign_in(rowan).visit(f"/staff/records/{asked.id}/person")
    assert "Sam Vale" in page.main
    page.submit("It is this one", picked=str(sam.id))
    assert page.url.endswith("/staff/records")
    assert asked.reference not in page.main
    assert read_again(asked).young_person_id == sam.id
    assert {one.account_id for one in rows(Notice) if one.id not in before} == {other.id}
    page.sign_out().sign_in(other).visit(f"/staff/records/{asked.id}")


def test_a_receipt_says_what_it_said_on_the_day(
    page: Page, make: Make, rowan: Account, sam: YoungPerson
) -> None:
    worker = make.staff(Role.SOCIAL_WORKER)
    asked = make_request(person=sam, officer=rowan)
    with db.transaction() as session:
        session.get_one(RecordsRequest, asked.id).recorded_by_id = worker.id
    receipt = f"/staff/records/received/{asked.id}"
    before = page.sign_in(worker).visit(receipt).main
    assert "They should have an answer by" in before
    make_event(
        asked,
        EventKind.CLARIFICATION_ASKED,
        clock.today(LONDON),
        reason="which_time",
        words="Which years?",
        by=rowan,
    )
    assert page.visit(receipt).main == before
