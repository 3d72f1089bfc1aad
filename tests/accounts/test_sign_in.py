"""The staff door: three things at once, one answer whatever is wrong, slow and never locked."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import argon2
import pytest
import sqlalchemy as sa
import time_machine

from portal import db
from portal.accounts.commands import staff_secrets
from portal.accounts.commands.staff_secrets import hash_password, is_password
from portal.accounts.models import Account, Attempt
from portal.accounts.queries.staff_door import known_browser
from portal.audit.models import Event
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


def test_address_password_and_code_let_in(page: Page, dana: Any) -> None:
    assert sign_in(page, email=" Dana@Example.ORG ").url.endswith("/staff")
    assert "Dana Hill" in page.text
    assert db.session.scalars(sa.select(Event).where(Event.action == "signed in")).one().actor_id == dana.id


def test_a_code_may_have_a_space_and_be_half_a_minute_old(page: Page, dana: Any) -> None:
    with time_machine.travel(START, tick=False):
        shown = code()
    with time_machine.travel(START + timedelta(seconds=30), tick=False):
        sign_in(page, code=f"{shown[:3]} {shown[3:]}")


def test_a_code_that_is_older_is_refused(page: Page, dana: Any) -> None:
    with time_machine.travel(START, tick=False):
        shown = code()
    with time_machine.travel(START + timedelta(seconds=61), tick=False):
        sign_in(page, code=shown, status=422)


def test_a_code_is_good_once(page: Page, another_page: Another, dana: Any) -> None:
    with time_machine.travel(START, tick=False):
        sign_in(page)
        sign_in(another_page(), status=422)
    with time_machine.travel(START + timedelta(seconds=31), tick=False):
        sign_in(another_page())


WRONG: list[dict[str, str]] = [
    {"email": "nobody@example.org"},
    {"password": "not the password at all"},
    {"code": "000000"},
    {"code": "１２３４５６"},
    {"code": "letters"},
]


@pytest.mark.parametrize("typed", WRONG)
def test_whatever_is_wrong_the_answer_is_the_same(page: Page, dana: Any, typed: dict[str, str]) -> None:
    sign_in(page, status=422, **typed)
    assert page.mistakes == ["Address, password or code is not right. Check all three and try again."]
    assert page.value("email") == typed.get("email", "dana@example.org")
    assert page.value("password") == page.value("code") == ""
    assert PASSWORD not in page.html


def test_known_and_unknown_take_as_long(page: Page, dana: Any) -> None:
    def median(email: str) -> float:
        took = []
        for n in range(5):
            begun = time.perf_counter()
            with time_machine.travel(START + n * timedelta(hours=1), tick=False):
                page.post(
                    "/staff/sign-in",
                    {"email": email, "password": "wrong one", "code": "000000"},
                    status=422,
                )
            took.append(time.perf_counter() - begun)
        return sorted(took)[2]

    known, unknown = median("dana@example.org"), median("nobody@example.org")
    assert 0.5 < known / unknown < 2


def test_a_closed_account_and_one_without_roles_answer_like_an_unknown_one(page: Page, make: Make) -> None:
    for fields in (
        {"is_open": False},
        {"until_on": date(2026, 1, 1), "from_on": date(2025, 1, 1)},
    ):
        email = f"gone{len(fields)}@example.org"
        can_sign_in(make.staff(Role.READER, email=email, **fields))
        sign_in(page, status=422, email=email)
        assert "not right" in page.mistakes[0]


@pytest.mark.parametrize("missing", ["email", "password", "code"])
def test_each_of_the_three_is_needed_and_nothing_is_counted(page: Page, dana: Any, missing: str) -> None:
    sign_in(page, status=422, **{missing: "  "})
    assert len(page.mistakes) == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Attempt)) == 0


@pytest.mark.parametrize("typed", [{"email": "x" * 300}, {"password": "y" * 300}, {"code": "1" * 30}])
def test_too_long_is_said_and_not_tried(page: Page, dana: Any, typed: dict[str, str]) -> None:
    sign_in(page, status=422, **typed)
    assert "too long" in page.mistakes[0]


def test_many_wrong_tries_are_slowed_never_locked(page: Page, dana: Any) -> None:
    with time_machine.travel(START, tick=False):
        for status in [422] * 5 + [429] * 5:
            sign_in(page, password="not the password", status=status)
        sign_in(page, status=429)
        wait = int(page.response.headers["Retry-After"])  # type: ignore[union-attr]  # there is one
    assert page.value("email") == "dana@example.org"
    assert 1 <= wait <= 300
    with time_machine.travel(START + timedelta(seconds=wait), tick=False):
        sign_in(page)


def test_an_unknown_address_is_slowed_just_the_same(page: Page, dana: Any) -> None:
    with time_machine.travel(START, tick=False):
        for status in [422] * 5 + [429] * 2:
            sign_in(page, email="nobody@example.org", status=status)
    assert "Please wait" in page.main


def test_a_stranger_who_guesses_does_not_hold_up_the_owners_own_browser(
    page: Page, another_page: Another, dana: Any
) -> None:
    with time_machine.travel(START, tick=False):
        sign_in(page)
        page.post("/staff/sign-out")
    stranger = another_page()
    with time_machine.travel(START + timedelta(minutes=5), tick=False):
        for status in [422] * 5 + [429] * 3:
            sign_in(stranger, password="guess guess guess", status=status)
        sign_in(page)


def test_a_browser_mark_of_ones_own_making_or_for_somebody_else_is_worth_nothing(
    page: Page, dana: Any
) -> None:
    sign_in(page)
    mark = page.client.get_cookie("browser")
    assert mark is not None
    assert mark.http_only
    assert known_browser("Dana@example.org", mark.value) == mark.value.partition(".")[0]
    for email, value in (
        ("other@example.org", mark.value),
        ("dana@example.org", "made." + mark.value.partition(".")[2]),
        ("dana@example.org", mark.value + "0"),
        ("dana@example.org", ""),
        ("dana@example.org", "."),
        ("dana@example.org", "é"),
    ):
        assert known_browser(email, value) == ""


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        ("/staff/account", "/staff/account"),
        ("https://evil.example/", "/staff"),
        ("//evil.example/", "/staff"),
        ("/\\evil.example/", "/staff"),
        ("/\t/evil.example", "/staff"),
        ("javascript:alert(1)", "/staff"),
        ("staff/account", "/staff"),
    ],
)
def test_it_leads_on_to_pages_of_this_site_only(page: Page, dana: Any, wanted: str, where: str) -> None:
    page.client.get("/staff/sign-in", query_string={"next": wanted})
    data = {"email": "dana@example.org", "password": PASSWORD, "code": code(), "csrf_token": page.token()}
    answer = page.client.post("/staff/sign-in", query_string={"next": wanted}, data=data)
    assert answer.status_code == 303
    assert answer.headers["Location"] == where


def test_a_session_planted_before_signing_in_is_of_no_use_after(page: Page, dana: Any) -> None:
    with page.client.session_transaction() as session:
        session.update(planted="yes", csrf_token="known to the attacker", sid="known too", device="x")
    sign_in(page)
    with page.client.session_transaction() as session:
        assert "planted" not in session
        assert session["sid"] != "known too"
        assert session.get("csrf_token") != "known to the attacker"


def test_signing_out_ends_every_copy_of_the_cookie(page: Page, another_page: Another, dana: Any) -> None:
    sign_in(page)
    cookie = page.client.get_cookie("session")
    assert cookie is not None
    page.submit("Sign out")
    thief = another_page()
    thief.client.set_cookie("session", cookie.value)
    assert "/staff/sign-in" in thief.visit("/staff/account").url


def test_passwords_are_kept_as_argon2id_of_the_agreed_strength(dana: Any) -> None:
    db.session.remove()
    kept = db.session.get_one(Account, dana.id)
    assert kept.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert is_password(kept.password_hash, PASSWORD)
    assert not is_password("", "")
    assert not is_password("damaged", PASSWORD)
    assert argon2.extract_parameters(staff_secrets._NOBODY) == argon2.extract_parameters(kept.password_hash)
    assert hash_password(PASSWORD) != kept.password_hash
    assert SECRET.encode() not in (kept.totp_sealed or b"")
