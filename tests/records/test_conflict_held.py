"""Whoever must not meet a request learns nothing from what vanishes, from a receipt or from a notice."""

from __future__ import annotations

import pytest

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.notices.commands import notify
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.commands.facts import write_tokens
from portal.people.models import YoungPerson
from portal.people.rules import tokens_of
from portal.policy.roles import Role
from portal.records.jobs.apart import look_for_conflicts
from portal.records.models import RecordsRequest
from portal.records.rules import EventKind
from tests.records.test_finding import log
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


def _minute() -> None:
    with db.transaction():
        look_for_conflicts(clock.now(), LONDON)


def _waiting(account: Account) -> list[NoticeKind]:
    return [one.kind for one in rows(Notice) if one.account_id == account.id and one.dropped_at is None]


def test_a_statement_about_whoever_has_it_brings_it_to_another_officer_and_says_not_why(
    page: Page, make: Make, rowan: Account, other: Account, sam: YoungPerson
) -> None:
    asked = make_request(person=sam, officer=rowan)
    with db.transaction() as session:
        session.query(Notice).delete()
    _minute()
    assert _waiting(other) == []
    make.statement(sam, "Rowan did it", to=[], concerning=[rowan])
    before = {one.id for one in rows(Notice)}
    _minute()
    _minute()
    [told] = [one for one in rows(Notice) if one.id not in before]
    assert (told.account_id, told.about_id, told.kind) == (other.id, asked.id, NoticeKind.RECORDS_ASKED)
    page.sign_in(other).visit("/staff")
    assert "Somebody asked for records" in page.main
    page.visit(f"/staff/records/{asked.id}")
    assert "Rowan did it" not in page.html


def test_what_somebody_was_told_before_it_became_a_conflict_is_gone(
    page: Page, make: Make, rowan: Account, other: Account, sam: YoungPerson
) -> None:
    asked, elses = make_request(person=sam), make_request(name="Kit Else")
    search = log(asked, rowan)
    with db.transaction():
        notify(rowan.id, NoticeKind.RECORDS_CHASE, search.id)
    make.statement(sam, "Rowan did it", to=[], concerning=[rowan])
    _minute()
    left = [one.about_id for one in rows(Notice) if one.account_id == rowan.id and one.dropped_at is None]
    assert asked.id not in left
    assert search.id not in left
    assert elses.id in left
    assert asked.id in [one.about_id for one in rows(Notice) if one.account_id == other.id]


def test_what_an_officer_had_who_left_is_told_to_the_others(
    make: Make, rowan: Account, other: Account
) -> None:
    asked = make_request(officer=rowan)
    with db.transaction() as session:
        session.query(Notice).delete()
        session.get_one(Account, rowan.id).is_open = False
    _minute()
    assert [one.about_id for one in rows(Notice) if one.account_id == other.id] == [asked.id]
