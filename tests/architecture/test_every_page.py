"""Every page that somebody in each role can reach by links is a good page; who may not open it gets a 404."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urljoin, urlsplit

import flask
import pytest
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from portal.policy.roles import Role
from tests.support import world as worlds
from tests.support.crawl import crawl
from tests.support.factories import Make
from tests.support.pages import Page


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_that_can_be_reached_is_whole(make: Make, page: Page, role: Role, language: str) -> None:
    world = worlds.build(make)
    page.sign_in(world[role])
    with page.client.session_transaction() as session:
        session["language"] = language
    found = list(crawl(page, "/" if role is Role.YOUNG_PERSON else "/staff"))
    assert len(found) >= 3, found


@pytest.mark.parametrize(
    "start", ["/", "/come-in", "/card", "/staff/sign-in", "/bye", "/not-safe", "/nameless"]
)
def test_pages_that_need_nobody_signed_in_are_whole(page: Page, start: str) -> None:
    assert list(crawl(page, start))


def test_a_page_that_is_not_there_is_whole_for_everybody(
    make: Make, page: Page, another_page: Callable[[], Page]
) -> None:
    world = worlds.build(make)
    assert page.visit("/nowhere", status=404).heading
    for account in world.accounts.values():
        assert another_page().sign_in(account).visit("/nowhere", status=404).heading


# Opened by a button of a form, or only when there is something to check or to throw away.
BY_FORMS = {
    "listening.sheet",
    "people.merge_pair",
    "nameless.close",
    "nameless.talk",
    "nameless.words",
    "outcomes.change",
    "accounts.check",
    "voice.alone_thanks",
    "voice.board",
    "voice.files",
    "voice.files_draft",
    "voice.little",
    "voice.little_said",
    "voice.little_step",
    "voice.little_thanks",
    "voice.not_safe",
    "voice.say_send",
    "voice.say_throw_away",
    "voice.say_words",
    "voice.sent",
}
# Opened by a link on paper or in an invitation, by signing out, or by a script; not by a link on a page.
NOT_BY_LINKS = {
    "accounts.alive",
    "accounts.bye",
    "accounts.card_open",
    "accounts.invitation",
    "voice.alone_open",
    "voice.little_photo",
    "static",
}


def test_every_page_can_be_reached_by_links(
    app: flask.Flask, make: Make, another_page: Callable[[], Page]
) -> None:
    world = worlds.build(make)
    reached: set[str] = set()
    adapter = app.url_map.bind("localhost")
    for role in Role:
        page = another_page().sign_in(world[role])
        for url in crawl(page, "/" if role is Role.YOUNG_PERSON else "/staff"):
            reached |= {adapter.match(path.partition("?")[0])[0] for path in (url, urlsplit(page.url).path)}
            reached |= {adapter.match(urlsplit(hop).path)[0] for hop in page.hops}
            reached |= _endpoints_of_links(adapter, page)
    for start in ("/come-in", "/staff/sign-in"):
        for url in crawl(another_page(), start):
            reached.add(adapter.match(url.partition("?")[0])[0])
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - reached - NOT_BY_LINKS - BY_FORMS == set()


def _endpoints_of_links(adapter: MapAdapter, page: Page) -> set[str]:
    """Of the page's links, and of the pictures and voices on it."""
    found = set()
    shown = [e for e in page.everything if e.tag in ("img", "audio", "source") and e.get("src")]
    for element in [*page.links(), *shown]:
        path = urlsplit(urljoin(page.url, str(element.get("href") or element.get("src")))).path
        with suppress(HTTPException):
            found.add(adapter.match(path)[0])
    return found
