"""Somebody with a real browser. Wherever they arrive the page is checked: axe, width, targets, console."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from portal.accounts.models import Account
from tests.support.site import Site

CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), "")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations", "incomplete"],  # what is right is counted, but not written out
}
PATIENT = 120_000  # milliseconds: a slow machine is no fault of the page
LEAST_TARGET = 44  # pixels, on young people's pages
_SMALL = Path(__file__).with_name("small_targets.js").read_text(encoding="utf-8")
_STATE = Path(__file__).with_name("page_state.js").read_text(encoding="utf-8")
_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_OPEN = """(target) => {
  const el = document.querySelector(target), before = [scrollX, scrollY];
  el.scrollIntoView({block: "center", behavior: "instant"});
  const box = el.getBoundingClientRect();
  const open = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]].every(([x, y]) => {
    const met = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return met && el.contains(met);
  });
  scrollTo(...before);
  return open;
}"""
_seen: set[str] = set()  # pages axe has found nothing wrong with

expect.set_options(timeout=PATIENT)

How = Literal["mouse", "keyboard"]


class Visitor:
    """Somebody and their browser. Verbs are what a person does; each ends with a look at the page."""

    def __init__(
        self,
        browser: Browser,
        site: Site,
        *,
        width: int = 360,
        scripts: bool = True,
        how: How = "mouse",
        language: str = "en-GB",
    ) -> None:
        self.site, self.how, self.scripts = site, how, scripts
        self.context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 780},
            java_script_enabled=scripts,
            locale=language,
            extra_http_headers={"Accept-Language": language},
        )
        self.context.set_default_timeout(PATIENT)
        self.page: Page = self.context.new_page()
        self.troubles: list[str] = []
        self.stops = 0
        self.page.on("console", lambda said: said.type == "error" and self.troubles.append(said.text))
        self.page.on("pageerror", lambda fault: self.troubles.append(str(fault)))

    def is_signed_in_as(self, account: Account) -> Visitor:
        """Given: they came in a moment ago (coming in has journeys of its own)."""
        self.context.add_cookies([self.site.cookie_of(account)])  # type: ignore[list-item]  # as playwright wants it
        return self

    def goes_to(self, path: str) -> Visitor:
        self.page.goto(path)
        return self.looks()

    def follows(self, link: str) -> Visitor:
        return self._use(self.page.get_by_role("link", name=link))

    def presses(self, button: str) -> Visitor:
        return self._use(self.page.get_by_role("button", name=button))

    def types(self, label: str, text: str) -> Visitor:
        """Put text into a field found by its label."""
        field = self._one(self.page.get_by_label(label))
        if self.how == "keyboard":
            self._reach(field)
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.insert_text(text)
        else:
            field.fill(text)
        return self

    def picks(self, choice: str, of: str | None = None) -> Visitor:
        """Pick or tick a choice by its label, within the group that `of` names if it is given."""
        around: Page | Locator = self.page
        if of:
            around = self.page.get_by_role("group", name=of).or_(self.page.get_by_role("radiogroup", name=of))
        field = self._one(around.get_by_label(choice))
        if self.how == "keyboard":
            self._reach_choice(field)
        else:
            box = field.bounding_box()
            can_be_hit = box is not None and min(box["width"], box["height"]) > 4
            (field if can_be_hit else self.page.locator(f"label[for='{field.get_attribute('id')}']")).click()
        expect(field).to_be_checked()
        return self

    def sees(self, *texts: str) -> Visitor:
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(re.compile(re.escape(text), re.IGNORECASE))
        return self

    def does_not_see(self, *texts: str) -> Visitor:
        for text in texts:
            expect(self.page.locator("body")).not_to_contain_text(re.compile(re.escape(text), re.IGNORECASE))
        return self

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def looks(self) -> Visitor:
        """Stop and look: everything that must hold for every page in a real browser."""
        self.page.wait_for_load_state("load")
        self.stops += 1
        where = f"{self.page.url} ({self.page.title()})"
        assert self.troubles == [], f"{where}: {self.troubles}"
        if self.scripts:
            wide = self.page.evaluate(_TOO_WIDE)
            assert wide <= 0, f"{where} is {wide} px wider than the screen"
            small = self.page.evaluate(_SMALL, LEAST_TARGET)
            assert small == [], f"{where}: targets under {LEAST_TARGET} px: {small}"
            self._axe(where)
        return self

    def _axe(self, where: str) -> None:
        """It looks at elements and their state: what two journeys meet alike is looked at once."""
        state = self.page.evaluate(_STATE)
        if state in _seen:
            return
        found = Axe().run(self.page, options=RULES).response
        for kind in ("violations", "incomplete"):
            told = [
                f"{rule['id']}: {nodes}"
                for rule in found[kind]
                if (nodes := [node["html"][:140] for node in rule["nodes"] if not self._lies_open(node)])
            ]
            assert told == [], f"{where}: axe {kind}: " + "\n".join(told)
        _seen.add(state)

    def _lies_open(self, node: Any) -> bool:
        """Axe takes some elements for covered by what only touches them: at five places it is what is met."""
        keys = [(check.get("data") or {}).get("messageKey") for check in node["any"] if check.get("data")]
        return keys == ["elmPartiallyObscured"] and bool(self.page.evaluate(_OPEN, node["target"][0]))

    def _use(self, found: Locator) -> Visitor:
        target = self._one(found)
        if self.how == "keyboard":
            self._reach(target)
        with self.page.expect_navigation(wait_until="load"):
            if self.how == "keyboard":
                self.page.keyboard.press("Enter")
            else:
                target.click()
        return self.looks()

    @staticmethod
    def _one(found: Locator) -> Locator:
        expect(found.first).to_be_attached()
        return found.first

    def _reach(self, target: Locator) -> None:
        """Press Tab until the keyboard is there; what cannot be reached so cannot be used without a mouse."""
        for _ in range(250):
            if target.evaluate("e => e === document.activeElement"):
                assert target.evaluate("e => e.matches(':focus-visible')"), "the focus cannot be seen"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached by Tab: {target.evaluate('e => e.outerHTML.slice(0, 120)')}")

    def _reach_choice(self, target: Locator) -> None:
        if target.get_attribute("type") == "checkbox":
            self._reach(target)
            self.page.keyboard.press("Space")
            return
        is_there = "e => document.activeElement.name === e.name && document.activeElement.type === 'radio'"
        for _ in range(250):
            if target.evaluate(is_there):
                break
            self.page.keyboard.press("Tab")
        for _ in range(30):
            if target.is_checked():
                return
            here = target.evaluate("e => e === document.activeElement")
            self.page.keyboard.press("Space" if here else "ArrowDown")

    def close(self) -> Any:
        self.context.close()
