"""Going everywhere somebody can go by links; every page on the way is checked by the client."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from tests.support.pages import Page

# A link that ends what the crawl is for.
_LEADS_AWAY = ("/leave", "/bye", "/static/", "/language", "/easy-read")
_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")


def crawl(page: Page, start: str, *, most: int = 400, alike: int = 150) -> Iterator[str]:
    """Open every page that can be reached by links from `start`; yields each address with the page open.

    `alike`: of addresses that differ by an id only, no more than so many."""
    waiting, seen = [start], {_shape(start)}
    opened: Counter[str] = Counter()
    while waiting and most:
        url, most = waiting.pop(0), most - 1
        page.visit(url)
        yield url
        for link in page.links():
            target = urlsplit(urljoin(page.url, str(link.get("href"))))
            if target.netloc != "localhost" or target.scheme != "http" or target.path.startswith(_LEADS_AWAY):
                continue
            address = target.path + (f"?{target.query}" if target.query else "")
            kind = _IDS.sub("*", _shape(address))
            if _shape(address) not in seen and opened[kind] < alike:
                seen.add(_shape(address))
                opened[kind] += 1
                waiting.append(address)


def _shape(url: str) -> str:
    """The same for addresses not worth opening twice: another page of a list, or another order of it."""
    path, _, query = url.partition("?")
    if path.endswith(".pdf"):  # each takes a process to draw: one of a kind
        path = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "*", path)
    names = sorted(part.partition("=")[0] for part in query.split("&") if part)
    return path + "?" + ",".join(names)
