"""Finding English on a page that should hold none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from xml.etree.ElementTree import Element

from portal.settings import Settings
from tests.support.pages import Page

WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
ADDRESS = re.compile(r"\S+@\S+|https?://\S+")
READ_ALOUD = ("alt", "aria-label", "placeholder", "title")
NAMES = {"Childline", "Samaritans", "Shout"}
"""What the help lines are called everywhere."""


def english_on(page: Page, settings: Settings, also: Set[str] = frozenset()) -> set[str]:
    """The words in Latin letters somebody meets on the page, apart from what is marked as English, letters to
    copy (`code`), names of services, addresses, and what the council wrote in its settings."""
    said = " \n ".join(_said(page.everything[0]))
    for own in (settings.advocacy_name, settings.advocacy_reading, settings.council_name, settings.site_name):
        said = said.replace(own, " ")
    return set(WORD.findall(ADDRESS.sub(" ", said))) - NAMES - also


def _said(element: Element) -> Iterator[str]:
    """All that is shown or read aloud, with what waits in a <template> for a script."""
    if (
        element.tag in ("script", "style", "code")
        or not isinstance(element.tag, str)
        or element.get("lang") == "en"
    ):
        return
    yield from (element.get(name) or "" for name in READ_ALOUD)
    if element.tag == "input" and element.get("type") in ("submit", "button"):
        yield element.get("value") or ""
    yield element.text or ""
    for child in element:
        yield from _said(child)
        yield child.tail or ""
