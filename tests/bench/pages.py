"""Figures 21 and 22: what a young person's first page weighs, and when it can be read on a bad line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from portal.accounts.models import Account
from tests.bench.line import say
from tests.support.site import Site

KIB = 1024
# name, bytes a second, latency in ms, processor so many times slower, largest paint allowed in s
LINES = (
    ("slow 4G (1.6 Mbit/s, 150 ms), processor 4x slower", 1_600_000 / 8, 150, 4, 1.0),
    ("slow 3G (400 kbit/s, 400 ms), processor 6x slower", 400_000 / 8, 400, 6, 2.0),
)
_WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")


def measure(site: Site, browser: Browser, account: Account) -> None:
    """The door before anybody is signed in, and the first page of saying something."""
    for path, who in (("/come-in", None), ("/say", account)):
        _weight(site, browser, path, who)
    for name, throughput, latency, slower, limit in LINES:
        _speed(site, browser, account, f"/say on {name}", (throughput, latency, slower), limit)


def _new_page(site: Site, browser: Browser, account: Account | None) -> tuple[Page, Any]:
    context = browser.new_context(base_url=site.url, viewport={"width": 360, "height": 740})
    if account:
        context.add_cookies([site.cookie_of(account)])  # type: ignore[list-item]  # as playwright wants it
    page = context.new_page()
    return page, context.new_cdp_session(page)


def _weight(site: Site, browser: Browser, path: str, account: Account | None) -> None:
    page, wire = _new_page(site, browser, account)
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    wire.send("Network.enable")
    wire.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    wire.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    page.goto(path, wait_until="networkidle")
    to_paint = sum(size for key, size in sizes.items() if kinds.get(key) in ("Document", "Stylesheet"))
    say(21, f"{path}: first visit in all, compressed", sum(sizes.values()) / KIB, "KiB", 30)
    say(21, f"{path}: needed to paint, compressed", to_paint / KIB, "KiB", 14)
    say(21, f"{path}: requests", len(sizes), "requests", 5)
    say(21, f"{path}: web fonts", sum(kind == "Font" for kind in kinds.values()), "fonts", 0)
    page.context.close()


def _speed(
    site: Site, browser: Browser, account: Account, name: str, line: tuple[float, int, int], limit: float
) -> None:
    page, wire = _new_page(site, browser, account)
    throughput, latency, slower = line
    wire.send("Network.enable")
    speeds = {"downloadThroughput": throughput, "uploadThroughput": throughput}
    wire.send("Network.emulateNetworkConditions", {"offline": False, "latency": latency, **speeds})
    wire.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.add_init_script(_WATCH)
    page.goto("/say", wait_until="networkidle")
    page.wait_for_timeout(500)
    seen = page.evaluate("window.seen")
    say(22, f"{name}: largest paint", seen["paint"] / 1000, "s", limit)
    say(22, f"{name}: blocking", seen["blocked"], "ms", 50)
    say(22, f"{name}: layout shift", seen["shift"], "", 0)
    page.context.close()
