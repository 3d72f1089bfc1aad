"""Little ones and the sorting board in a real browser: by taps, keys and drag, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Locator, expect

from portal import db
from portal.accounts.models import Account
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.models import BoardCard, Statement
from portal.voice.rules import Face, Going, Level
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]
LEAST_FOR_SMALL_HANDS = 88
VOICES = """
const voice = {lang: "en-GB", localService: %s, name: "Voice"};
const said = [];
window.said = said;
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => [voice], speak: (one) => said.push(one.text), cancel: () => {}, speaking: false,
  addEventListener: () => {},
}});
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""


@pytest.fixture
def mo(make: Make) -> YoungPerson:
    person = make.young_person(called="Mo")
    make.worker_of(person, Role.SOCIAL_WORKER, name="Priya Shah")
    make.staff(Role.READER)
    return person


@pytest.fixture
def mos(make: Make, mo: YoungPerson) -> Account:
    return make.account_for(mo)


def of(person: YoungPerson) -> list[Statement]:
    db.session.remove()
    return list(db.session.scalars(sa.select(Statement).where(Statement.young_person_id == person.id)))


def cards_of(person: YoungPerson) -> set[tuple[str, Going]]:
    db.session.remove()
    rows = db.session.scalars(sa.select(BoardCard).where(BoardCard.young_person_id == person.id))
    return {(row.words or row.card, row.going) for row in rows}


@pytest.mark.parametrize(
    "how", [{"width": 360}, {"width": 320}, {"how": "keyboard"}, {"scripts": False}], ids=str
)
def test_a_small_child_says_it_with_taps(
    visitor: Visit, mo: YoungPerson, mos: Account, how: dict[str, Any]
) -> None:
    child = visitor(**how).is_signed_in_as(mos).goes_to("/little")
    child.presses("Not good").presses("Good").presses("So-so").presses("Skip").presses("Just me")
    child.presses("Priya Shah")
    assert child.heading == "Thank you"
    (sent,) = of(mo)
    assert sent.face is Face.BAD
    assert cards_of(mo) == {("home", Going.WELL), ("family", Going.SO_SO)}


@pytest.mark.parametrize("scripts", [True, False])
def test_see_me_on_my_own_from_any_screen(
    visitor: Visit, mo: YoungPerson, mos: Account, scripts: bool
) -> None:
    child = visitor(scripts=scripts).is_signed_in_as(mos).goes_to("/little/school")
    child.presses("See me on my own")
    assert child.heading == "Thank you"
    assert [(one.asked, one.level) for one in of(mo)] == [("see_me_alone", Level.NOW)]


def test_every_choice_is_large_enough_for_small_hands(visitor: Visit, mos: Account) -> None:
    child = visitor(width=320).is_signed_in_as(mos)
    for step in ("face", "home", "with", "who", "thanks", "said"):
        child.goes_to(f"/little/{step}")
        taps = child.page.locator("main button:visible, main a:visible")
        boxes = [taps.nth(n).bounding_box() for n in range(taps.count())]
        assert all(box and min(box["width"], box["height"]) >= LEAST_FOR_SMALL_HANDS for box in boxes), step


def test_it_is_read_aloud_by_a_voice_of_the_device(visitor: Visit, mos: Account) -> None:
    child = visitor().is_signed_in_as(mos)
    child.page.add_init_script(VOICES % "true")
    child.goes_to("/little")
    child.page.get_by_role("button", name="Read it to me").click()
    said = child.page.evaluate("window.said")
    assert said[:3] == ["How are you?", "Really good", "Good"]


def test_a_voice_from_the_net_is_not_used(visitor: Visit, mos: Account) -> None:
    child = visitor().is_signed_in_as(mos)
    child.page.add_init_script(VOICES % "false")
    child.goes_to("/little")
    expect(child.page.get_by_role("button", name="Read it to me")).to_have_count(0)


# the board


def card(child: Visitor, name: str) -> Locator:
    return child.page.get_by_role("button", name=name, exact=True)


def area(child: Visitor, going: Going | str) -> Locator:
    return child.page.locator(f".board [data-going='{going}']")


def lies(child: Visitor, name: str, going: Going | str) -> None:
    expect(area(child, going).get_by_role("button", name=name, exact=True)).to_be_visible()


def sends(child: Visitor) -> None:
    child.presses("Keep it and go on").goes_to("/say/send").presses("Send")


def test_the_board_by_taps(visitor: Visit, mo: YoungPerson, mos: Account) -> None:
    child = visitor().is_signed_in_as(mos).goes_to("/say/board")
    card(child, "Where I live").click()
    expect(card(child, "Where I live")).to_have_attribute("aria-pressed", "true")
    child.looks()
    area(child, Going.WELL).click()
    lies(child, "Where I live", Going.WELL)
    card(child, "Where I live").click()
    area(child, "").get_by_role("button", name="Not now").click()
    lies(child, "Where I live", "")
    child.page.get_by_label("Your own card").fill("My dog Rex")
    child.page.get_by_role("button", name="Make this card").click()
    area(child, Going.NOT_WELL).click()
    lies(child, "My dog Rex", Going.NOT_WELL)
    child.looks()
    sends(child)
    assert cards_of(mo) == {("My dog Rex", Going.NOT_WELL)}


def test_the_board_by_keys_alone(visitor: Visit, mo: YoungPerson, mos: Account) -> None:
    child = visitor(how="keyboard").is_signed_in_as(mos).goes_to("/say/board")
    child._reach(card(child, "Sleep"))
    keys = child.page.keyboard
    for press, going in (
        ("ArrowRight", Going.WELL),
        ("ArrowRight", Going.SO_SO),
        ("ArrowRight", Going.NOT_WELL),
        ("ArrowRight", Going.NOT_WELL),
        ("ArrowLeft", Going.SO_SO),
    ):
        keys.press(press)
        lies(child, "Sleep", going)
        expect(card(child, "Sleep")).to_be_focused()
    expect(child.page.locator(".board [aria-live]")).to_have_text("Sleep: now in “So-so”")
    child.looks()
    sends(child)
    assert cards_of(mo) == {("sleep", Going.SO_SO)}


def test_the_board_by_drag(visitor: Visit, mo: YoungPerson, mos: Account) -> None:
    child = visitor(width=1280).is_signed_in_as(mos).goes_to("/say/board")
    card(child, "School").drag_to(area(child, Going.WELL))
    lies(child, "School", Going.WELL)
    card(child, "Food").drag_to(child.page.locator("h1"))  # let go where no area is: it stays
    lies(child, "Food", "")
    sends(child)
    assert cards_of(mo) == {("school", Going.WELL)}


def test_the_board_by_a_finger_that_waits_a_moment(visitor: Visit, mo: YoungPerson, mos: Account) -> None:
    child = visitor().is_signed_in_as(mos).goes_to("/say/board")
    card(child, "My family").scroll_into_view_if_needed()
    start, end = card(child, "My family").bounding_box(), area(child, Going.SO_SO).bounding_box()
    assert start
    assert end
    touch = child.context.new_cdp_session(child.page)
    from_, to = _middle(start), _middle(end)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [from_]})
    child.page.wait_for_timeout(300)
    for part in (0.3, 0.7, 1):
        point = {axis: from_[axis] + (to[axis] - from_[axis]) * part for axis in ("x", "y")}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    lies(child, "My family", Going.SO_SO)


def _middle(box: Any) -> dict[str, float]:
    return {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}


def test_the_board_without_scripts(visitor: Visit, mo: YoungPerson, mos: Account) -> None:
    child = visitor(scripts=False).is_signed_in_as(mos).goes_to("/say/board")
    child.picks("Going well", of="My friends").picks("Not going well", of="Food")
    sends(child)
    assert cards_of(mo) == {("friends", Going.WELL), ("food", Going.NOT_WELL)}


def test_a_board_that_was_started_is_there_again(visitor: Visit, mos: Account) -> None:
    child = visitor().is_signed_in_as(mos).goes_to("/say/board")
    card(child, "Sleep").click()
    area(child, Going.WELL).click()
    child.presses("Back").goes_to("/say/board")
    lies(child, "Sleep", Going.WELL)


# the card at school


@pytest.mark.parametrize("scripts", [True, False])
def test_a_card_at_school_from_making_to_asking(
    visitor: Visit, mo: YoungPerson, make: Make, scripts: bool
) -> None:
    worker = visitor(width=1280).is_signed_in_as(make.worker_of(mo, Role.PARTICIPATION_WORKER))
    worker.goes_to(f"/staff/young-people/{mo.id}").follows("Cards and photos").presses("Make a card")
    words = worker.page.locator(".card-a6__code").inner_text()
    school = visitor(scripts=scripts).goes_to("/alone").types("The words on the card", words)
    school.presses("See me on my own")
    assert school.heading == "Thank you"
    assert [one.asked for one in of(mo)] == ["see_me_alone"]
