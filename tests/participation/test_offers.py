"""Being in the room: offered, answered, come to, what it changed, whether that is true."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.participation.commands import offers as commands
from portal.participation.figures import influence
from portal.participation.jobs import room as jobs
from portal.participation.models import InfluenceQuarter, MustNotMeet, RoomOffer, RoomPlace
from portal.participation.rules.room import Changed, Coming, ForWhom, Truth
from portal.policy.roles import Role
from tests.participation import rooms
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows, statements

ZONE = ZoneInfo("Europe/London")


@pytest.fixture
def keeper(make: Make) -> Account:
    return make.staff(Role.PARTICIPATION_WORKER)


def test_a_worker_makes_an_offer_and_a_young_person_of_its_ages_sees_it(
    page: Page, make: Make, keeper: Account
) -> None:
    day = clock.now().date() + timedelta(days=20)
    page.sign_in(keeper).visit("/staff/groups-kept").follow("Being in the room").follow("Make an offer")
    filled = {
        "What is it?": "panel",
        "Its name": "The panel talks about school",
        "What is it for, and what can young people decide there?": "You say what helps.",
        "on": day,
        "At what time does it begin?": "16:30",
        "How many minutes does it take?": "45",
        "Where?": "Town hall",
        "for_whom": "everybody",
        "From which age?": "11",
        "Up to which age?": "17",
        "reply_by_on": day,
    }
    page.submit("Make the offer", {**filled, "at": "25:99", "oldest": "9"}, status=422)
    assert len(page.mistakes) == 2
    page.submit("Make the offer", filled)
    page.follow("Change the offer").submit("Keep the changes", {"How many places are there?": "3"})
    assert rows(RoomOffer)[0].places == 3
    person = make.account_for(make.young_person())
    page.sign_in(person).visit("/groups").follow("Being in the room")
    assert "The panel talks about school" in page.main
    grown_up = make.young_person(born_on=date(2000, 1, 1))
    page.sign_in(make.account_for(grown_up)).visit("/groups/in-the-room")
    assert "The panel talks about school" not in page.main
    page.visit(f"/groups/in-the-room/{rows(RoomOffer)[0].id}", status=404)


def test_they_say_yes_with_what_they_need_and_no_later(page: Page, make: Make, keeper: Account) -> None:
    offer_id = rooms.offer(keeper)
    page.sign_in(make.account_for(make.young_person())).visit(f"/groups/in-the-room/{offer_id}")
    page.submit("Send my answer", status=422)
    page.submit("Send my answer", {"coming": "yes", "needs": ["travel", "breaks"]})
    assert "Your answer: Yes, I want to come" in page.main
    assert rows(RoomPlace)[0].needs == ["breaks", "travel"]
    page.sign_in(keeper).visit(f"/staff/in-the-room/{offer_id}")
    assert "Help to get there (1)" in page.main
    page.sign_in(make.staff(Role.MANAGER)).visit(f"/staff/in-the-room/{offer_id}", status=404)


def test_no_is_possible_when_it_is_too_late_to_say_yes(page: Page, make: Make, keeper: Account) -> None:
    offer_id = rooms.offer(keeper, reply_by_on=clock.now().date() - timedelta(days=1))
    person = make.young_person()
    rooms.place(offer_id, person)
    page.sign_in(make.account_for(person)).visit(f"/groups/in-the-room/{offer_id}")
    page.submit("Send my answer", {"coming": "maybe"}, status=422)
    page.submit("Send my answer", {"coming": "no"})
    assert rows(RoomPlace)[0].coming is Coming.NO


def test_the_last_place_is_given_once_and_those_kept_apart_do_not_meet(
    page: Page, make: Make, keeper: Account
) -> None:
    first, second, third = (make.young_person() for _ in range(3))
    full, wide = rooms.offer(keeper, places=1), rooms.offer(keeper, title="Another one")
    rooms.place(full, first)
    rooms.place(wide, first)
    with db.transaction() as session:
        session.add(MustNotMeet(one_id=first.id, other_id=second.id, by_id=keeper.id, at=clock.now()))
    account = make.account_for(third)
    page.sign_in(account).visit(f"/groups/in-the-room/{full}")
    page.submit("Send my answer", {"coming": "yes"}, status=422)
    assert "There is no place for you this time" in page.mistakes[0]
    page.sign_in(make.account_for(second)).visit(f"/groups/in-the-room/{wide}")
    page.submit("Send my answer", {"coming": "yes"}, status=422)
    assert "There is no place for you this time" in page.mistakes[0]
    page.sign_in(account).visit(f"/groups/in-the-room/{wide}").submit("Send my answer", {"coming": "yes"})


def test_who_is_invited_is_told_once_and_not_with_somebody_they_must_not_meet(
    page: Page, make: Make, keeper: Account
) -> None:
    first, second = make.young_person(name="Robin Ash"), make.young_person(name="Kit Elm")
    accounts = {one.id: one for one in (make.account_for(first), make.account_for(second))}
    earlier, only = (
        rooms.offer(keeper),
        rooms.offer(keeper, for_whom=ForWhom.INVITED, title="A small meeting"),
    )
    for person in (first, second):
        rooms.place(earlier, person)
    with db.transaction() as session:
        session.add(MustNotMeet(one_id=second.id, other_id=first.id, by_id=keeper.id, at=clock.now()))
    page.sign_in(next(iter(accounts.values()))).visit(f"/groups/in-the-room/{only}", status=404)
    page.sign_in(keeper).visit(f"/staff/in-the-room/{only}").submit("Invite them", status=422)
    page.submit("Invite them", {"who": [str(first.id), str(second.id)]})
    assert "cannot be invited" in page.flashes[0]
    assert [one.kind for one in rows(Notice)] == [NoticeKind.ROOM_OFFER]
    page.sign_in(accounts[rows(Notice)[0].account_id]).visit(f"/groups/in-the-room/{only}")


def test_what_changed_is_asked_of_the_chair_and_said_true_or_not(
    page: Page, make: Make, keeper: Account
) -> None:
    person, chair = make.young_person(name="Robin Ash"), make.staff(Role.PANEL_MEMBER, name="Marlow Quill")
    account, offer_id = make.account_for(person), rooms.offer(keeper)
    rooms.place(offer_id, person)
    page.sign_in(keeper).visit(f"/staff/in-the-room/{offer_id}")
    page.post(f"/staff/in-the-room/{offer_id}/came", {"came": str(person.id), "thanks": "x"}, status=422)
    rooms.is_over(offer_id)
    page.visit(f"/staff/in-the-room/{offer_id}")
    page.submit("Write down who took part", {"came": [str(person.id)], "thanks": "You said it well."})
    page.submit("Ask what changed", {"chair": str(chair.id)})
    page.sign_in(chair).visit("/staff").follow("Please say what the view of young people changed")
    page.follow("Say what changed")
    page.submit("Tell them", {"changed": "changed", "words": "Marlow Quill was right."}, status=422)
    page.submit("Tell them", {"changed": "changed", "words": "Photos come before every move."})
    page.visit(f"/staff/in-the-room/{offer_id}", status=404)
    page.sign_in(account).visit("/groups/in-the-room").follow("See what came of it")
    assert "Photos come before every move." in page.main
    assert "You said it well." in page.main
    page.submit("Tell them", {"truth": "not", "words": "I never saw one."})
    assert rows(RoomPlace)[0].truth is Truth.NOT
    assert len(statements()) == 1  # read at the desk, like all they say
    other = make.staff(Role.PANEL_MEMBER)
    page.sign_in(other).visit(f"/staff/in-the-room/asked-of-me/{offer_id}", status=404)


def test_somebody_who_was_not_there_cannot_say_whether_it_is_true(
    page: Page, make: Make, keeper: Account
) -> None:
    offer_id = rooms.offer(keeper)
    page.sign_in(make.account_for(make.young_person())).visit(f"/groups/in-the-room/{offer_id}")
    page.post(f"/groups/in-the-room/{offer_id}/true", {"truth": "true"}, status=422)


def test_called_off_is_told_to_those_who_wanted_to_come(page: Page, make: Make, keeper: Account) -> None:
    person, offer_id = make.young_person(), rooms.offer(keeper)
    account = make.account_for(person)
    rooms.place(offer_id, person)
    page.sign_in(keeper).visit(f"/staff/in-the-room/{offer_id}").submit("Call it off")
    assert [(one.account_id, one.kind) for one in rows(Notice)] == [(account.id, NoticeKind.ROOM_NEWS)]
    page.sign_in(account).visit("/groups/in-the-room").follow("Look at this")
    assert "This was called off" in page.main
    page.post(f"/groups/in-the-room/{offer_id}/coming", {"coming": "yes"}, status=422)


def test_a_chair_who_does_not_say_it_is_reminded_once_and_whoever_made_the_offer_told(
    app: object, make: Make, keeper: Account
) -> None:
    chair, offer_id, now = make.staff(Role.MANAGER), rooms.offer(keeper), clock.now()
    rooms.is_over(offer_id)
    with db.transaction() as session:
        row = session.get_one(RoomOffer, offer_id)
        commands.ask_what_changed(row, chair.id, now.date() + timedelta(days=3), by=keeper.id, now=now)
    with db.transaction():
        assert jobs.remind_chairs(now + timedelta(days=3), ZONE) == 0
    with db.transaction():
        assert jobs.remind_chairs(now + timedelta(days=5), ZONE) == 1
    with db.transaction():
        assert jobs.remind_chairs(now + timedelta(days=5), ZONE) == 0
    assert sorted(one.account_id == chair.id for one in rows(Notice)) == [False, True, True]


def test_a_quarter_of_influence_is_counted_once_and_shows_no_small_number(
    app: object, make: Make, keeper: Account
) -> None:
    begun = clock.now() - timedelta(days=150)
    true, untrue = rooms.offer(keeper, starts_at=begun), rooms.offer(keeper, starts_at=begun)
    for number in range(6):
        rooms.place(true, make.young_person(), took_part=True, truth=Truth.TRUE if number else None)
    rooms.place(untrue, make.young_person(), took_part=True, truth=Truth.NOT)
    with db.transaction() as session:
        for offer_id, words in ((true, "Photos come first."), (untrue, "All is well.")):
            row = session.get_one(RoomOffer, offer_id)
            row.chair_id, row.changed, row.changed_at = keeper.id, Changed.CHANGED, begun
            row.changed_words = words
    assert jobs.count_influence(clock.now(), ZONE) >= 1
    assert jobs.count_influence(clock.now(), ZONE) == 0
    quarter = next(one for one in rows(InfluenceQuarter) if "Photos" in one.words)
    assert quarter.printed["took_part"] == 5  # seven, to the nearest 5
    assert quarter.printed["offers"]["panel"] == 2
    found = influence.as_it_stood(clock.now().date(), clock.now())
    assert found is not None
    assert "All is well." not in quarter.words  # those who were there said it is not true
    assert influence.as_it_stood(clock.now().date(), begun) is None


def test_a_form_sent_twice_makes_one_offer(page: Page, keeper: Account) -> None:
    day = clock.now().date() + timedelta(days=9)
    sent = {
        "kind": "panel", "title": "One", "what_for": "x", "where": "y", "at": "9:00", "minutes": "30",
        "for_whom": "everybody", "send_once": str(uuid4()),
    }  # fmt: skip
    for name in ("on", "reply_by_on"):
        sent |= {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}
    page.sign_in(keeper)
    for _ in range(2):
        page.post("/staff/in-the-room/new", sent)
    assert len(rows(RoomOffer)) == 1


def test_who_said_yes_is_told_of_another_day_or_place_and_who_was_asked_that_it_is_off(
    page: Page, make: Make, keeper: Account
) -> None:
    offer_id = rooms.offer(keeper)
    answers = (Coming.YES, Coming.MAYBE, Coming.NO, None)
    young = [make.young_person() for _answer in answers]
    accounts = [make.account_for(one) for one in young]
    for person, coming in zip(young, answers, strict=True):
        rooms.place(offer_id, person, coming=coming, invited_at=clock.now())

    def told() -> set[UUID]:
        of = {row.account_id for row in rows(Notice) if row.kind is NoticeKind.ROOM_NEWS}
        return {one.id for one in accounts if one.id in of}

    page.sign_in(keeper).visit(f"/staff/in-the-room/{offer_id}/change")
    page.submit("Keep the changes", {"you_get": "A meal"})
    assert told() == set()
    page.visit(f"/staff/in-the-room/{offer_id}/change").submit("Keep the changes", {"where": "Room 9"})
    assert told() == {accounts[0].id, accounts[1].id}
    page.visit(f"/staff/in-the-room/{offer_id}").submit("Call it off")
    assert told() == {accounts[0].id, accounts[1].id, accounts[3].id}


def test_reading_who_comes_is_an_event_of_each(page: Page, make: Make, keeper: Account) -> None:
    offer_id, young = rooms.offer(keeper), [make.young_person() for _number in range(2)]
    for person in young:
        rooms.place(offer_id, person)
    page.sign_in(keeper).visit(f"/staff/in-the-room/{offer_id}")
    read = [one.young_person_id for one in rows(Event) if one.action == "read who comes to be in the room"]
    assert set(read) == {one.id for one in young}


@pytest.mark.parametrize("truth", [Truth.TRUE, Truth.NOT])
def test_what_one_alone_could_have_called_untrue_is_never_printed(
    page: Page, make: Make, keeper: Account, truth: Truth
) -> None:
    offer_id = rooms.offer(keeper, starts_at=clock.now() - timedelta(days=1))
    rooms.place(offer_id, make.young_person(), took_part=True, truth=truth)
    with db.transaction() as session:
        row = session.get_one(RoomOffer, offer_id)
        row.changed, row.changed_words = Changed.CHANGED, "We open a second home."
    today = clock.now().date()
    _printed, words = influence.count(Period(today - timedelta(days=9), today), ZONE)
    assert words == []
