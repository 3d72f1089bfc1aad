"""What a page says in our words, block by block: what is measured for how hard it is to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from tests.support.page_checks import text_of
from tests.support.pages import Page

_BLOCKS = {
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "legend",
    "label",
    "td",
    "th",
    "dt",
    "dd",
    "button",
    "a",
    "summary",
    "figcaption",
}
# What somebody said or answered is theirs, whatever words it has; what is only for a screen reader repeats.
_THEIRS = {"speech", "govuk-visually-hidden", "textarea"}
_DAY = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day )?\d{1,2} [A-Z][a-z]+(?: \d{4})?(?: at \d\d:\d\d)?"
)


def our_lines(page: Page, names: Iterable[str] = ()) -> list[str]:
    """The blocks of the main part, each a line, with `names` as one short name."""
    main = next((e for e in page.everything if e.tag == "main"), None)
    lines = [] if main is None else [text for text in _blocks(main) if text]
    for name in sorted(names, key=len, reverse=True):
        lines = [line.replace(name, "Sam") for line in lines]
    return list(dict.fromkeys(lines))


def _blocks(element: Element) -> Iterator[str]:
    for child in element:
        if not isinstance(child.tag, str) or _is_theirs(child):
            continue
        if child.tag in _BLOCKS and not any(e.tag in _BLOCKS for e in child.iter() if e is not child):
            yield from (_DAY.sub("Monday", text_of(part)) for part in _parts(child))
        else:
            yield from _blocks(child)


def _parts(block: Element) -> list[Element]:
    """A card is one link of several lines; everything else is one line."""
    leaves = [e for e in block.iter() if isinstance(e.tag, str) and not len(e) and text_of(e)]
    leaves = [e for e in leaves if not _is_theirs(e)]
    return leaves if block.tag == "a" and len(leaves) > 1 else [block]


def _is_theirs(element: Element) -> bool:
    classes = set((element.get("class") or "").split())
    return (
        bool(classes & _THEIRS)
        or element.get("dir") == "auto"
        or element.tag in ("template", "script", "style", "textarea", "select")
    )
