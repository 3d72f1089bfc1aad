"""What children write in surveys without names: at the desk, read, called about, kept apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.clocks.reading import Hours
from portal.kit import clock
from portal.nameless import jobs
from portal.nameless.commands import sayings as commands
from portal.nameless.commands.talking import Moment
from portal.nameless.models import NamelessCall, NamelessConcern, NamelessHandling, SurveySaying
from portal.notices.models import Notice
from portal.policy.roles import Role
from portal.themes.order import Level
from tests.support.factories import Make
from tests.support.pages import Page

ZONE = ZoneInfo("Europe/London")
ASKED = "What would make it better?"


def rows(kind: type[Any]) -> list[Any]:
    db.session.remove()
    return list(db.session.scalars(sa.select(kind)))


def say(*texts: str) -> None:
    with db.transaction():
        for text in texts:
            commands.say(ASKED, text, Moment(clock.now(), Hours()))


def unsafe() -> str:
    return "I want to kill myself tonight"


def said(text: str) -> SurveySaying:
    return next(row for row in rows(SurveySaying) if row.words == text)


@pytest.fixture
def reader(make: Make) -> Account:
    return make.staff(Role.READER)


def test_the_desk_shows_how_many_wait_and_they_are_read_together(page: Page, reader: Account) -> None:
    say("My room is cold", "I miss my sister")
    page.sign_in(reader).visit("/staff/desk")
    assert "Written in surveys 2" in page.main
    assert "My room is cold" not in page.text
    page.follow("Read what children wrote")
    for words in ("My room is cold", "I miss my sister", ASKED):
        assert words in page.main
    assert [event.action for event in rows(Event)] == ["read_survey_words"] * 2
    say("And one that came meanwhile")
    page.submit("I have read all of these, nothing more is needed")
    assert page.flashes == ["2 marked as read."]
    assert [row.words for row in rows(SurveySaying) if row.read_at is None] == ["And one that came meanwhile"]
    assert "Written in surveys 1" in page.main
    assert {row.read_by_id for row in rows(SurveySaying)} == {reader.id, None}


def test_what_cannot_wait_is_never_marked_read_with_others(page: Page, reader: Account) -> None:
    say(unsafe(), "My room is cold")
    urgent = said(unsafe())
    page.sign_in(reader).visit("/staff/nameless/surveys")
    page.submit("I have read all of these, nothing more is needed")
    page.post("/staff/nameless/surveys", {"ids": str(urgent.id)})
    assert [row.words for row in rows(SurveySaying) if row.read_at is None] == [unsafe()]
    page.visit("/staff/nameless/surveys").follow("Something is to be done about this 1")
    page.submit("Mark as read", outcome="police")
    assert said(unsafe()).read_by_id == reader.id


def test_one_of_them_gets_what_was_done_and_whom_it_concerns(page: Page, make: Make, reader: Account) -> None:
    worker = make.staff(Role.SOCIAL_WORKER, name="Dana Holt")
    second = make.staff(Role.READER, manager=None)
    say("Dana Holt shouts at me")
    saying = said("Dana Holt shouts at me")
    page.sign_in(reader).visit("/staff/nameless/surveys").follow("Something is to be done about this 1")
    page.submit("Mark as read", status=422)
    page.submit("Mark as read", outcome="designated_officer", concerns=[str(worker.id)], note="rang at once")
    (done,) = rows(NamelessHandling)
    assert (done.note, done.about_id) == ("rang at once", saying.id)
    assert [row.account_id for row in rows(NamelessConcern)] == [worker.id]
    page.sign_out().sign_in(second).visit(f"/staff/nameless/surveys/{saying.id}")
    assert "rang at once" in page.main
    assert "Dana Holt" in page.main


def test_nobody_it_concerns_nor_their_manager_meets_it(page: Page, make: Make, reader: Account) -> None:
    lead = make.staff(Role.SAFETY_LEAD)
    concerned = make.staff(Role.READER, name="Rowan Pike", manager=lead)
    say("Rowan Pike is unkind")
    saying = said("Rowan Pike is unkind")
    with db.transaction() as session:
        session.add(NamelessConcern(about_id=saying.id, account_id=concerned.id, marked_by_id=reader.id))
    for somebody in (concerned, lead):
        page.sign_out().sign_in(somebody).visit("/staff/desk")
        assert "Written in surveys" not in page.main
        page.visit("/staff/nameless/surveys")
        assert "Rowan Pike" not in page.main
        page.visit(f"/staff/nameless/surveys/{saying.id}", status=404)
        page.post("/staff/nameless/surveys", {"ids": str(saying.id)})
        page.post(f"/staff/nameless/surveys/{saying.id}", {"outcome": "nothing_needed"}, status=404)
    assert said("Rowan Pike is unkind").read_at is None


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.PARTICIPATION_WORKER, Role.PANEL_SUPPORT])
def test_others_do_not_read_them(page: Page, make: Make, role: Role) -> None:
    say("My room is cold")
    page.sign_in(make.staff(role)).visit("/staff/nameless/surveys", status=404)
    page.visit(f"/staff/nameless/surveys/{said('My room is cold').id}", status=404)


def test_what_cannot_wait_calls_whoever_is_on_duty_and_opening_it_stops_that(page: Page, make: Make) -> None:
    duty = make.staff(Role.DUTY_WORKER)
    make.on_duty(duty)
    say(unsafe(), "My room is cold")
    urgent = said(unsafe())
    assert urgent.level is Level.NOW
    assert urgent.pages_duty
    (notice,) = rows(Notice)
    assert (notice.account_id, notice.about_id) == (duty.id, urgent.id)
    assert (notice.made_at.hour, notice.made_at.minute, notice.made_at.second) == (0, 0, 0)
    page.sign_in(duty).visit("/staff/desk").follow("Read what children wrote")
    assert unsafe() in page.main
    assert "My room is cold" not in page.main  # they were called to the other one only
    urgent = said(unsafe())
    assert not urgent.pages_duty
    assert urgent.called_at is not None
    assert (urgent.called_at.hour, urgent.called_at.minute) == (0, 0)


def test_the_next_in_line_is_called_until_somebody_opens_it_and_the_late_ones_are_told(make: Make) -> None:
    lead, reader = make.staff(Role.SAFETY_LEAD), make.staff(Role.READER)
    say(unsafe(), "My room is cold")
    later = clock.now() + timedelta(minutes=11)
    with db.transaction():
        assert jobs.call_the_next_in_line(later, zone=ZONE, wait_minutes=10) == 1
    assert {row.account_id for row in rows(NamelessCall)} >= {lead.id}
    week = clock.now() + timedelta(days=8)
    open_then = next(
        moment
        for moment in (week + timedelta(hours=hour) for hour in range(96))
        if jobs.is_open(Hours(), moment)
    )
    with db.transaction():
        assert jobs.look_for_unread(open_then, hours=Hours()) == 1
    cold = said("My room is cold")
    assert {row.account_id for row in rows(NamelessCall) if row.about_id == cold.id} == {reader.id}


def test_shuffled_they_are_the_same_and_erased_they_are_gone(reader: Account) -> None:
    texts = [f"text {number}" for number in range(30)]
    say(*texts)
    before = {row.id: row.words for row in rows(SurveySaying)}
    with db.transaction():
        commands.shuffle()
    assert {row.id: row.words for row in rows(SurveySaying)} == before
    assert [row.words for row in physical(rows(SurveySaying))] != texts
    with db.transaction() as session:
        found = session.scalars(sa.select(SurveySaying)).all()
        commands.mark_all_read(found[:29], by=reader.id, now=clock.now(), on=clock.now().date())
    with db.transaction():
        assert jobs.erase_read_sayings(clock.now() + timedelta(days=89), keep_days=90) == 0
    with db.transaction():
        assert jobs.erase_read_sayings(clock.now() + timedelta(days=91), keep_days=90) == 29
    assert len(rows(SurveySaying)) == 1  # unread: never erased
    assert rows(NamelessHandling) == []


def physical(found: Iterable[SurveySaying]) -> list[SurveySaying]:
    """In the order in which the database keeps them."""
    by_id = {row.id: row for row in found}
    place = sa.text("rowid" if db.session.get_bind().dialect.name == "sqlite" else "ctid")
    db.session.remove()
    ids = db.session.scalars(sa.select(SurveySaying.id).order_by(place)).all()
    return [by_id[one] for one in ids]
