"""A reader sorts by keys alone: ticks, saves, undoes, looks for a theme, splits, passes one on."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from portal import db
from portal.coding.queries import sorted_by
from portal.kit import clock
from portal.policy.roles import Role
from portal.voice.models import Statement
from tests.support.factories import Make
from tests.support.sorted_twice import read_one
from tests.support.visitors import Visitor


def test_a_reader_sorts_by_keys(visitor: Callable[..., Visitor], make: Make) -> None:
    sam, rae = make.young_person(name="Sam Vale"), make.staff(Role.READER)
    texts = ["I can't afford the bus pass", "The dentist was late. I got a job.", "Hm hm"]
    long_ago = clock.now() - timedelta(days=400)  # other journeys' texts wait on the same site
    bus, dentist, hm = (
        read_one(make, sam, rae, words, sent_at=long_ago + timedelta(hours=n))
        for n, words in enumerate(texts)
    )
    somebody = visitor(width=1280).is_signed_in_as(rae)
    page, body = somebody.page, somebody.page.locator("#main")

    somebody.goes_to("/staff/sort").looks()
    somebody.presses("Start with the oldest").looks()
    expect(body).to_contain_text("afford")
    press = page.keyboard.press
    press("1")
    press("w")
    press("Enter")

    expect(body).to_contain_text("The dentist was late")  # without the page being loaded anew
    expect(page).to_have_url(re.compile(str(dentist.id)))
    assert _themes(bus) == {"money"}
    press("u")
    expect(body).to_contain_text("afford")
    assert _themes(bus) == set()
    press("Enter")
    expect(body).to_contain_text("Tick what it is about, or that it is about none of these.")
    somebody.troubles.clear()  # the browser tells of the 422
    somebody.looks()
    page.locator("#the-words").focus()
    press("/")
    page.keyboard.type("friend")
    press("Enter")
    press("g")
    press("Enter")

    expect(body).to_contain_text("The dentist was late")
    assert _themes(bus) == {"friends"}
    press("s")
    press("1")
    press("ArrowDown")
    press("1")
    press("a")
    somebody.looks()
    press("Enter")

    expect(body).to_contain_text("Hm hm")
    assert _themes(dentist) == {"health", "work"}
    press("?")
    expect(body).to_contain_text("Somebody else will look at it")
    assert _themes(hm) == set()


def _themes(statement: Statement) -> set[str]:
    with db.transaction():
        found = sorted_by(statement.id)
    return set(found.themes) if found else set()
