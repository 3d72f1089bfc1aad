"""Fixtures of the browser journeys: a running site, Debian's chromium, visitors, factories on that site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from portal import db
from portal.vault import keys, master
from tests.support import site as sites
from tests.support.visitors import CHROMIUM, FLAGS, Visitor


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sites.Site]:
    """One running site a worker; each journey makes people of its own on it."""
    with sites.running(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture
def database(site: sites.Site) -> Any:
    """The running site's database: what factories fill and tests look into."""
    # Another journey may have had a site of its own meanwhile.
    keys.open_ring(master.load(site.settings.master_key_file))
    engine = db.connect(site.settings)
    yield site.database
    db.session.remove()
    engine.dispose()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    assert CHROMIUM, "chromium is missing. Install it with: apt-get install chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visitor(browser: Browser, site: sites.Site, database: Any) -> Iterator[Callable[..., Visitor]]:
    """`visitor(width=320, scripts=False, how="keyboard", language="ar")`: somebody with a browser."""
    made: list[Visitor] = []

    def visit(**how: Any) -> Visitor:
        made.append(Visitor(browser, site, **how))
        return made[-1]

    yield visit
    for somebody in made:
        somebody.close()
