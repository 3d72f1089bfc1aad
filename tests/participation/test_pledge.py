"""The pledge: written, marked once a year, counted once, answered, open to everybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.participation.figures import pledge as figures
from portal.participation.jobs import room as jobs
from portal.participation.models import PledgeAnswer, PledgeRound, PledgeSheet, Promise, PromiseVersion
from portal.participation.rules.pledge import RoundDays
from portal.policy.roles import Role
from portal.voice.models import Reply
from tests.participation import rooms
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows, statements

ZONE = ZoneInfo("Europe/London")
WORDS = {
    "title": "Your home",
    "easy": "You have a safe home.",
    "means": "We find a home that fits you.",
    "who": "Head of Fostering",
    "picture": "home",
}


@pytest.fixture
def keeper(make: Make) -> Account:
    return make.staff(Role.PARTICIPATION_WORKER)


def today() -> date:
    return clock.today(ZONE)


def marked_by(make: Make, round_id: UUID, promise_id: UUID, *marks: str) -> None:
    for mark in marks:
        person = make.young_person()
        rooms.marks(round_id, person, make.account_for(person), {str(promise_id): mark}, today())


def test_a_promise_is_written_and_keeps_what_it_said_before(page: Page, keeper: Account) -> None:
    page.sign_in(keeper).visit("/staff/pledge").follow("Write a promise")
    page.submit("Make it part of the pledge", status=422)
    page.submit("Make it part of the pledge", WORDS)
    page.follow("Your home")
    before = page.value("mark")
    page.submit("Keep the changes", {"means": "We ask you before you move."})
    assert "We find a home that fits you." in page.main
    promise = rows(Promise)[0]
    late = {**WORDS, "means": "Something else", "mark": before}
    page.post(f"/staff/pledge/promises/{promise.id}", late, status=422)
    assert "Somebody else changed it" in page.mistakes[0]
    assert [one.number for one in rows(PromiseVersion)] == [1, 2]
    page.visit("/staff/pledge").submit("Take it out: Your home")
    page.sign_out().visit("/pledge")
    assert "Your home" not in page.main
    page.sign_in(keeper).visit("/staff/pledge").submit("Take it up again: Your home")


def test_nobody_is_named_in_a_promise(page: Page, make: Make, keeper: Account) -> None:
    make.staff(Role.MANAGER, name="Marlow Quill")
    page.sign_in(keeper).visit("/staff/pledge/promises/new")
    page.submit("Make it part of the pledge", {**WORDS, "who": "Marlow Quill"}, status=422)


def test_they_mark_it_once_with_words_that_go_to_the_desk(page: Page, make: Make, keeper: Account) -> None:
    home, me = rooms.promises(keeper)
    person = make.account_for(make.young_person())
    page.sign_in(person).visit("/groups/pledge/mark")
    assert "You can’t mark them just now" in page.main
    page.post("/groups/pledge/mark", {f"m_{home}": "kept"}, status=409)
    rooms.round_of_marks(keeper, today())
    page.visit("/groups").follow("The pledge").follow("Mark the promises")
    page.submit("Send my marks", status=422)
    page.post("/groups/pledge/mark", {f"m_{home}": "often"}, status=422)
    page.visit("/groups/pledge/mark").submit("Send my marks", {f"m_{home}": "not", "words": "I moved twice."})
    assert len(statements()) == 1
    page.follow("Change my marks")
    assert page.value(f"m_{home}") == "not"
    page.submit("Send my marks", {f"m_{me}": "kept"})
    assert len(rows(PledgeSheet)) == 1
    assert len(statements()) == 1


def test_words_that_come_when_it_is_counted_reach_the_desk(page: Page, make: Make, keeper: Account) -> None:
    home, _me = rooms.promises(keeper)
    round_id = rooms.round_of_marks(keeper, today())
    page.sign_in(make.account_for(make.young_person())).visit("/groups/pledge/mark")
    rooms.counted(round_id, today())
    page.submit("Send my marks", {f"m_{home}": "not", "words": "I moved twice."})
    assert "We have your words" in page.flashes[0]
    assert [one.words for one in rows(Reply)] == ["I moved twice."]


def test_what_is_being_marked_stays_as_it_is(page: Page, keeper: Account) -> None:
    home, _me = rooms.promises(keeper)
    round_id = rooms.round_of_marks(keeper, today())
    url = f"/staff/pledge/promises/{home}"
    page.sign_in(keeper).visit(url).submit("Keep the changes", {"means": "Something else"}, status=422)
    assert page.mistakes == [
        "Young people mark the promises just now. Change this one once the round is counted."
    ]
    assert page.value("means") == "Something else"  # what was typed is there still
    assert {one.number for one in rows(PromiseVersion)} == {1}
    rooms.counted(round_id, today())
    page.submit("Keep the changes")
    assert sorted(one.number for one in rows(PromiseVersion)) == [1, 1, 2]


def test_a_younger_child_reads_the_short_words(page: Page, make: Make, keeper: Account) -> None:
    rooms.promises(keeper)
    rooms.round_of_marks(keeper, today())
    child = make.young_person(born_on=today().replace(year=today().year - 9, day=1))
    page.sign_in(make.account_for(child)).visit("/groups/pledge")
    assert "We look after it." not in page.main
    page.follow("Mark the promises")
    assert "We keep this." in page.main


def test_it_is_counted_once_by_itself_and_who_marked_what_is_thrown_away(
    app: object, make: Make, keeper: Account
) -> None:
    support = make.staff(Role.PANEL_SUPPORT)
    home, me = rooms.promises(keeper)
    round_id = rooms.round_of_marks(keeper, today())
    marked_by(make, round_id, home, *["kept"] * 11, "not")
    marked_by(make, round_id, me, "not", "not", "partly")
    with db.transaction():
        assert jobs.count_pledge(clock.now(), ZONE) == 0
    later = clock.now() + timedelta(days=9)
    with db.transaction():
        assert jobs.count_pledge(later, ZONE) == 1
    with db.transaction():
        assert jobs.count_pledge(later, ZONE) == 0
    assert rows(PledgeSheet) == []
    assert [(one.account_id, one.kind) for one in rows(Notice)] == [(support.id, NoticeKind.PLEDGE_TO_ANSWER)]
    found = figures.as_it_stood(later.date(), later)
    assert found is not None
    assert found.marked == 15
    assert [one.row for one in found.promises][1] == {}
    assert found.promises[0].row["kept"] in (10, "hidden")
    assert figures.as_it_stood(later.date(), clock.now()) is None
    with db.transaction():
        assert jobs.remind_panel(later + timedelta(days=60), ZONE) == 1
    with db.transaction():
        assert jobs.remind_panel(later + timedelta(days=60), ZONE) == 0


def test_the_panel_answers_and_everybody_reads_marks_and_answers(
    page: Page, another_page: Callable[[], Page], make: Make, keeper: Account
) -> None:
    support = make.staff(Role.PANEL_SUPPORT)
    make.staff(Role.MANAGER, name="Marlow Quill")
    home, _me = rooms.promises(keeper)
    round_id = rooms.round_of_marks(keeper, today())
    marked_by(make, round_id, home, *["kept"] * 11, "not")
    page.sign_in(support).visit("/staff/pledge").follow(str(today().year))
    assert "12" not in page.main.replace(str(today().year), "")
    page.submit("End it now and count")
    page.follow("Write the panel’s answer: Your home").submit("Keep the panel’s answer", status=422)
    page.submit("Keep the panel’s answer", {"words": "Marlow Quill says no."}, status=422)
    page.submit("Keep the panel’s answer", {"words": "Two more homes open in May."})
    page.visit(f"/staff/pledge/rounds/{round_id}/answer/{uuid4()}", status=404)
    assert len(rows(PledgeAnswer)) == 1
    # The same form with other words is another answer, however often it is sent.
    url, once = f"/staff/pledge/rounds/{round_id}/answer/{home}", str(rows(PledgeAnswer)[0].send_once)
    more = "Two more homes open in May. One in June."
    for words in (more, "Two more homes open in May.", more):
        page.post(url, {"words": words, "send_once": once})
    assert len(rows(PledgeAnswer)) == 2
    for reader in (another_page(), another_page().sign_in(make.account_for(make.young_person()))):
        reader.visit("/pledge")
        assert "Two more homes open in May." in reader.main
        assert "Too few marked this one" in reader.main
    page.sign_in(keeper).visit(f"/staff/pledge/rounds/{round_id}")
    assert "Two more homes open in May." in page.main
    page.post(f"/staff/pledge/rounds/{round_id}/answer/{home}", {"words": "Mine"}, status=404)


def test_a_round_a_year_with_days_in_their_order(page: Page, make: Make, keeper: Account) -> None:
    page.sign_in(keeper)
    first = today()

    def plan(year: int, opens: date, closes: date, answer: date, status: int = 200) -> None:
        page.visit("/staff/pledge/rounds/new").submit(
            "Plan it",
            {"year": str(year), "opens_on": opens, "closes_on": closes, "answer_by_on": answer},
            status=status,
        )

    a_day = timedelta(days=1)
    plan(first.year, first, first + a_day, first + 2 * a_day, 422)
    rooms.promises(keeper)
    plan(first.year, first, first - a_day, first + 2 * a_day, 422)
    plan(first.year, first, first + a_day, first + a_day, 422)
    plan(first.year, first + a_day, first + 2 * a_day, first + 3 * a_day)
    plan(first.year, first, first + a_day, first + 2 * a_day, 422)
    round_id = rows(PledgeRound)[0].id
    page.post(f"/staff/pledge/rounds/{round_id}/close")
    assert rows(PledgeRound)[0].counted_at is None


def test_marks_come_too_late_once_it_is_counted(app: object, make: Make, keeper: Account) -> None:
    home, _me = rooms.promises(keeper)
    round_id = rooms.round_of_marks(keeper, today())
    rooms.counted(round_id, today())
    with pytest.raises(Exception, match="not open"):
        marked_by(make, round_id, home, "kept")
    assert RoundDays(2030, today(), today(), today()).year == 2030
