"""Talks beside a file: asked for, fixed, called off, held; reminded of once; the ring two weeks later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from werkzeug.datastructures import MultiDict

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.records.forms.meetings import read_time
from portal.records.jobs.meetings import remind_of_talks
from portal.records.models import Meeting, RecordsRequest, RequestMessage
from portal.records.rules import MeetingKind
from portal.records.rules.meetings import WhyNoTalk, must_remind, why_not_fix
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.world_records import LONDON, make_request
from tests.support.world_records_giving import give_part, make_part, make_read
from tests.voice.young import rows

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def asked(sam: YoungPerson, rowan: Account) -> RecordsRequest:
    return make_request(person=sam, officer=rowan, name="Sam Vale", wants_company=True, wants_ring_after=True)


@pytest.fixture
def desk(page: Page, rowan: Account, asked: RecordsRequest) -> Page:
    return page.sign_in(rowan)


@pytest.fixture
def theirs(another_page: Callable[[], Page], make: Make, sam: YoungPerson) -> Page:
    return another_page().sign_in(make.account_for(sam))


def told(kind: NoticeKind) -> list[Notice]:
    return [one for one in rows(Notice) if one.kind is kind and one.dropped_at is None]


def fix(desk: Page, request: RecordsRequest, day: date, *, status: int = 200, **more: object) -> Page:
    fields = {"kind": "before", "on": day, "clock": "2.30 pm", "where": "Room 2", "person": "Rowan Shelf"}
    fields |= more
    person = str(fields["person"])
    desk.visit(f"/staff/records/{request.id}/talks")
    fields["person"] = next((value for label, value in _people(desk) if label == person), "")
    return desk.submit("Fix it and tell them", fields, status=status)


def _people(desk: Page) -> list[tuple[str, str]]:
    form, _button = desk.form_with("Fix it and tell them")
    options = form.form.iter("option")
    return [("".join(one.itertext()), str(one.get("value"))) for one in options]


def in_days(days: int) -> date:
    return clock.today(LONDON) + timedelta(days=days)


@pytest.mark.once
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("14:30", time(14, 30)), ("2.30 pm", time(14, 30)), ("9am", time(9)), ("12am", time(0))),
        *(("12 pm", time(12)), ("25:00", None), ("14:77", None), ("13pm", None), ("soon", None), ("", None)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, meant: time | None) -> None:
    assert read_time(typed) == meant


@pytest.mark.once
def test_a_talk_lies_ahead_and_is_reminded_of_once() -> None:
    hour = timedelta(hours=1)
    assert why_not_fix(NOON + hour, now=NOON, is_over=False) is None
    assert why_not_fix(NOON, now=NOON, is_over=False) is WhyNoTalk.IN_PAST
    assert why_not_fix(NOON + 9000 * hour, now=NOON, is_over=False) is WhyNoTalk.TOO_FAR
    assert why_not_fix(NOON + hour, now=NOON, is_over=True) is WhyNoTalk.OVER
    today = NOON.date()
    soon = {"reminded": False, "now": NOON, "today": today}
    assert must_remind(NOON + hour, None, **soon)  # type: ignore[arg-type]
    assert not must_remind(NOON + 30 * hour, None, **soon)  # type: ignore[arg-type]
    assert not must_remind(NOON - hour, None, **soon)  # type: ignore[arg-type]
    assert must_remind(None, today, **soon)  # type: ignore[arg-type]
    assert not must_remind(None, today + timedelta(days=1), **soon)  # type: ignore[arg-type]
    assert not must_remind(None, today, reminded=True, now=NOON, today=today)


def test_they_ask_we_fix_it_they_see_it_and_say_no(desk: Page, asked: RecordsRequest, theirs: Page) -> None:
    theirs.visit(f"/records/{asked.id}").follow("Talk with somebody")
    theirs.submit("Ask for a talk", status=422)
    assert theirs.mistakes == ["Pick one of these."]
    theirs.submit("Ask for a talk", kind="before", words="Tuesdays are good")
    assert "We look for a time." in theirs.main
    assert [one.words for one in rows(RequestMessage)] == ["Tuesdays are good"]
    assert len(told(NoticeKind.RECORDS_TALK)) == 1
    desk.visit("/staff/records/talks").follow(asked.reference)
    fix(desk, asked, in_days(3))
    assert len(rows(Meeting)) == 1
    assert told(NoticeKind.RECORDS_TALK) == []
    main = theirs.visit(f"/records/{asked.id}").main
    assert "With Rowan Shelf." in main
    assert "Room 2" in main
    theirs.submit("I do not want this talk")
    assert "Room 2" not in theirs.main
    assert len(told(NoticeKind.RECORDS_WROTE)) == 2  # the message, and that they do not want it


def test_asked_or_fixed_twice_is_once(desk: Page, asked: RecordsRequest, theirs: Page) -> None:
    theirs.visit(f"/records/{asked.id}/talk")
    form, button = theirs.form_with("Ask for a talk")
    form.fill("kind", "after")
    for _ in range(2):
        theirs.client.post(f"/records/{asked.id}/talk", data=MultiDict(form.pairs(button)))
    assert len(rows(Meeting)) == 1


def test_a_talk_in_the_past_or_with_nobody_is_refused(desk: Page, asked: RecordsRequest) -> None:
    fix(desk, asked, in_days(-1), status=422)
    assert desk.mistakes == ["This time has passed. Write a later one."]
    fix(desk, asked, in_days(2), status=422, clock="noonish", person="")
    assert set(desk.mistakes) == {"Write the time, like 14:30.", "Choose somebody."}
    assert rows(Meeting) == []


def test_a_worker_they_know_may_sit_with_them_and_nobody_in_conflict(
    desk: Page, asked: RecordsRequest, make: Make, sam: YoungPerson, another_page: Callable[[], Page]
) -> None:
    worker, carer = (
        make.staff(Role.SOCIAL_WORKER, name="Wes Field"),
        make.staff(Role.FOSTER_CARER, name="Cara Home"),
    )
    make.link(sam, worker)
    make.link(sam, carer)
    desk.visit(f"/staff/records/{asked.id}/talks")
    assert [label for label, _ in _people(desk)] == ["Choose", "Rowan Shelf", "Wes Field"]
    fix(desk, asked, in_days(1), person="Wes Field")
    page = another_page().sign_in(worker).visit("/staff/records/talks")
    assert "Room 2" in page.main
    assert "Sam Vale" not in page.main  # whose it is they ask by phone
    page.visit(f"/staff/records/{asked.id}/talks", status=404)
    assert [one.account_id for one in told(NoticeKind.RECORDS_TALK)] == [worker.id]


def test_held_with_a_note_or_called_off_by_us(desk: Page, asked: RecordsRequest, theirs: Page) -> None:
    fix(desk, asked, in_days(1))
    desk.submit("Write it down", note="", status=422)
    desk.submit("Write it down", note="They read the first volume.")
    assert "They read the first volume." in desk.main
    fix(desk, asked, in_days(2), kind="after")
    desk.submit("Call it off")
    assert "called off" in desk.main
    assert "Room 2" not in theirs.visit(f"/records/{asked.id}").main


def test_both_are_reminded_the_day_before_once(desk: Page, asked: RecordsRequest, theirs: Page) -> None:
    fix(desk, asked, in_days(3))
    with db.transaction():
        before = len(told(NoticeKind.RECORDS_NEWS))
        assert remind_of_talks(clock.now(), LONDON) == 0
        row = db.session.get_one(Meeting, rows_of_meeting().id)
        assert row.at
        soon = row.at - timedelta(hours=20)
        assert remind_of_talks(soon, LONDON) == 1
        assert remind_of_talks(soon, LONDON) == 0
    assert len(told(NoticeKind.RECORDS_NEWS)) == before + 1
    assert len(told(NoticeKind.RECORDS_TALK)) == 1


def rows_of_meeting() -> Meeting:
    return rows(Meeting)[0]


def test_the_last_part_brings_a_ring_two_weeks_later(asked: RecordsRequest, rowan: Account) -> None:
    give_part(make_part(asked, make_read(asked, "One", by=rowan), by=rowan, is_last=True), rowan)
    (ring,) = rows(Meeting)
    assert (ring.kind, ring.due_on) == (MeetingKind.RING, in_days(14))
    with db.transaction():
        assert remind_of_talks(clock.now(), LONDON) == 0
        assert remind_of_talks(clock.now() + timedelta(days=14), LONDON) == 1
    assert [one.account_id for one in told(NoticeKind.RECORDS_TALK)] == [rowan.id]


def test_a_talk_with_somebody_who_came_into_conflict_is_called_off_without_them(
    desk: Page, asked: RecordsRequest, theirs: Page, make: Make, sam: YoungPerson
) -> None:
    worker = make.staff(Role.SOCIAL_WORKER, name="Wes Field")
    make.link(sam, worker)
    fix(desk, asked, in_days(1), person="Wes Field")
    make.statement(sam, "Wes did it", to=[], concerning=[worker])
    before = {one.id for one in rows(Notice)}
    theirs.visit(f"/records/{asked.id}").submit("I do not want this talk")
    assert worker.id not in [one.account_id for one in rows(Notice) if one.id not in before]
    assert [one.off_at is not None for one in rows(Meeting)] == [True]
    with db.transaction() as session:
        session.query(Meeting).update({"off_at": None})
    with clock.at(clock.now() + timedelta(hours=20)), db.transaction():
        remind_of_talks(clock.now(), LONDON)
    assert worker.id not in [one.account_id for one in rows(Notice) if one.id not in before]


def test_that_they_did_not_come_is_written_down_after_its_time_and_another_is_fixed(
    desk: Page, asked: RecordsRequest, rowan: Account, make: Make, sam: YoungPerson
) -> None:
    fix(desk, asked, in_days(1))
    assert "They did not come" not in desk.main
    [row] = rows(Meeting)
    address = f"/staff/records/{asked.id}/talks/{row.id}/missed"
    desk.post(address, {})
    assert "Its time has not come yet." in desk.main
    with clock.at(clock.now() + timedelta(days=2)):
        desk.sign_in(rowan).visit(f"/staff/records/{asked.id}/talks").submit("They did not come")
        assert "offer another day" in desk.main
        assert "they did not come" in desk.main
        desk.post(address, {})
        desk.sign_out().sign_in(make.account_for(sam)).visit(f"/records/{asked.id}")
        assert "Room 2" not in desk.main
    [row] = rows(Meeting)
    assert (row.is_missed, row.done_at) == (True, None)
