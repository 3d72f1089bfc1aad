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
from tests.support.crawl import crawl
from tests.support.pages import Page
from tests.support.world import World


@pytest.mark.once  # what is asked of the database is the same in every language
@pytest.mark.parametrize("role", Role)
def test_every_page_that_can_be_reached_is_whole_from_right_to_left(
    world: World, page: Page, role: Role, drill: bool
) -> None:
    """In the short form two pages of a kind: in English all of them are opened."""
    page.sign_in(world[role])
    with page.client.session_transaction() as session:
        session["language"] = "ar"
    found = []
    for url in crawl(page, start_of(role), alike=150 if drill else 2):
        found.append(url)
        assert is_in(page, "ar", "rtl"), url
    assert len(found) >= 3, found


def start_of(role: Role) -> str:
    return "/" if role is Role.YOUNG_PERSON else "/staff"


def is_in(page: Page, language: str, direction: str) -> bool:
    """Whether the page is in this language, or is a file to save."""
    is_page = page.response is not None and page.response.mimetype == "text/html"
    return not is_page or page.everything[0].attrib.items() >= {"lang": language, "dir": direction}.items()


@pytest.mark.parametrize(
    "start",
    [
        "/",
        "/come-in",
        "/card",
        "/staff/sign-in",
        "/bye",
        "/not-safe",
        "/nameless",
        "/what-changed",
        "/pledge",
    ],
)
def test_pages_that_need_nobody_signed_in_are_whole(page: Page, start: str) -> None:
    assert list(crawl(page, start))


@pytest.mark.once
def test_a_page_that_is_not_there_is_whole_for_everybody(
    world: World, page: Page, another_page: Callable[[], Page]
) -> None:
    assert page.visit("/nowhere", status=404).heading
    for account in world.accounts.values():
        assert another_page().sign_in(account).visit("/nowhere", status=404).heading


# Opened by a button of a form, or only when there is something to check or to throw away.
BY_FORMS = {
    # Opened by a button: that the letter was opened is written down.
    "complaints.own_letter",
    "listening.sheet",
    "people.merge_pair",
    "deadlines.holiday_add",
    "records.received",
    "records.own_email",
    "records.own_more",
    "records.own_sent",
    # A requester from outside comes in by words and a code: `tests/records/test_outside.py` and the journey.
    "records.mine_change",
    "records.mine_email",
    "records.mine_felt",
    "records.mine_more",
    "records.mine_page",
    "records.mine_print",
    "records.mine_question",
    "records.mine_question_new",
    "records.mine_ring",
    "records.mine_sent",
    "records.mine_take_back",
    "records.mine_talk",
    # A draft's editor leads there by its own buttons; the small world's letters are sent. What is late, what
    # waits for a manager's answer and a counted quarter are not in it either: `tests/reviews` opens each.
    "reviews.preview_letter",
    "reviews.letter_language",
    "reviews.translate_letter",
    "reviews.late",
    "reviews.respond",
    "reviews.review_figures_sheet",
    # Answering a survey goes from form to form: `tests/surveys/test_answering*.py` and the journey open each.
    # No report in the small world waits for sign-off or for publishing: `tests/panels/test_annual.py`.
    "panels.annual_sign_off",
    "panels.annual_publish",
    "surveys.answer_step",
    "surveys.answer_check",
    "surveys.answer_kept",
    "surveys.answer_sent",
    # A family comes back by its five words: `tests/complaints/test_family.py` and the journey.
    "complaints.family_page",
    "complaints.family_print",
    "complaints.family_letter",
    "complaints.family_sorted",
    "complaints.family_take_back",
    "complaints.family_further",
    "complaints.family_open_again",
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
    "records.calendar_feed",
    "voice.alone_open",
    "voice.little_photos",
    "static",
}


def test_every_page_can_be_reached_by_links_and_is_whole(
    app: flask.Flask, world: World, another_page: Callable[[], Page]
) -> None:
    reached: set[str] = set()
    adapter = app.url_map.bind("localhost")
    for role in Role:
        page = another_page().sign_in(world[role])
        found = []
        for url in crawl(page, start_of(role)):
            found.append(url)
            assert is_in(page, "en", "ltr"), url
            reached |= {adapter.match(path.partition("?")[0])[0] for path in (url, urlsplit(page.url).path)}
            reached |= {adapter.match(urlsplit(hop).path)[0] for hop in page.hops}
            reached |= _endpoints_of_links(adapter, page)
        assert len(found) >= 3, found
    survey = [f"/q/{world.ids['link']}", f"/q/tablet/{world.ids['kiosk']}"]  # from a poster, on a tablet
    for start in ("/come-in", "/staff/sign-in", "/q", *survey):
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
