"""Taken back when somebody had it already: the 72 hours begin, and the data protection officer decides."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.records.commands import breaches, giving
from portal.records.models import RecordsRequest, Release
from portal.records.queries import giving as queries
from portal.records.rules import HowGiven
from portal.records.rules.giving import BreachEnd
from portal.records.rules.request import Came
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.world_records import LONDON, make_request
from tests.support.world_records_giving import give_part, make_part, make_read
from tests.voice.young import rows

DECIDE = "Write it down, and end the clock"


@pytest.fixture
def request_of(sam: YoungPerson, rowan: Account, dana: Account) -> RecordsRequest:
    return make_request(person=sam, officer=rowan, came=Came.OWN_PAGE)


@pytest.fixture
def part(request_of: RecordsRequest, rowan: Account) -> UUID:
    """A part that was given online."""
    release_id = make_part(request_of, make_read(request_of, "A visit", by=rowan), by=rowan)
    give_part(release_id, rowan)
    return release_id


def fetch(release_id: UUID, by: Account) -> None:
    with db.transaction() as session:
        row, now = session.get_one(Release, release_id), clock.now()
        request, volume = session.get_one(RecordsRequest, row.request_id), queries.volumes_of([row.id])[0]
        giving.fetch(request, row, volume, b"d" * 32, by=by.id, now=now, today=clock.today(LONDON))


def take_back(release_id: UUID, by: Account) -> None:
    with db.transaction() as session:
        row = session.get_one(Release, release_id)
        request = session.get_one(RecordsRequest, row.request_id)
        giving.take_back(request, row, by=by.id, now=clock.now())


def running() -> list[Deadline]:
    return [one for one in rows(Deadline) if one.kind == "breach" and one.done_at is None]


def told(kind: NoticeKind) -> list[UUID]:
    return [one.account_id for one in rows(Notice) if one.kind is kind and one.dropped_at is None]


def test_what_somebody_fetched_starts_seventy_two_hours_and_tells_the_officer(
    part: UUID, rowan: Account, dana: Account
) -> None:
    fetch(part, rowan)
    take_back(part, rowan)
    take_back(part, rowan)
    [deadline] = running()
    assert deadline.due_at is not None
    assert abs(deadline.due_at - clock.now() - timedelta(hours=72)) < timedelta(minutes=1)
    assert (deadline.about_id, deadline.owner_id) == (part, dana.id)
    assert told(NoticeKind.RECORDS_BREACH) == [dana.id]


def test_what_nobody_had_starts_none(part: UUID, rowan: Account) -> None:
    take_back(part, rowan)
    assert running() == []
    assert told(NoticeKind.RECORDS_BREACH) == []


def test_paper_is_out_at_once_and_a_download_opened_again_was_fetched_all_the_same(
    request_of: RecordsRequest, part: UUID, rowan: Account
) -> None:
    fetch(part, rowan)
    with db.transaction() as session:
        row, own = session.get_one(Release, part), session.get_one(RecordsRequest, request_of.id)
        giving.open_longer(own, row, by=rowan.id, now=clock.now(), today=clock.today(LONDON))
    take_back(part, rowan)
    second = make_part(request_of, make_read(request_of, "Another", by=rowan), by=rowan)
    give_part(second, rowan, HowGiven.PAPER)
    take_back(second, rowan)
    assert {one.about_id for one in running()} == {part, second}


def test_the_officer_sees_it_and_ends_its_clock(
    page: Page, part: UUID, rowan: Account, dana: Account
) -> None:
    fetch(part, rowan)
    take_back(part, rowan)
    desk = page.sign_in(dana).visit("/staff/records").follow("Taken back, and somebody has it")
    reference = rows(RecordsRequest)[0].reference
    desk.follow(f"{reference}, Part 1")
    assert "Say what was decided." in desk.submit(DECIDE, status=422).main
    assert "Nothing waits" in desk.submit(DECIDE, end=BreachEnd.NO_RISK.value).main
    assert running() == []
    assert told(NoticeKind.RECORDS_BREACH) == []
    again = f"/staff/records/{rows(RecordsRequest)[0].id}/give/{part}/breach"
    assert "Nothing waits" in page.visit(again).main
    with db.transaction() as session:
        done = session.scalars(sa.select(Event.action).where(Event.actor_id == dana.id)).all()
    assert "records: decided that a part taken back is no risk" in done


def test_the_page_of_the_request_says_by_when(page: Page, part: UUID, rowan: Account) -> None:
    fetch(part, rowan)
    take_back(part, rowan)
    request_id = rows(Release)[0].request_id
    desk = page.sign_in(rowan).visit(f"/staff/records/{request_id}/give")
    assert "Somebody has it already" in desk.main
    page.visit("/staff/records/breaches", status=404)
    page.post(f"/staff/records/{request_id}/give/{part}/breach", {"end": "none"}, status=404)
    assert len(running()) == 1


def test_before_it_is_taken_back_the_page_says_what_begins(page: Page, part: UUID, rowan: Account) -> None:
    fetch(part, rowan)
    page.sign_in(rowan).visit(f"/staff/records/{rows(Release)[0].request_id}/give").follow("Take it back")
    assert "Somebody has it already" in page.main
    assert "told within 72 hours" in page.main
    page.submit("Take it back now")
    assert len(running()) == 1


def test_decided_twice_is_decided_once(part: UUID, rowan: Account, dana: Account) -> None:
    fetch(part, rowan)
    take_back(part, rowan)
    for end in (BreachEnd.TOLD, BreachEnd.NONE):
        with db.transaction() as session:
            row = session.get_one(Release, part)
            breaches.decide(session.get_one(RecordsRequest, row.request_id), row, end, by=dana.id)
    with db.transaction() as session:
        said = session.scalars(sa.select(Event.action).where(Event.actor_id == dana.id)).all()
    assert said == ["records: told the regulator of a part that was taken back"]


def test_where_the_officer_may_not_see_it_somebody_arranges_who_decides(
    make: Make, part: UUID, sam: YoungPerson, rowan: Account, dana: Account
) -> None:
    admin = make.staff(Role.ADMINISTRATOR)
    make.kept_apart(sam, make.statement(sam), dana)
    fetch(part, rowan)
    take_back(part, rowan)
    assert (told(NoticeKind.RECORDS_BREACH), told(NoticeKind.ARRANGE)) == ([], [admin.id])
