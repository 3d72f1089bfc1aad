"""A form that came when its session was over: what was typed is shown to be copied, and no secret with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from portal.kit import clock
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page

TYPED = "We have asked your school and they say yes."
SECRET = "correct horse battery staple"


def test_what_staff_typed_is_shown_when_their_session_ran_out(page: Page, make: Make) -> None:
    person = make.young_person()
    worker = make.worker_of(person)
    statement = make.statement(person, to=[worker], read_by=make.staff(Role.READER))
    page.sign_in(worker).visit("/staff/statements")
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
        page.post(f"/staff/statements/{statement.id}/answer", {"understood": TYPED}, status=400)
        assert "This page was open too long" in page.main
        assert TYPED in page.main
        assert page.visit("/staff/statements").url.startswith("http://localhost/staff/sign-in")


@pytest.mark.parametrize(
    ("url", "field"),
    [
        ("/staff/account", "own"),
        ("/staff/account/codes", "own"),
        ("/staff/account", "password"),
        ("/staff/sign-in", "password"),
        ("/staff/sign-in", "code"),
        ("/come-in", "words"),
        ("/card", "words"),
        ("/card/some-words-here", "words"),
    ],
)
def test_no_secret_is_ever_shown_again(page: Page, url: str, field: str) -> None:
    answer = page.client.post(url, data={field: SECRET})
    assert answer.status_code == 400
    assert SECRET not in answer.text


def test_what_a_young_person_says_is_shown_again(page: Page, make: Make) -> None:
    page.sign_in(make.account_for(make.young_person()))
    answer = page.client.post("/say/words", data={"words": TYPED})
    assert answer.status_code == 400
    assert TYPED in answer.text
