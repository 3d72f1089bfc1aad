"""A HEAD asks what a GET would answer. Link checkers send it, without a form token: it must do nothing."""

from __future__ import annotations

import sqlalchemy as sa

from portal import db
from portal.voice.models import Statement
from tests.support.factories import Make
from tests.support.pages import Page


def test_a_head_sends_nothing_and_takes_nothing_back(page: Page, make: Make) -> None:
    person = make.young_person()
    said = make.statement(person, "I like judo")
    page.sign_in(make.account_for(person))
    for path in ("/not-safe", f"/said/{said.id}/take-back", "/say/throw-away", "/say", "/say/send"):
        answer = page.client.head(path)
        assert answer.status_code in (200, 302, 303), path
        assert answer.data == b""
    db.session.remove()
    (stored,) = db.session.scalars(sa.select(Statement))
    assert (stored.id, stored.taken_back_at) == (said.id, None)


def test_a_head_has_the_headers_of_the_get(page: Page) -> None:
    assert page.client.head("/alive").status_code == page.client.get("/alive").status_code == 204
    head, get = page.client.head("/come-in"), page.client.get("/come-in")
    assert head.headers["Content-Security-Policy"] == get.headers["Content-Security-Policy"]
    assert (head.status_code, head.data) == (200, b"")
