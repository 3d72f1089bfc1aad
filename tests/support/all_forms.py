"""Every form that somebody can reach by links, ready to be filled in and sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from portal import db
from portal.accounts.models import Account
from portal.policy.roles import Role
from tests.support.crawl import crawl
from tests.support.forms import PageForm, Pairs
from tests.support.pages import Page

# What ends the session is not what these tests are about.
_NOT_THESE = ("/leave", "/bye", "/language", "/easy-read", "/staff/sign-out", "/go-out")


@dataclass
class Reached:
    """A form on a page, with one of its buttons."""

    page: str
    form: PageForm
    button: Element
    action: str


def reached_by(page: Page, account: Account, role: Role) -> list[Reached]:
    """All POST forms on all pages this person can reach, once for each route and button."""
    routes = page.app.url_map.bind("localhost")
    page.sign_in(account)
    found: dict[tuple[str, str], Reached] = {}
    for url in crawl(page, "/" if role is Role.YOUNG_PERSON else "/staff"):
        for form, button, action in _posts(page):
            endpoint = str(routes.match(action, method="POST")[0])
            value = (button.get("value") or "").partition(":")[0]  # "up:2" does what "up:3" does
            key = (endpoint, (button.get("name") or "") + value)
            found.setdefault(key, Reached(url, form, button, action))
    return list(found.values())


def _posts(page: Page) -> Iterator[tuple[PageForm, Element, str]]:
    for form in page.forms():
        for button in form.buttons:
            if form.method == "POST" and button.get("type", "submit") == "submit":
                action = urlsplit(urljoin(page.url, button.get("formaction") or form.action)).path
                if action not in _NOT_THESE:
                    yield form, button, action


def send(page: Page, action: str, pairs: Pairs) -> TestResponse:
    """Send it with a good CSRF token in place of the page's own; the answer may be anything."""
    kept = [(name, value) for name, value in pairs if name != "csrf_token"]
    db.session.remove()
    response = page.client.post(action, data=MultiDict([("csrf_token", page.token()), *kept]))
    db.session.remove()
    return response
