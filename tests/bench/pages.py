"""Figures 21 and 22: what young people's pages weigh when new, and how soon they show on a bad line."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from portal.accounts.models import Account
from portal.policy.roles import Role
from portal.surveys.rules.kinds import Audience, Face
from tests.bench.line import say
from tests.bench.rates import bare_site
from tests.support.factories import Make
from tests.support.made_surveys import every_kind
from tests.support.site import Site

KIB = 1024
Cookies = Sequence[Any]
"""As playwright gives and takes them."""
Line = tuple[float, int, int, float]
"""Bytes a second, latency in ms, processor so many times slower, largest paint allowed in s."""

LINES: dict[str, Line] = {
    "slow 4G (1.6 Mbit/s, 150 ms), processor 4x slower": (1_600_000 / 8, 150, 4, 1.0),
    "slow 3G (400 kbit/s, 400 ms), processor 6x slower": (400_000 / 8, 400, 6, 2.0),
}
# Open to everybody, and those of somebody signed in: each measured as if it were the first they see.
OPEN = ("/come-in", "/not-safe", "/nameless", "/alone")
SIGNED_IN = (
    "/start", "/say", "/say/about", "/say/words", "/say/board", "/say/files", "/say/send",
    "/said", "/who-opened", "/look", "/little", "/little/home", "/little/who", "/little/thanks",
    "/little/said",
)  # fmt: skip
ON_A_BAD_LINE = ("/start", "/say", "/say/about", "/say/board", "/say/files", "/said", "/little", "/nameless")
_WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")


def measure(site: Site, browser: Browser, account: Account) -> None:
    """Every page alone, in the usual words and in Easy Read; then those that matter most on two bad lines."""
    everywhere = [(path, None) for path in OPEN] + [(path, account) for path in SIGNED_IN]
    for path, who in everywhere:
        _weight(site, browser, path, who)
    for path in ("/start", "/say", "/say/send"):
        _weight(site, browser, path, account, easy=True)
    _weight(site, browser, "/nameless", None, press="Send it")
    _survey(site, browser)
    for path in ON_A_BAD_LINE:
        for name, line in LINES.items():
            _speed(site, browser, account, (path, name), line)


def _survey(site: Site, browser: Browser) -> None:
    """The pages on which a survey is answered, each as if it were the first that is seen; beside a bare page
    on the same lines."""
    wave = _wave()
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.goto(f"/q/{wave}")
    page.get_by_role("button", name="Start").click()
    _answer_badly(page, f"/q/{wave}/2")
    cookies = context.cookies()
    page.goto(f"/q/{wave}/11")
    assert page.locator("textarea").count() == 1, (
        "the long text is not asked: something else would be measured"
    )
    paths = [f"/q/{wave}/{step}" for step in (2, 3, 7, 11)] + [f"/q/{wave}/check"]
    for path in (f"/q/{wave}", *paths):
        _weight(site, browser, path, None, cookies=() if path == f"/q/{wave}" else cookies)
    context.close()
    with tempfile.TemporaryDirectory() as folder, bare_site(Path(folder)) as bare:
        for name, line in LINES.items():
            _speed(site, browser, None, (f"{bare}/bare", name), line)
            for path in (f"/q/{wave}", paths[0], paths[3]):
                _speed(site, browser, None, (path, name), line, () if path == f"/q/{wave}" else cookies)


def _answer_badly(page: Page, path: str) -> None:
    """Who says that it goes badly is asked what would make it better, in a long text."""
    page.goto(path)
    page.locator("input[value=bad]").check(force=True)
    page.get_by_role("button", name="Next").click()


def _wave() -> str:
    """The link of an open survey with a question of each kind."""
    make = Make()
    asks = every_kind(faces=(Face.TWELVE,))
    survey = make.survey(make.staff(Role.PARTICIPATION_WORKER), asks, audience=Audience.YOUNG_PEOPLE)
    return make.wave(survey).link


def _new_page(
    site: Site, browser: Browser, account: Account | None, *, easy: bool = False, cookies: Cookies = ()
) -> tuple[Page, Any]:
    context = browser.new_context(base_url=site.url, viewport={"width": 360, "height": 740})
    context.add_cookies(list(cookies))
    if account:
        context.add_cookies([site.cookie_of(account)])  # type: ignore[list-item]  # as playwright wants it
    if easy:
        asked = context.new_page()
        asked.goto("/easy-read")
        asked.get_by_role("button", name="Show me Easy Read").click()
        asked.close()
    page = context.new_page()
    return page, context.new_cdp_session(page)


def _weight(
    site: Site,
    browser: Browser,
    path: str,
    account: Account | None,
    *,
    easy: bool = False,
    press: str = "",
    cookies: Cookies = (),
) -> None:
    """`press`: say something there, press this, and weigh the page that comes (with the words of a code)."""
    page, wire = _new_page(site, browser, account, easy=easy, cookies=cookies)
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    wire.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    page.goto(path, wait_until="networkidle")
    if press:
        page.locator("textarea").first.fill("I want to see my sister")
        kinds.clear()
        sizes.clear()
        page.get_by_role("button", name=press, exact=True).click()
        page.wait_for_load_state("networkidle")
    to_paint = sum(size for key, size in sizes.items() if kinds.get(key) in ("Document", "Stylesheet"))
    path = f"{path} in Easy Read" if easy else f"{path}, then {press!r}" if press else path
    say(21, f"{path}: first visit in all, compressed", sum(sizes.values()) / KIB, "KiB", 30)
    say(21, f"{path}: needed to paint, compressed", to_paint / KIB, "KiB", 14)
    say(21, f"{path}: requests", len(sizes), "requests", 5)
    say(21, f"{path}: web fonts", sum(kind == "Font" for kind in kinds.values()), "fonts", 0)
    page.context.close()


def _speed(
    site: Site,
    browser: Browser,
    account: Account | None,
    where: tuple[str, str],
    line: Line,
    cookies: Cookies = (),
) -> None:
    """The middle one of five visits, each with nothing kept from before."""
    path, name = where[0], f"{where[0]} on {where[1]}"
    seen = [_seen(site, browser, account, path, line, cookies) for _ in range(5)]
    middle = {what: sorted(one[what] for one in seen)[2] for what in seen[0]}
    say(22, f"{name}: largest paint", middle["paint"] / 1000, "s", line[3])
    say(22, f"{name}: blocking", middle["blocked"], "ms", 50)
    say(22, f"{name}: layout shift", middle["shift"], "", 0)


def _seen(
    site: Site, browser: Browser, account: Account | None, path: str, line: Line, cookies: Cookies
) -> dict[str, float]:
    page, wire = _new_page(site, browser, account, cookies=cookies)
    page.wait_for_timeout(1_500)  # a new window draws its own bar meanwhile: a phone has done that long ago
    throughput, latency, slower, _limit = line
    wire.send("Network.enable")
    speeds = {"downloadThroughput": throughput, "uploadThroughput": throughput}
    wire.send("Network.emulateNetworkConditions", {"offline": False, "latency": latency, **speeds})
    wire.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.add_init_script(_WATCH)
    page.goto(path, wait_until="networkidle")
    page.wait_for_timeout(500)
    seen: dict[str, float] = page.evaluate("window.seen")
    page.context.close()
    return seen
