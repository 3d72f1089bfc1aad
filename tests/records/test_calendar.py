"""The private calendar address: references only, ended at once, never for somebody who left."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import icalendar
import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account, RoleGrant
from portal.audit.models import Event
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import RECORDS, STAFF, Role
from portal.records.models import Meeting, RecordsCalendar, RecordsRequest
from portal.records.rules import EventKind, MeetingKind
from tests.records.test_finding import log
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.world_records import make_event, make_request, read_again
from tests.voice.young import rows

PAGE = "/staff/records/calendar"


def address(page: Page, officer: Account) -> str:
    """Make one and read it off the page."""
    page.sign_in(officer).visit(PAGE).submit("Make an address")
    found = re.search(r"(/records-calendar/[\w-]+\.ics)", page.main)
    assert found
    return found[1]


def feed(page: Page, at: str) -> icalendar.Calendar:
    answer = page.client.get(at)
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    found = icalendar.Calendar.from_ical(answer.data)
    assert isinstance(found, icalendar.Calendar)
    return found


def lines(page: Page, at: str) -> set[str]:
    return {str(event["summary"]) for event in feed(page, at).walk("VEVENT")}


def meet(request: RecordsRequest, officer: Account) -> None:
    with db.transaction() as session:
        session.add(
            Meeting(
                id=uuid.uuid4(),
                request_id=request.id,
                send_once=uuid.uuid4(),
                kind=next(iter(MeetingKind)),
                with_id=officer.id,
                at=clock.now() + timedelta(days=3),
            )
        )


def test_days_stand_in_it_with_references_and_without_names(page: Page, rowan: Account) -> None:
    request = make_request(officer=rowan, name="Wren Hollow")
    make_request(name="Lark Field")
    log(request, rowan, where="County archive")
    meet(request, rowan)
    at = address(page, rowan)
    page.sign_out()
    raw = page.client.get(at).get_data(as_text=True)
    assert "Wren" not in raw
    assert "archive" not in raw
    mine = request.reference
    assert lines(page, at) >= {f"{mine} is due", f"{mine}: ask again", f"{mine}: a talk or a call"}
    due = next(e for e in feed(page, at).walk("VEVENT") if "is due" in str(e["summary"]))
    assert due.decoded("dtstart") == read_again(request).due_on
    assert {str(e["uid"]) for e in feed(page, at).walk("VEVENT")} == {
        str(e["uid"]) for e in feed(page, at).walk("VEVENT")
    }


def test_only_a_hash_is_kept_and_a_new_address_ends_the_old(page: Page, rowan: Account) -> None:
    old = address(page, rowan)
    kept = rows(RecordsCalendar)[0].token_hash
    assert old.split("/")[2].removesuffix(".ics").encode() not in kept
    page.visit(PAGE)
    assert old not in page.html
    page.submit("Make a new address; the old one ends")
    assert page.client.get(old).status_code == 404
    page.visit(PAGE).submit("End the address")
    assert rows(RecordsCalendar) == []
    assert [one.action for one in rows(Event) if "calendar" in one.action] == [
        "records: calendar address made",
        "records: calendar address made",
        "records: calendar address ended",
    ]


def test_what_stands_still_or_has_ended_has_no_day(page: Page, rowan: Account) -> None:
    still = make_request(officer=rowan)
    make_event(still, EventKind.CLARIFICATION_ASKED, reason="which_time", words="Which?", by=rowan)
    make_event(make_request(officer=rowan), EventKind.WITHDRAWN, reason="asked", by=rowan)
    assert lines(page, address(page, rowan)) == set()


def test_a_conflict_and_the_end_of_a_role_are_felt_at_once(
    page: Page, make: Make, rowan: Account, sam: YoungPerson
) -> None:
    make_request(person=sam, officer=rowan)
    at = address(page, rowan)
    assert lines(page, at)
    make.statement(sam, concerning=[rowan])
    assert lines(page, at) == set()
    with db.transaction() as session:
        session.execute(sa.delete(RoleGrant).where(RoleGrant.account_id == rowan.id))
    assert page.client.get(at).status_code == 404


def test_a_stand_in_sees_the_days_of_whom_they_stand_in_for(page: Page, make: Make, rowan: Account) -> None:
    ines = make.staff(Role.RECORDS_OFFICER, name="Ines Folder")
    request = make_request(officer=rowan)
    at = address(page, ines)
    assert lines(page, at) == set()
    make.stand_in(rowan, ines)
    assert f"{request.reference} is due" in lines(page, at)


def test_the_data_protection_officer_sees_when_each_is_due(page: Page, dana: Account) -> None:
    request = make_request()
    assert f"{request.reference} is due" in lines(page, address(page, dana))


@pytest.mark.once
@pytest.mark.parametrize("token", ["x", "x" * 43, "%00", "é" * 20])
def test_anything_else_is_not_found(page: Page, token: str) -> None:
    assert page.client.get(f"/records-calendar/{token}.ics").status_code == 404


@pytest.mark.once
@pytest.mark.parametrize("role", sorted(STAFF - RECORDS)[:3])
def test_nobody_else_has_one(page: Page, make: Make, role: Role) -> None:
    page.sign_in(make.staff(role)).visit(PAGE, status=404)
