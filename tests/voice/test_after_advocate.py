"""What a young person told an advocate is added to and changed like the rest; only advocates learn of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.clocks.reading import Hours, Window
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice import jobs
from portal.voice.models import Addition, Call, Statement
from portal.voice.rules import Desk, Level
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

FIRST, NEW = "Between us", "And there is more"
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def told(make: Make, sam: YoungPerson, ade: Account) -> Statement:
    """Read by an advocate."""
    return make.statement(sam, FIRST, desk=Desk.ADVOCATE, to=[], read_by=ade)


def _add(page: Page, told: Statement, words: str = NEW) -> Page:
    return page.visit(f"/said/{told.id}").follow("Add something").submit("Send it", words=words)


def _change(page: Page, told: Statement, words: str = NEW) -> Page:
    return page.visit(f"/said/{told.id}").follow("Change what I said").submit("Change it", words=words)


def _told_of(kind: NoticeKind) -> set[uuid.UUID]:
    return {one.account_id for one in rows(Notice) if one.kind is kind and one.seen_at is None}


def test_what_is_added_goes_to_the_advocates_and_to_nobody_else(
    in_space: Page, another_page: Callable[[], Page], told: Statement, ade: Account, rae: Account
) -> None:
    in_space.visit(f"/said/{told.id}/add")
    assert "not to the council" in in_space.main
    assert NEW in _add(in_space, told).main
    assert "The advocate has not read the new words yet" in in_space.main
    assert "Our safety team" not in in_space.main
    assert {one.account_id for one in rows(Notice)} == {ade.id}
    assert _told_of(NoticeKind.FOR_ADVOCATE) == {ade.id}
    reader = another_page().sign_in(rae)
    assert "Added to what was read" not in reader.visit("/staff/desk").main
    addition = rows(Addition)[0]
    reader.post(f"/staff/desk/{told.id}/additions/{addition.id}/read", {"checked": "y"}, status=404)
    reader.post(f"/staff/advocate/{told.id}/additions/{addition.id}/read", status=404)


def test_it_waits_at_their_desk_until_an_advocate_has_read_it(
    in_space: Page, another_page: Callable[[], Page], told: Statement, ade: Account
) -> None:
    _add(in_space, told)
    page = another_page().sign_in(ade).visit("/staff/advocate")
    assert "New words" in page.main
    assert NEW not in page.main
    page.follow("Sam")
    assert NEW in page.main
    assert "Marked as read" in page.submit("I have read it").text
    assert [one.read_by_id for one in rows(Addition)] == [ade.id]
    assert "New words" not in page.visit("/staff/advocate").main
    assert _told_of(NoticeKind.FOR_ADVOCATE) == set()
    assert "has not read the new words" not in in_space.visit(f"/said/{told.id}").main


def test_reading_the_first_words_does_not_count_as_reading_the_new_ones(
    in_space: Page, another_page: Callable[[], Page], make: Make, sam: YoungPerson, ade: Account
) -> None:
    unread = make.statement(sam, FIRST, desk=Desk.ADVOCATE, to=[])
    _add(in_space, unread)
    page = another_page().sign_in(ade).visit(f"/staff/advocate/{unread.id}").submit("Mark as read")
    assert [one.read_at for one in rows(Addition)] == [None]
    assert _told_of(NoticeKind.FOR_ADVOCATE) <= {ade.id}
    assert "New words" in page.visit("/staff/advocate").main


def test_advocates_are_told_again_while_it_waits(
    in_space: Page, make: Make, told: Statement, ade: Account
) -> None:
    _add(in_space, told)
    later = clock.now() + timedelta(days=2)
    with db.transaction():
        assert jobs.tell_advocates_again(later) == 1
    assert _told_of(NoticeKind.FOR_ADVOCATE) == {ade.id}
    assert _told_of(NoticeKind.REOPENED) == set()


def test_changed_words_stand_first_and_the_advocate_keeps_both(
    in_space: Page, another_page: Callable[[], Page], told: Statement, ade: Account
) -> None:
    main = _change(in_space, told).main
    assert NEW in main
    assert FIRST not in main
    assert "The advocate keeps your first words too" in main
    at_desk = another_page().sign_in(ade).visit(f"/staff/advocate/{told.id}").main
    assert FIRST in at_desk
    assert NEW in at_desk


def test_words_of_danger_move_it_up_and_call_nobody_of_the_council(
    in_space: Page, make: Make, told: Statement, ade: Account
) -> None:
    make.on_duty(make.staff(Role.DUTY_WORKER))
    _add(in_space, told, "I want to kill myself tonight")
    hours = Hours(week=(Window(time(0), time(23, 59)),) * 7, zone="Europe/London", last_minutes=0)
    with db.transaction():
        late = clock.now() + timedelta(days=2)
        assert jobs.look_for_additions(late, hours=hours, zone=LONDON, wait_minutes=10) == 0
    assert rows(Call) == []
    db.session.remove()
    statement = db.session.get_one(Statement, told.id)
    assert (statement.level, statement.pages_duty) == (Level.NOW, False)


def test_passed_on_with_their_words_it_is_what_they_say_now(
    in_space: Page, another_page: Callable[[], Page], told: Statement, ade: Account
) -> None:
    _change(in_space, told, "Other words")
    _add(in_space, told)
    page = another_page().sign_in(ade).visit(f"/staff/advocate/{told.id}/pass-on")
    page.submit("Tell the safety team", {"words": "with", "they_know": True})
    passed = db.session.scalars(sa.select(Statement).where(Statement.desk == Desk.COUNCIL)).one()
    assert passed.words == f"Other words\n\n{NEW}"
    assert passed.wants == ""


def test_the_log_has_it_as_the_advocates(in_space: Page, told: Statement) -> None:
    _add(in_space, told)
    kinds = {one.subject_kind for one in rows(Event) if one.subject_id == told.id}
    assert kinds == {"advocate_statement"}


def test_sent_twice_it_is_one(in_space: Page, told: Statement) -> None:
    once = str(uuid.uuid4())
    for _ in range(2):
        in_space.post(f"/said/{told.id}/add", {"words": NEW, "send_once": once})
    assert len(rows(Addition)) == 1


def test_taken_back_it_takes_nothing_more(in_space: Page, make: Make, sam: YoungPerson, ade: Account) -> None:
    back = make.statement(sam, FIRST, desk=Desk.ADVOCATE, to=[], taken_back_at=clock.now())
    for page in ("add", "change"):
        in_space.post(f"/said/{back.id}/{page}", {"words": NEW}, status=409)
    assert rows(Addition) == []


def test_an_advocate_it_concerns_is_not_told_and_cannot_mark_it(
    in_space: Page, another_page: Callable[[], Page], make: Make, sam: YoungPerson, ade: Account
) -> None:
    about = make.statement(sam, FIRST, desk=Desk.ADVOCATE, to=[], concerning=[ade])
    _add(in_space, about)
    assert ade.id not in _told_of(NoticeKind.FOR_ADVOCATE)
    addition = rows(Addition)[0]
    page = another_page().sign_in(ade)
    page.post(f"/staff/advocate/{about.id}/additions/{addition.id}/read", status=404)


def test_an_addition_of_another_statement_is_not_there(
    in_space: Page,
    another_page: Callable[[], Page],
    make: Make,
    sam: YoungPerson,
    told: Statement,
    ade: Account,
) -> None:
    other = make.statement(sam, "Another", desk=Desk.ADVOCATE, to=[], read_by=ade)
    _add(in_space, told)
    addition = rows(Addition)[0]
    page = another_page().sign_in(ade)
    page.post(f"/staff/advocate/{other.id}/additions/{addition.id}/read", status=404)
    assert [one.read_at for one in rows(Addition)] == [None]
