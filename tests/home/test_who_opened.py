"""Who opened my record: what a young person sees of it, and what waits while the past is shut."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.kit import clock
from portal.policy.roles import COUNCIL, STAFF, Role
from portal.voice.rules import Desk
from tests.support.factories import Make
from tests.support.pages import Page


def _shut(account: Any, *, at: Any) -> None:
    with db.transaction() as session:
        session.execute(sa.update(Account).where(Account.id == account.id).values(past_shut_at=at))


def test_while_the_past_is_shut_nothing_tells_of_what_was_said_before(page: Page, make: Make) -> None:
    now = clock.now()
    person, advocate = make.young_person(), make.staff(Role.ADVOCATE, name="Ada Vocate")
    another = make.staff(Role.ADVOCATE, name="Ben Vocate")
    account, helper = make.account_for(person), make.staff(Role.PARTICIPATION_WORKER, name="Pat Helper")
    before = make.statement(person, desk=Desk.ADVOCATE, to=[], sent_at=now - timedelta(days=3))
    since = make.statement(person, desk=Desk.ADVOCATE, to=[])
    _shut(account, at=now - timedelta(hours=1))
    page.sign_in(helper).visit(f"/staff/young-people/{person.id}")
    page.sign_in(advocate).visit(f"/staff/advocate/{before.id}")
    shown = page.sign_out().sign_in(account).visit("/who-opened").main
    assert "Pat Helper" in shown
    assert "Ada Vocate" not in shown
    page.sign_out().sign_in(another).visit(f"/staff/advocate/{since.id}")
    shown = page.sign_out().sign_in(account).visit("/who-opened").main
    assert "Ben Vocate" in shown
    assert "Ada Vocate" not in shown
    _shut(account, at=None)
    assert "Ada Vocate" in page.visit("/who-opened").main


def test_the_same_person_doing_the_same_on_one_day_is_one_line(page: Page, make: Make) -> None:
    person, worker = make.young_person(), make.staff(Role.PARTICIPATION_WORKER, name="Pat Helper")
    account = make.account_for(person)
    for _ in range(3):
        page.sign_in(worker).visit(f"/staff/young-people/{person.id}")
    assert page.sign_out().sign_in(account).visit("/who-opened").main.count("Pat Helper") == 1


def test_somebody_with_every_role_at_once_opens_a_record(page: Page, make: Make) -> None:
    person, worker = make.young_person(), make.staff(*COUNCIL)
    page.sign_in(worker).visit(f"/staff/young-people/{person.id}")
    db.session.remove()
    role = db.session.scalars(sa.select(Event.actor_role).where(Event.actor_id == worker.id)).one()
    assert set(role.split(",")) == set(COUNCIL)


def test_more_roles_than_an_event_holds_stop_nobody(page: Page, make: Make) -> None:
    """On PostgreSQL a column takes no more than it was made for."""
    assert len(",".join(STAFF)) > Event.actor_role.type.length
    person, worker = make.young_person(), make.staff(*STAFF)
    page.sign_in(worker).visit(f"/staff/young-people/{person.id}")
    db.session.remove()
    role = db.session.scalars(sa.select(Event.actor_role).where(Event.actor_id == worker.id)).one()
    assert set(role.split(",")) < set(STAFF)
    assert len(role) <= Event.actor_role.type.length
