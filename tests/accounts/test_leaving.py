"""Leaving quickly, the language of the pages, and the address for notices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.commands.sessions import forget_ended_sessions
from portal.accounts.commands.throttle import forget_old_attempts
from portal.accounts.models import Account, Attempt, EndedSession
from portal.settings import Settings
from tests.support.factories import Make
from tests.support.pages import Page

Another = Callable[[], Page]
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _is_in(page: Page, url: str = "/my-details") -> bool:
    return urlsplit(page.visit(url).url).path == url


def _change(account: Any, **values: object) -> None:
    with db.transaction() as session:
        session.execute(sa.update(Account).where(Account.id == account.id).values(**values))


@pytest.fixture
def robin(make: Make) -> Any:
    return make.account_for(make.young_person())


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_quick_way_out_needs_no_token_and_ends_every_copy(
    page: Page, another_page: Another, robin: Any, settings: Settings, method: str
) -> None:
    page.sign_in(robin).visit("/my-details")
    cookie = page.client.get_cookie("session")
    assert cookie is not None
    answer = page.client.open("/leave", method=method)
    if method == "GET":
        assert (answer.status_code, answer.headers["Location"]) == (303, settings.exit_address)
    else:
        assert answer.status_code == 204
    assert not _is_in(page)
    copy = another_page()
    copy.client.set_cookie("session", cookie.value)
    assert not _is_in(copy)


def test_leaving_works_for_nobody_too_and_twice(page: Page, settings: Settings) -> None:
    for _ in range(2):
        assert page.client.get("/leave").headers["Location"] == settings.exit_address


def test_after_quiet_time_the_page_says_that_words_are_kept(page: Page, robin: Any) -> None:
    page.sign_in(robin).visit("/bye")
    assert "Your words are kept" in page.main
    assert not _is_in(page)


def test_what_is_over_is_forgotten(page: Page, robin: Any) -> None:
    page.sign_in(robin).visit("/bye")
    with db.transaction() as session:
        session.add(Attempt(door="words", key_hash=b"x" * 32, at=datetime.now(UTC)))
    now = datetime.now(UTC)
    with db.transaction():
        assert (forget_ended_sessions(now), forget_old_attempts(now)) == (0, 0)
    later = now + timedelta(days=2)
    with db.transaction():
        assert (forget_ended_sessions(later), forget_old_attempts(later)) == (1, 1)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(EndedSession)) == 0


# language


def test_a_language_is_chosen_by_a_button_and_kept_with_the_account(
    page: Page, another_page: Another, robin: Any
) -> None:
    page.sign_in(robin).visit("/language?to=ar&next=/my-details")
    assert 'dir="rtl"' in page.html
    with page.client.session_transaction() as session:
        assert "language" not in session
    page.submit("العربية")
    assert page.url.endswith("/my-details")
    assert 'lang="ar"' in page.html
    db.session.remove()
    assert db.session.get_one(Account, robin.id).language == "ar"


@pytest.mark.parametrize("data", [{"to": "xx"}, {}, {"to": "ar\x00"}])
def test_an_unknown_language_changes_nothing(page: Page, data: dict[str, str]) -> None:
    page.post("/language", data, status=422)
    with page.client.session_transaction() as session:
        assert "language" not in session


def test_choosing_a_language_sends_nobody_elsewhere(page: Page) -> None:
    answer = page.client.post(
        "/language", data={"to": "ar", "next": "//evil.example", "csrf_token": page.token()}
    )
    assert answer.headers["Location"] == "/"


# the address for notices


def test_an_address_is_given_and_taken_away_and_is_sealed(page: Page, robin: Any) -> None:
    page.sign_in(robin).visit("/my-details").submit("Save it", email="robin@example.org")
    db.session.remove()
    account = db.session.get_one(Account, robin.id)
    assert account.email == "robin@example.org"
    assert account.email_hash is None
    assert b"robin@" not in (account.email_sealed or b"")
    assert page.value("email") == "robin@example.org"
    page.submit("Stop the e-mails")
    db.session.remove()
    assert db.session.get_one(Account, robin.id).email == ""


@pytest.mark.parametrize("email", ["not an address", "a@b", "x" * 300 + "@example.org", "a@b.c\nBcc: d@e.f"])
def test_what_is_no_address_is_said_and_kept_on_the_page(page: Page, robin: Any, email: str) -> None:
    page.sign_in(robin).visit("/my-details").submit("Save it", email=email, status=422)
    assert len(page.mistakes) == 1
    db.session.remove()
    assert db.session.get_one(Account, robin.id).email == ""


def test_while_the_past_is_shut_the_address_is_neither_shown_nor_changed(page: Page, robin: Any) -> None:
    page.sign_in(robin).visit("/my-details").submit("Save it", email="robin@example.org")
    _change(robin, past_shut_at=START)
    assert "robin@example.org" not in page.visit("/my-details").html
    page.post("/my-details", {"email": "thief@example.org"}, status=422)
    db.session.remove()
    assert db.session.get_one(Account, robin.id).email == "robin@example.org"
