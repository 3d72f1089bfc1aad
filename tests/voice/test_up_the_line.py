"""What is late goes up the line: who owes it, stand-in, manager, safety leads; never to whom it concerns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.clocks.bank_holidays import add_working_days
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice import jobs
from portal.voice.commands.answers import AnswerWords, send_answer
from portal.voice.models import Answer, Statement
from portal.voice.queries.desk import load
from portal.voice.rules import AnswerState, Says
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

LONDON = ZoneInfo("Europe/London")


class Line:
    """A worker, whoever stands in for them, their manager, that one's manager, and two safety leads."""

    def __init__(self, make: Make) -> None:
        self.make = make
        self.head = make.staff(Role.MANAGER, name="Hal Head")
        self.manager = make.staff(Role.MANAGER, name="Mo Manager", manager=self.head)
        self.lead = make.staff(Role.SAFETY_LEAD, name="Lu Lead")
        self.other_lead = make.staff(Role.SAFETY_LEAD, name="Ole Lead")
        self.person = make.young_person(name="Sam Vale")
        self.worker = make.worker_of(self.person, manager=self.manager, name="Wes Late")
        self.instead = make.staff(Role.SOCIAL_WORKER, name="Ina Stead")
        make.stand_in(self.worker, self.instead, days=60)

    def owes(self, due_on: date, *, concerning: tuple[Account, ...] = ()) -> Statement:
        reader = self.make.staff(Role.READER)
        return self.make.statement(
            self.person, "in private", to=[self.worker], read_by=reader, answer_by_on=due_on,
            concerning=concerning,
        )  # fmt: skip

    def promised(self, statement: Statement, by_when: date) -> None:
        with db.transaction():
            kept = load(statement.id)
            assert kept is not None
            words = AnswerWords("a bike", AnswerState.WILL_DO, will_do="I ask", by_when=by_when)
            now = clock.now()
            send_answer(kept, words, uuid4(), by=self.worker.id, now=now, on=now.date())

    def heard_after(self, due_on: date, working_days: int, leads_after: int = 5) -> dict[str, NoticeKind]:
        """Who is told that it is late, so many working days after it was due."""
        with db.transaction() as session:
            session.execute(sa.delete(Notice))
        day = add_working_days(due_on, working_days)
        at = clock.now().replace(year=day.year, month=day.month, day=day.day, hour=12)
        with clock.at(at), db.transaction():
            jobs.remind_overdue(clock.now(), zone=LONDON, leads_after=leads_after)
        accounts = (self.worker, self.instead, self.manager, self.head, self.lead, self.other_lead)
        names = {account.id: account.name.split()[0] for account in accounts}
        return {names[n.account_id]: n.kind for n in rows(Notice) if n.account_id in names}


@pytest.fixture
def line(make: Make) -> Line:
    return Line(make)


def _today() -> date:
    return clock.now().date()


def test_a_late_answer_goes_to_safety_leads_after_the_days_in_settings(line: Line) -> None:
    line.owes(_today())
    assert set(line.heard_after(_today(), 1)) == {"Wes", "Ina", "Mo"}
    assert set(line.heard_after(_today(), 5)) == {"Wes", "Ina", "Mo"}
    assert set(line.heard_after(_today(), 6)) == {"Wes", "Ina", "Mo", "Hal", "Lu", "Ole"}
    assert set(line.heard_after(_today(), 3, leads_after=2)) == {"Wes", "Ina", "Mo", "Hal", "Lu", "Ole"}


@pytest.mark.parametrize("who", ["instead", "manager", "head", "lead"])
def test_nobody_it_concerns_hears_of_it_at_any_step(line: Line, who: str) -> None:
    concerned: Account = getattr(line, who)
    line.owes(_today(), concerning=(concerned,))
    assert concerned.name.split()[0] not in line.heard_after(_today(), 9)


def test_nor_whose_household_or_people_it_concerns(line: Line, make: Make) -> None:
    line.owes(_today(), concerning=(make.staff(Role.FOSTER_CARER, household=line.lead),))
    assert "Lu" not in line.heard_after(_today(), 9)
    assert "Ole" in line.heard_after(_today(), 9)


def test_a_promise_is_first_asked_of_whoever_made_it(line: Line) -> None:
    line.promised(line.owes(_today() + timedelta(days=9)), _today())
    first = line.heard_after(_today(), 1)
    assert first == {"Wes": NoticeKind.PROMISE_DUE, "Ina": NoticeKind.OVERDUE}
    assert set(line.heard_after(_today(), 3)) == {"Wes", "Ina", "Mo"}
    assert {"Hal", "Lu", "Ole"} <= set(line.heard_after(_today(), 6))


@pytest.mark.parametrize("how", ["sorted", "taken back", "done"])
def test_a_promise_nobody_waits_for_is_not_asked_about(line: Line, how: str) -> None:
    statement = line.owes(_today() + timedelta(days=9))
    line.promised(statement, _today())
    with db.transaction() as session:
        if how == "sorted":
            session.execute(sa.update(Answer).values(says=Says.SORTED))
        elif how == "taken back":
            session.get_one(Statement, statement.id).taken_back_at = clock.now()
        else:
            kept = load(statement.id)
            assert kept is not None
            words = AnswerWords("a bike", AnswerState.DONE, did="There it is")
            send_answer(kept, words, uuid4(), by=line.worker.id, now=clock.now(), on=_today())
    assert line.heard_after(_today(), 6) == {}


def test_nobody_is_told_twice_a_day(line: Line) -> None:
    statement = line.owes(_today() - timedelta(days=1))
    line.promised(line.owes(_today() + timedelta(days=9)), _today())

    def remind(days: int) -> int:
        with clock.at(clock.now() + timedelta(days=days)), db.transaction():
            return jobs.remind_overdue(clock.now(), zone=LONDON)

    assert remind(1) > 0
    assert remind(1) == 0
    assert remind(2) > 0
    assert statement.id in {n.about_id for n in rows(Notice)}


def test_a_safety_lead_sees_what_came_up_the_line_and_no_name_of_a_child(
    page: Page, line: Line, another_page: Callable[[], Page]
) -> None:
    line.owes(add_working_days(_today(), 0) - timedelta(days=20))
    young = line.make.worker_of(line.make.young_person(), name="Not Yet")
    late = _today() - timedelta(days=1)
    line.make.statement(line.make.young_person(), to=[young], read_by=line.lead, answer_by_on=late)
    page.sign_in(line.lead).visit("/staff/overdue")
    assert "Wes Late" in page.main
    assert "Not Yet" not in page.main
    for words in ("Sam Vale", "in private"):
        assert words not in page.main
    make_apart = rows(Statement)[0]
    line.make.kept_apart(db.session.get_one(YoungPerson, line.person.id), make_apart, line.lead)
    page.visit("/staff/overdue")
    assert "Wes Late" not in page.main


def test_a_late_promise_is_on_the_managers_page_as_one(page: Page, line: Line) -> None:
    line.promised(line.owes(_today() + timedelta(days=9)), _today())
    with clock.at(clock.now() + timedelta(days=8)):
        page.sign_in(line.manager).visit("/staff/overdue")
    assert "a promise" in page.main
    assert "Wes Late" in page.main
