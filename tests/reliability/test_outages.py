"""What the site stands on goes away for a while: an honest page, no false receipt, the words kept, and all
of it mends itself."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace

import flask
import pytest
import sqlalchemy as sa

from portal import db, worker
from portal.notices.models import Notice
from portal.plainwords import jargon_in, reading_age
from portal.policy.roles import Role
from portal.voice.models import Draft, Statement
from tests.architecture.test_plain_words import OLDEST
from tests.support import outages
from tests.support.databases import TestDatabase
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.plain_pages import our_lines

WORDS = "I want to see my brother at the weekend"
Trouble = Callable[[TestDatabase], AbstractContextManager[None]]
both = pytest.mark.parametrize("trouble", [outages.locked, outages.gone])


@pytest.fixture
def young(app: flask.Flask, database: TestDatabase, make: Make) -> Iterator[Page]:
    """A young person's browser at a site that waits for its database no longer than a moment, and that
    answers faults with a page, as it does outside of tests."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    engine = db.connect(replace(database.settings, database_wait_seconds=0))
    make.on_duty(make.staff(Role.READER))
    yield Page(app).sign_in(make.account_for(make.young_person()))
    app.config["PROPAGATE_EXCEPTIONS"] = True
    db.session.remove()
    engine.dispose()


def said() -> list[str]:
    with db.transaction() as session:
        return [row.words for row in session.scalars(sa.select(Statement))]


def drafts() -> int:
    with db.transaction() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Draft)) or 0


def is_honest(page: Page) -> None:
    assert page.status == 503
    assert page.response
    assert page.response.headers["Retry-After"] == "20"
    assert page.heading == "We can't do that right now"
    assert "We can't be sure that it was sent." in page.main
    assert "01632 960" in page.text  # who to ring


@both
def test_what_was_typed_is_on_the_page_and_goes_on_from_there(
    young: Page, database: TestDatabase, trouble: Trouble
) -> None:
    young.visit("/say").submit("Next")
    with trouble(database):
        young.submit("Next", words=WORDS, status=503)
        is_honest(young)
        assert WORDS in young.main
        young.submit("Try again", status=503)
        assert WORDS in young.main
    young.submit("Try again")
    assert young.heading == "Send it"
    young.submit("Send")
    assert said() == [WORDS]


@both
def test_no_receipt_is_given_and_trying_again_sends_once(
    young: Page, database: TestDatabase, trouble: Trouble
) -> None:
    young.visit("/say").submit("Next").submit("Next", words=WORDS)
    with trouble(database):
        young.submit("Send", status=503)
        is_honest(young)
        assert "it is not sent twice" in young.main
    assert (said(), drafts()) == ([], 1)
    once_more = young.form_with("Try again")[0].pairs()
    young.submit("Try again")
    assert "/sent" in young.url
    receipt = young.url
    assert young.post("/say/send", dict(once_more)).url == receipt
    assert said() == [WORDS]


@both
def test_not_safe_says_whom_to_ring_and_can_be_pressed_again(
    young: Page, database: TestDatabase, trouble: Trouble
) -> None:
    young.visit("/say/words")
    with trouble(database):
        young.submit("I'm not safe", words=WORDS, status=503)
        is_honest(young)
        assert "Ring somebody now." in young.main
        assert WORDS in young.main
    young.submit("Try again")
    assert said() == [WORDS]
    with db.transaction() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Notice))


def test_a_page_that_is_only_looked_at_comes_back(young: Page, database: TestDatabase) -> None:
    with outages.gone(database):
        young.visit("/said?page=1", status=503)
        assert "sent" not in young.main
    young.follow("Try again")
    assert young.url.endswith("/said?page=1")


def test_no_password_is_put_into_the_page(young: Page, database: TestDatabase, make: Make) -> None:
    make.staff(email="kim@example.org")
    young.sign_out().visit("/staff/sign-in")
    with outages.gone(database):
        young.submit(
            fields={"email": "kim@example.org", "password": "a long secret of Kim's own", "code": "123456"},
            status=503,
        )
    assert "secret" not in young.html
    assert "Go back, wait a minute" in young.main


def test_what_came_with_a_picture_says_to_pick_it_again(young: Page, database: TestDatabase) -> None:
    with outages.gone(database):
        picture = (io.BytesIO(b"\x89PNG" * 9), "me.png")
        young.post("/say/words", {"words": WORDS}, status=503, content_type="multipart/form-data")
        assert "Pick them again" not in young.main
        sent = {"csrf_token": young.token(), "words": WORDS, "file": picture}
        young._ask("POST", "/say/words", 503, data=sent)
    assert "Pick them again" in young.main
    assert WORDS in young.main


@pytest.mark.parametrize("body", [b"words=%ED%A0%80&x=%FF", b"a" * 2_000_000], ids=["broken", "far too much"])
def test_nothing_that_is_sent_breaks_the_page(young: Page, database: TestDatabase, body: bytes) -> None:
    with outages.gone(database):
        young._ask("POST", "/say/words", 503, data=body, content_type="application/x-www-form-urlencoded")
        assert young.heading == "We can't do that right now"


@pytest.mark.once
def test_the_page_is_plain(young: Page, database: TestDatabase) -> None:
    young.visit("/say/words")
    with outages.gone(database):
        young.submit("Next", words=WORDS, status=503)
        lines = [line for line in our_lines(young) if line != WORDS]
        assert reading_age("\n".join(lines)) <= OLDEST
        assert [line for line in lines if jargon_in(line)] == []


def test_its_links_lead_nowhere_else(young: Page, database: TestDatabase) -> None:
    with outages.gone(database):
        young._ask("GET", "/said?next=//example.org", 503)
        assert young.links("Try again")[0].get("href") == "/said?next=//example.org"


@both
def test_the_worker_goes_on_by_itself(
    young: Page, database: TestDatabase, trouble: Trouble, capfd: pytest.CaptureFixture[str]
) -> None:
    young.visit("/say").submit("I'm not safe")
    jobs = worker.jobs(database.settings)
    name = "seal events"
    with trouble(database):
        assert worker.run_job(name, jobs[name]) == 0
        assert worker.run_job("look for unread", jobs["look for unread"]) == 0
    assert '"kind": "OperationalError"' in capfd.readouterr().err
    assert worker.run_job(name, jobs[name]) > 0
