"""Who must not meet, and is kept from what others write: minutes, thank-yous, agendas, notes."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.participation.commands import apart, notes
from portal.participation.models import (
    AgendaPoint,
    GroupMeeting,
    MeetingComing,
    Membership,
    MustNotMeet,
    ThankYou,
    WelfareNote,
)
from portal.participation.models.ideas import Idea
from portal.participation.rules.awards import ThanksState
from portal.participation.rules.groups import Place
from portal.participation.rules.meetings import Coming
from portal.participation.rules.notes import WhyNotHold
from portal.people import queries as people
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from tests.participation import rooms
from tests.participation.ideas import is_up
from tests.support.challenged import known
from tests.support.factories import Make
from tests.support.met import Met, desk_read, group_of, meeting, met
from tests.support.pages import Page
from tests.support.queries import counted


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Met:
    return met(make)


def keep_apart(there: Met) -> None:
    with db.transaction() as session:
        one, other = there.member.young_person_id, there.another.young_person_id
        session.add(MustNotMeet(one_id=one, other_id=other, by_id=there.worker.id, at=clock.now()))


def named(there: Met, row: GroupMeeting, *accounts: Account) -> None:
    """They were there and may be named; the minutes are published."""
    with db.transaction() as session:
        for account in accounts:
            said = MeetingComing(
                meeting_id=row.id,
                young_person_id=account.young_person_id,
                coming=Coming.YES,
                needs=[],
                said_at=clock.now(),
                was_there=True,
                may_name=True,
            )
            session.add(said)
        kept = session.get_one(GroupMeeting, row.id)
        kept.came, kept.minutes_at, kept.minutes_by_id = len(accounts), clock.now(), there.worker.id


def minutes_of(page: Page, who: Account, row: GroupMeeting) -> str:
    return page.sign_in(who).visit(f"/groups/meeting/{row.id}").main


def written(page: Page, there: Met, row: GroupMeeting) -> None:
    page.sign_in(there.worker).visit(f"/staff/group-meetings/{row.id}/minutes")
    came = [str(there.member.young_person_id), str(there.another.young_person_id)]
    page.submit("Publish it to the members", {"line1-words": "We met.", "came": came})


def test_two_who_are_in_one_group_already_are_said_until_it_is_settled(
    there: Met, make: Make, page: Page
) -> None:
    row = meeting(there.worker, there.group)
    offer = rooms.offer(there.worker, title="A room for both")
    refs = []
    for account in (there.member, there.another):
        person = people.get(account.young_person_id) if account.young_person_id else None
        assert person is not None
        rooms.place(offer, person)
        refs.append(person.child_ref)
    page.sign_in(there.worker).visit("/staff/must-not-meet")
    page.submit("Keep them apart", one=refs[0], other=refs[1], why="A made-up reason")
    assert "Both are in this still" in page.main
    for address in (
        f"/staff/groups-kept/{there.group.id}",
        f"/staff/group-meetings/{row.id}",
        f"/staff/in-the-room/{offer}",
    ):
        assert address in page.html
    page.visit(f"/staff/groups-kept/{there.group.id}")
    assert "These must not meet, and both are here" in page.main
    with db.transaction() as session:
        wanted = sa.select(Membership).where(Membership.young_person_id == there.another.young_person_id)
        place = session.scalars(wanted).one()
        place.place, place.is_live = Place.LEFT, None
    assert "These must not meet" not in page.visit(f"/staff/groups-kept/{there.group.id}").main


def test_many_pairs_ask_no_more_of_the_database_than_one(there: Met, make: Make, page: Page) -> None:
    def pair() -> None:
        one, other = make.young_person(), make.young_person()
        with db.transaction():
            apart.keep_apart(
                str(one.child_ref),
                str(other.child_ref),
                "A made-up reason",
                by=there.worker.id,
                now=clock.now(),
            )

    def asked() -> int:
        with counted() as said:
            page.visit("/staff/must-not-meet")
        return len(said)

    page.sign_in(there.worker)
    pair()
    asked()
    once = asked()
    for _ in range(4):
        pair()
    assert asked() == once


def test_minutes_name_nobody_to_whom_they_must_not_meet(there: Met, page: Page) -> None:
    row = meeting(there.worker, there.group, hours=-2)
    named(there, row, there.member, there.another)
    written(page, there, row)
    assert "Sam" in minutes_of(page, there.another, row)
    keep_apart(there)
    assert "Sam" not in minutes_of(page, there.another, row)
    assert "Kit" not in minutes_of(page, there.member, row)


def test_a_name_comes_out_of_minutes_whenever_its_member_says_so(there: Met, page: Page) -> None:
    row = meeting(there.worker, there.group, hours=-2)
    named(there, row, there.member, there.another)
    written(page, there, row)
    assert "Sam" in minutes_of(page, there.another, row)
    page.sign_in(there.member).visit(f"/groups/meeting/{row.id}").submit("Take my name off the list")
    assert "Take my name off" not in page.main
    assert "Sam" not in minutes_of(page, there.another, row)
    assert "Kit" in minutes_of(page, there.member, row)
    with db.transaction() as session:
        wanted = sa.select(Membership).where(Membership.young_person_id == there.another.young_person_id)
        place = session.scalars(wanted).one()
        place.place, place.is_live = Place.LEFT, None
    assert "Kit" not in minutes_of(page, there.member, row)


def _thanks(by: Account, **fields: object) -> uuid.UUID:
    with db.transaction() as session:
        row = ThankYou(send_once=uuid.uuid4(), made_by_id=by.id, says_who=True, made_at=clock.now(), **fields)
        row.who, row.words, row.told = "Somebody", "You helped.", "You helped."
        session.add(row)
        session.flush()
        return row.id


def test_what_an_adult_wrote_is_not_passed_on_to_a_child_whose_words_concern_them(
    there: Met, make: Make, page: Page
) -> None:
    adult = make.staff(Role.SOCIAL_WORKER)
    make.statement(there.young, concerning=[adult])
    thanks_id = _thanks(adult)
    page.sign_in(there.worker).visit(f"/staff/thank-yous/{thanks_id}")
    page.submit("Pass it on", {"young": str(there.young.id), "told": "x"}, status=422)
    assert "cannot be passed on" in page.mistakes[0]
    page.submit("Pass it on", {"young": str(there.another.young_person_id), "told": "x"})


def test_a_thank_you_that_went_on_before_is_gone_when_they_must_not_meet(there: Met, page: Page) -> None:
    _thanks(
        there.member,
        from_young_person_id=there.member.young_person_id,
        state=ThanksState.PASSED_ON,
        to_young_person_id=there.another.young_person_id,
        decided_at=clock.now(),
    )
    assert "You helped." in page.sign_in(there.another).visit("/groups/thank-yous").main
    keep_apart(there)
    page.visit("/groups/thank-yous")
    assert "You helped." not in page.main
    assert "Sam" not in page.main


def test_a_childs_idea_on_an_agenda_is_not_read_by_the_grown_ups_of_the_group(
    make: Make, app: flask.Flask, page: Page
) -> None:
    worker, year = make.staff(Role.PARTICIPATION_WORKER), clock.now().year
    young: list[YoungPerson] = [make.young_person(born_on=date(year - years, 1, 1)) for years in (13, 15, 20)]
    child, friend, leaver = (make.account_for(one) for one in young)
    group = group_of(worker, young)
    row = meeting(worker, group)
    idea_id = is_up(app, child, make.staff(Role.READER), worker, "Later bedtimes")
    with db.transaction() as session:
        session.get_one(Idea, idea_id).group_id = group.id
    page.sign_in(worker).visit(f"/staff/group-meetings/{row.id}/agenda").submit("Put it on: Later bedtimes")
    point = db.session.scalars(sa.select(AgendaPoint)).one()
    assert "Later bedtimes" in minutes_of(page, friend, row)
    assert "Later bedtimes" not in minutes_of(page, leaver, row)
    page.post(f"/groups/point/{point.id}/want", {"want": "yes"}, status=404)


def _note(there: Met, by: Account) -> uuid.UUID:
    with db.transaction() as session:
        row = WelfareNote(send_once=uuid.uuid4(), young_person_id=there.young.id, by=by.id, at=clock.now())
        row.words = f"Loud rooms, says {by.id}"
        session.add(row)
        session.flush()
        return row.id


def test_a_worker_whom_their_words_concern_reads_no_note_but_their_own(
    app: flask.Flask, there: Met, make: Make, page: Page
) -> None:
    second = make.staff(Role.PARTICIPATION_WORKER)
    theirs, own = _note(there, second), _note(there, there.worker)
    wanted = sa.select(Membership.id).where(Membership.young_person_id == there.young.id)
    url = f"/staff/groups-kept/in/{db.session.scalars(wanted).one()}"
    assert str(second.id) in page.sign_in(there.worker).visit(url).main
    make.statement(there.young, concerning=[there.worker])
    main = page.visit(url).main
    assert str(second.id) not in main
    assert str(there.worker.id) in main
    page.visit(f"/staff/groups-kept/notes/{theirs}/hold", status=404)
    page.post(f"/staff/groups-kept/notes/{theirs}/agree", {}, status=404)
    page.visit(f"/staff/groups-kept/notes/{own}/hold")
    with app.app_context(), db.transaction() as session:
        row, on = session.get_one(WelfareNote, theirs), people.today()
        notes.hold_back(row, "harm", on + timedelta(days=9), by=second.id, today=on)
    told = sa.select(Notice.account_id).where(Notice.kind == NoticeKind.GROUP_NOTE)
    assert there.worker.id not in set(db.session.scalars(told))
    assert "Waits for a second person" not in page.visit("/staff/groups-kept").main


def test_one_person_hides_a_note_once_and_two_for_a_year_at_most(
    app: flask.Flask, there: Met, make: Make, page: Page
) -> None:
    note_id = _note(there, there.worker)
    with app.app_context():
        on = people.today()
    second = make.staff(Role.PARTICIPATION_WORKER)

    def hold(days: int = 100) -> None:
        with app.app_context(), db.transaction() as session:
            row = session.get_one(WelfareNote, note_id)
            notes.hold_back(row, "harm", on + timedelta(days=days), by=there.worker.id, today=on)

    def first_asked(days: int) -> None:
        with db.transaction() as session:
            session.get_one(WelfareNote, note_id).held_back_at = clock.now() - timedelta(days=days)

    def reads() -> bool:
        return "Loud rooms" in page.sign_in(there.member).visit("/groups/notes").main

    hold()
    assert not reads()
    first_asked(30)
    assert reads()
    hold()
    assert reads()
    with app.app_context(), db.transaction() as session:
        notes.show(session.get_one(WelfareNote, note_id), by=there.worker.id)
    hold()
    assert reads()
    with app.app_context(), db.transaction() as session:
        notes.agree(session.get_one(WelfareNote, note_id), by=second.id)
    assert not reads()
    with app.app_context(), db.transaction() as session:
        notes.show(session.get_one(WelfareNote, note_id), by=second.id)
    first_asked(300)
    with pytest.raises(Refused) as refused:
        hold()
    assert refused.value.reason is WhyNotHold.OVER


def test_reading_what_a_member_brought_is_in_the_log_and_a_name_in_it_is_looked_at(
    there: Met, make: Make, page: Page
) -> None:
    known(make, "Kit Marsh")
    row = meeting(there.worker, there.group)
    page.sign_in(there.member).visit(f"/groups/meeting/{row.id}")
    page.submit("Bring it to the meeting", point="Kit Marsh hit me")
    point = db.session.scalars(sa.select(AgendaPoint)).one()
    desk_read(point.statement_id, make.staff(Role.READER))
    page.sign_in(there.worker).visit(f"/staff/group-point/{point.id}")
    read = sa.select(Event.young_person_id).where(Event.action == "keep_groups", Event.subject_id == point.id)
    assert db.session.scalars(read).all() == [there.member.young_person_id]
    page.submit("Keep it", what="on", status=422)
    assert "This could give somebody away" in page.main
    assert "Kit Marsh" not in minutes_of(page, there.another, row)
    page.sign_in(there.worker).visit(f"/staff/group-point/{point.id}")
    page.submit("Keep it", what="not_on", why="Let us talk about it.")
