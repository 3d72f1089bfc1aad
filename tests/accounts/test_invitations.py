"""Invitations: opening one does nothing, accepting one takes a password and a code, once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import flask
import pyotp
import pytest
import sqlalchemy as sa
import time_machine

from portal import db
from portal.accounts.commands.staff_secrets import make_invitation
from portal.accounts.models import Account, Invitation
from portal.kit import clock
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page

GOOD = "nine purple trains"


@pytest.fixture
def ida(make: Make) -> Any:
    return make.staff(Role.IRO, name="Ida New", email="ida@example.org")


def invite(account: Any) -> str:
    with db.transaction():
        return f"/staff/invitation/{make_invitation(account.id, None)}"


def secret_on(page: Page) -> str:
    start = page.html.index('<code dir="ltr">') + len('<code dir="ltr">')
    return page.html[start : page.html.index("</code>", start)].replace(" ", "")


def accept(page: Page, url: str, *, status: int = 200, **typed: str) -> Page:
    page.visit(url).submit("Begin")
    fields = {"password": GOOD, "code": pyotp.TOTP(secret_on(page)).now(), **typed}
    return page.submit("Set them", fields, status=status)


def test_opening_it_any_number_of_times_uses_nothing(page: Page, ida: Any) -> None:
    url = invite(ida)
    for method in ("GET", "HEAD", "GET"):
        page.client.open(url, method=method)
    page.visit(url).submit("Begin")
    shown = secret_on(page)
    page.visit(url).submit("Begin")
    assert secret_on(page) == shown  # an app that scanned it already stays right
    assert db.session.scalars(sa.select(Invitation)).one().used_at is None


def test_accepting_it_sets_both_and_signing_in_needs_the_next_code(page: Page, ida: Any) -> None:
    url = invite(ida)
    accept(page, url)
    assert page.heading == "Sign in"
    db.session.remove()
    secret = db.session.get_one(Account, ida.id).totp
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False):
        page.submit(
            "Sign in", {"email": "ida@example.org", "password": GOOD, "code": pyotp.TOTP(secret).now()}
        )
    assert page.url.endswith("/staff")


@pytest.mark.parametrize(
    "typed",
    [{"password": "short"}, {"password": "password1234"}, {"password": ""}, {"code": "000000"}, {"code": ""}],
)
def test_a_weak_password_or_a_wrong_code_is_said_and_sets_nothing(
    page: Page, ida: Any, typed: dict[str, str]
) -> None:
    accept(page, invite(ida), status=422, **typed)
    assert len(page.mistakes) == 1
    assert page.value("password") == ""
    db.session.remove()
    assert db.session.get_one(Account, ida.id).password_hash == ""


def test_the_password_may_not_be_made_of_their_name(page: Page, ida: Any) -> None:
    accept(page, invite(ida), status=422, password="ExampleCouncil26")


def test_it_works_once_and_for_its_days(page: Page, ida: Any) -> None:
    used, late = invite(ida), None
    accept(page, used)
    assert page.visit(used, status=404).heading == "This link does not work"
    late = invite(ida)
    with time_machine.travel(clock.now() + timedelta(days=8)):
        page.visit(late, status=404)
        page.post(late, {"begin": "1"}, status=404)


def test_a_new_one_ends_the_one_before(page: Page, ida: Any) -> None:
    first, second = invite(ida), invite(ida)
    page.visit(first, status=404)
    page.visit(second)


def test_used_unknown_and_closed_answer_alike(page: Page, ida: Any, make: Make) -> None:
    used = invite(ida)
    accept(page, used)
    closed = invite(make.staff(Role.READER, is_open=False))
    answers = {page.visit(url, status=404).main for url in (used, closed, "/staff/invitation/unknown")}
    assert len(answers) == 1


def test_accepting_again_by_a_new_one_ends_open_sessions(
    page: Page, another_page: Callable[[], Page], ida: Any
) -> None:
    open_one = another_page().sign_in(ida).visit("/staff/account")
    accept(page, invite(ida))
    assert "/staff/sign-in" in open_one.visit("/staff/account").url


def test_of_two_who_accept_at_once_one_does(app: flask.Flask, ida: Any) -> None:
    url = invite(ida)
    browsers = [Page(app), Page(app)]
    browsers[0].visit(url).submit("Begin")
    shown = pyotp.TOTP(secret_on(browsers[0])).now()
    tokens = [browser.token() for browser in browsers]
    ready, found = threading.Barrier(2), []

    def press(browser: Page, token: str) -> None:
        ready.wait()
        data = {"password": GOOD, "code": shown, "csrf_token": token}
        found.append(browser.client.post(url, data=data).status_code)
        db.session.remove()

    threads = [threading.Thread(target=press, args=pair) for pair in zip(browsers, tokens, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found.count(303) == 1
    assert all(status in (303, 404, 409) for status in found)
