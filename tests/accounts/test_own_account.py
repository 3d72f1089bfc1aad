"""Staff change their own password and codes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest
import time_machine

from portal import db
from portal.accounts.models import Account
from portal.policy.roles import Role
from tests.accounts.ways import PASSWORD, SECRET, can_sign_in, code
from tests.support.factories import Make
from tests.support.pages import Page

Another = Callable[[], Page]
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def dana(make: Make) -> Any:
    """A reader who can sign in."""
    return can_sign_in(make.staff(Role.READER, name="Dana Hill", email="dana@example.org"))


def sign_in(page: Page, *, status: int = 200, url: str = "/staff/sign-in", **typed: str) -> Page:
    fields = {"email": "dana@example.org", "password": PASSWORD, "code": code(), **typed}
    return page.visit(url).submit("Sign in", fields, status=status)


def test_changing_the_password_needs_the_old_one_and_ends_other_sessions(
    page: Page, another_page: Another, dana: Any
) -> None:
    other = another_page().sign_in(_now(dana))
    page.sign_in(_now(dana)).visit("/staff/account")
    page.submit("Change my password", own="wrong", password="nine purple trains", status=422)
    page.submit("Change my password", own=PASSWORD, password="password1234", status=422)
    page.submit("Change my password", own=PASSWORD, password="nine purple trains")
    assert page.heading == "Your account"
    assert "/staff/sign-in" in other.visit("/staff/account").url
    sign_in(other, password=PASSWORD, status=422)
    sign_in(other, password="nine purple trains")


def test_guessing_the_password_in_an_open_session_is_slowed(page: Page, dana: Any) -> None:
    page.sign_in(_now(dana)).visit("/staff/account")
    for _ in range(5):
        page.submit("Change my password", own="wrong", password="nine purple trains", status=422)
    page.submit("Change my password", own=PASSWORD, password="nine purple trains", status=422)
    assert "Wait" in page.mistakes[0]


def test_new_codes_are_asked_for_once_and_the_old_ones_end(
    page: Page, another_page: Another, dana: Any
) -> None:
    page.sign_in(_now(dana)).visit("/staff/account/codes")
    start = page.html.index('<code dir="ltr">') + len('<code dir="ltr">')
    secret = page.html[start : page.html.index("</code>", start)].replace(" ", "")
    assert secret != SECRET
    page.submit("Use the new codes", own=PASSWORD, code="000000", status=422)
    page.submit("Use the new codes", own=PASSWORD, code=pyotp.TOTP(secret).now())
    sign_in(another_page(), status=422)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=1), tick=False):
        sign_in(another_page(), code=pyotp.TOTP(secret).now())


def _now(account: Any) -> Account:
    db.session.remove()
    return db.session.get_one(Account, account.id)
