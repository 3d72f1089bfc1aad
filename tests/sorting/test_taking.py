"""Two people never have the same one; what was left goes to another; nobody meets what is about them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.sorting.models import Taking
from portal.voice.models import Statement
from tests.support.coded import coded, coding_of, themes_stored
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.sorted_twice import read_one, taking_of


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale")


@pytest.fixture
def rae(make: Make) -> Account:
    return make.staff(Role.READER, name="Rae Desk")


@pytest.fixture
def ola(make: Make) -> Account:
    return make.staff(Role.READER, name="Ola Other")


def _next(page: Page) -> str:
    return page.post("/staff/sort/next").url.rpartition("/")[2]


def test_the_second_person_gets_the_next_one(
    another_page: Callable[[], Page], make: Make, sam: YoungPerson, rae: Account, ola: Account
) -> None:
    old = read_one(make, sam, rae, "One", sent_at=clock.now() - timedelta(days=3))
    new = read_one(make, sam, rae, "Two")
    here, there = another_page().sign_in(rae), another_page().sign_in(ola)
    assert (_next(here), _next(there)) == (str(old.id), str(new.id))
    assert _next(here) == str(old.id)
    assert "This one is not before you now" in there.visit(f"/staff/sort/{old.id}").main
    assert "One" not in there.main.split()
    asked = sa.select(Event.id).where(Event.subject_id == old.id, Event.actor_id == ola.id)
    assert db.session.scalars(asked).all() == []  # nothing was shown, so nothing was read


def test_when_many_begin_at_once_each_has_one_of_their_own(
    app: flask.Flask, make: Make, sam: YoungPerson, rae: Account
) -> None:
    for number in range(4):
        read_one(make, sam, rae, f"Text {number}")
    people = [make.staff(Role.READER) for _ in range(4)]
    pages = [Page(app).sign_in(person) for person in people]
    together, faults = threading.Barrier(len(pages)), []

    def begins(page: Page) -> None:
        together.wait()
        try:
            page.client.post("/staff/sort/next", data={"csrf_token": page.token()})
        except Exception as fault:  # told below, in the test's own thread
            faults.append(fault)
        finally:
            db.session.remove()

    for page in pages:
        page.visit("/staff/sort")
    threads = [threading.Thread(target=begins, args=(page,)) for page in pages]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not faults
    with db.transaction() as session:
        assert len(set(session.scalars(sa.select(Taking.statement_id)))) == 4


def test_what_was_left_too_long_goes_to_somebody_else_and_what_was_ticked_is_shown(
    another_page: Callable[[], Page], make: Make, sam: YoungPerson, rae: Account, ola: Account
) -> None:
    statement = read_one(make, sam, rae, "The bus pass is too dear")
    here, there = another_page().sign_in(rae), another_page().sign_in(ola)
    _next(here)
    assert "Everything that was read is sorted" in there.post("/staff/sort/next").main
    _lapse(rae)
    assert _next(there) == str(statement.id)
    here.submit("Save and next", {"themes": ["money"], "stance": "worry"}, status=409)
    assert "somebody else has it now" in here.main
    assert "Money, A worry" in here.main
    assert coding_of(statement) is None
    there.submit("Save and next", {"none": True})
    assert themes_stored(statement) == set()
    here.post(f"/staff/sort/{statement.id}", {"themes": "money", "stance": "worry"}, status=409)
    assert "has sorted this one meanwhile" in here.main
    assert themes_stored(statement) == set()


def test_what_ran_out_is_still_kept_while_nobody_else_took_it(
    page: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    statement = read_one(make, sam, rae, "The bus pass is too dear")
    _next(page.sign_in(rae))
    _lapse(rae)
    page.submit("Save and next", {"themes": ["money"], "stance": "worry"})
    assert themes_stored(statement) == {"money"}


def test_sorted_at_the_desk_meanwhile_is_not_written_over(
    page: Page, make: Make, sam: YoungPerson, rae: Account, ola: Account
) -> None:
    statement = read_one(make, sam, rae, "The bus pass is too dear")
    _next(page.sign_in(rae))
    coded(statement, ola, "friends")
    page.submit("Save and next", {"themes": ["money"], "stance": "worry"}, status=409)
    assert themes_stored(statement) == {"friends"}


def test_taken_back_while_it_is_before_somebody(
    page: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    statement = read_one(make, sam, rae, "The bus pass is too dear")
    _next(page.sign_in(rae))
    with db.transaction() as session:
        session.get_one(Statement, statement.id).taken_back_at = clock.now()
    page.post(f"/staff/sort/{statement.id}", {"themes": "money", "stance": "ask"}, status=409)
    page.visit(f"/staff/sort/{statement.id}")
    assert "bus" not in page.main
    assert "Everything that was read is sorted" in page.post("/staff/sort/next").main
    assert coding_of(statement) is None


def test_nobody_is_handed_what_concerns_them_and_their_page_says_as_much_as_of_none(
    page: Page, make: Make, sam: YoungPerson, rae: Account, ola: Account
) -> None:
    about = read_one(make, sam, ola, "Rae was late", concerning=[rae])
    page.sign_in(rae).visit("/staff/sort")
    assert "Everything that was read is sorted" in page.main
    page.visit(f"/staff/sort/{about.id}", status=404)
    page.post(f"/staff/sort/{about.id}", {"none": "y"}, status=404)
    page.post(f"/staff/sort/{about.id}/take", status=404)
    page.post(f"/staff/sort/{about.id}/unsure", {"note": "x"}, status=404)
    assert taking_of(rae) is None
    assert coding_of(about) is None


def test_not_read_taken_back_and_passed_on_by_an_advocate_wait_for_nobody(
    page: Page, make: Make, sam: YoungPerson, rae: Account, ola: Account
) -> None:
    make.statement(sam, "Not read yet")
    read_one(make, sam, rae, "Taken back", taken_back_at=clock.now())
    read_one(make, sam, rae, "From an advocate", passed_by_id=ola.id)
    assert "Everything that was read is sorted" in page.sign_in(rae).post("/staff/sort/next").main


def _lapse(account: Account) -> None:
    with db.transaction() as session:
        taking = session.scalars(sa.select(Taking).where(Taking.account_id == account.id)).one()
        taking.until = clock.now() - timedelta(seconds=1)
