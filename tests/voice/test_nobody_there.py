"""Nothing is offered or promised that nobody is there to do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.models import Recipient
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows, to_page_3

BY = "A trained person reads it by"


@pytest.fixture
def alone(page: Page, sam_account: Account, priya: Account) -> Page:
    """Sam is signed in, and nobody reads at any desk."""
    return page.sign_in(sam_account)


def test_no_advocate_is_offered_when_there_is_none(alone: Page, make: Make) -> None:
    left = make.staff(Role.ADVOCATE, is_open=False)
    to_page_3(alone)
    assert left.is_open is False
    assert "An advocate, not the council" not in alone.main
    assert "You can't write to one here right now." in alone.main
    assert "01632 960 555" in alone.main
    alone.post("/say/send", {"page": "send", "to": "advocate"}, status=422)
    assert rows(Recipient) == []


def test_an_advocate_is_offered_when_there_is_one(alone: Page, make: Make) -> None:
    make.staff(Role.ADVOCATE)
    to_page_3(alone)
    assert "An advocate, not the council" in alone.main
    assert "You can't write to one here" not in alone.main


def test_nothing_is_promised_when_nobody_reads(alone: Page) -> None:
    to_page_3(alone).submit("Send")
    assert "Read by" not in alone.main
    assert "Nobody can read this yet" in alone.main
    alone.visit("/not-safe").submit("I'm not safe")
    assert BY not in alone.main
    assert "Please don't wait for us." in alone.main


def test_nor_when_every_reader_is_kept_apart(alone: Page, make: Make, priya: Account) -> None:
    make.staff(Role.READER, household=priya)
    to_page_3(alone).submit("Send", about=["Priya Shah"])
    assert "Nobody can read this yet" in alone.main


@pytest.mark.parametrize("role", [Role.READER, Role.SAFETY_LEAD])
def test_with_a_reader_it_is(alone: Page, make: Make, role: Role) -> None:
    make.staff(role)
    to_page_3(alone).submit("Send")
    assert "Read by" in alone.main


def test_word_was_sent_only_when_it_was(alone: Page, make: Make, sam: YoungPerson) -> None:
    make.on_duty(make.staff(Role.DUTY_WORKER))
    said = make.statement(sam, safe_now="no", sent_at=clock.now() - timedelta(minutes=1))
    alone.visit(f"/sent/{said.id}")
    assert "Somebody is on duty now." in alone.main
    assert "We have sent them word." not in alone.main
    alone.visit("/not-safe").submit("I'm not safe")
    assert "Somebody is on duty now. We have sent them word." in alone.main
