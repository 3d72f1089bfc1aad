"""A photo and a voice note without scripts, a drawing with keys only, a voice recorded here; and the desk
that opens them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from portal.accounts.models import Account
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.made_files import photo, tone
from tests.support.site import Site
from tests.support.visitors import CHROMIUM, FLAGS, Visitor

Visit = Callable[..., Visitor]
MADE_UP_MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """The other journeys of this site have young people of their own."""
    return f"Robin {request.node.originalname.removeprefix('test_').replace('_', ' ')}"


@pytest.fixture
def somebody(make: Make, name: str) -> tuple[Account, Account]:
    """A young person with a worker, and somebody at the desk."""
    person = make.young_person(name=name, called="Robin")
    make.worker_of(person)
    return make.account_for(person), make.staff(Role.READER)


@pytest.fixture
def with_microphone(browser: Browser) -> Iterator[Browser]:
    """A browser of its own, with a microphone that hums."""
    chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS, *MADE_UP_MICROPHONE])
    yield chromium
    chromium.close()


def sends(young: Visitor) -> None:
    """When they go on and send it; then there is a receipt."""
    young.follows("Go on with my words").presses("Next")
    young.presses("Send")
    assert young.heading == "Sent"


def test_a_photo_and_a_voice_note_without_scripts_and_the_desk_opens_them(
    visitor: Visit, somebody: tuple[Account, Account], name: str
) -> None:
    robin, reader = somebody
    young = visitor(scripts=False, width=320).is_signed_in_as(robin).goes_to("/say/words")
    young.presses("Add a picture")
    chosen = {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": photo(600, 400)}
    young.page.get_by_label("Pick or take a photo", exact=True).set_input_files(chosen)  # type: ignore[arg-type]  # as playwright wants it
    young.types("What does it show?", "my room").presses("Add my photo").sees("It is added", "Photo 1")
    assert not young.page.get_by_role("button", name="Record", exact=True).is_visible()
    noted = {"name": "note.wav", "mimeType": "audio/wav", "buffer": tone(2)}
    young.page.get_by_label("Record or pick a voice note", exact=True).set_input_files(noted)  # type: ignore[arg-type]  # as playwright wants it
    young.types("What is it about?", "how it sounds at night").presses("Add my voice note")
    young.sees("It is added", "Photo 1", "Voice note 2", "how it sounds at night")
    sends(young)
    desk = visitor(width=1280).is_signed_in_as(reader).goes_to("/staff/desk").follows(name)
    assert desk.page.locator("main img").count() == 0
    desk.presses("Open this photo").sees("If it may be indecent")
    picture = desk.page.locator("img.seen")
    assert picture.evaluate("i => i.complete && i.naturalWidth") == 600
    desk.page.go_back()
    assert desk.page.locator("main audio").count() == 0
    desk.presses("Listen to this voice note")
    heard = desk.page.locator("main audio")
    heard.evaluate("a => new Promise((yes, no) => { a.onloadedmetadata = yes; a.onerror = no; a.load(); })")
    assert 1 <= heard.evaluate("a => a.duration") <= 3


def test_a_drawing_with_keys_only(visitor: Visit, somebody: tuple[Account, Account]) -> None:
    young = visitor(how="keyboard").is_signed_in_as(somebody[0]).goes_to("/say/files")
    page = young.page
    young.picks("Blue")
    paper = page.locator("canvas")
    young._reach(paper)
    page.keyboard.press("Space")
    expect(page.get_by_text("The pen is down.")).to_be_visible()
    for key in ("ArrowRight", "ArrowDown", "Shift+ArrowRight"):
        page.keyboard.press(key)
    page.keyboard.press("Space")
    assert is_blue_at(young, 500, 375)
    young._reach(page.get_by_role("button", name="Undo"))
    page.keyboard.press("Enter")
    assert not is_blue_at(young, 500, 375)
    expect(page.get_by_text("The paper is empty.")).to_be_visible()
    page.locator("canvas").focus()
    for key in ("Space", "ArrowLeft", "ArrowUp", "Space"):
        page.keyboard.press(key)
    expect(page.locator("[data-draw-not]")).to_be_hidden()
    young.presses("Add my drawing").sees("It is added", "Drawing 1")


def is_blue_at(young: Visitor, x: int, y: int) -> bool:
    read = "(c, [x, y]) => [...c.getContext('2d').getImageData(x, y, 1, 1).data]"
    red, green, blue, _ = young.page.locator("canvas").evaluate(read, [x, y])
    return bool(blue > red + 50 and blue > green + 50)


def test_a_voice_recorded_listened_to_and_sent(
    with_microphone: Browser, site: Site, database: object, somebody: tuple[Account, Account]
) -> None:
    young = Visitor(with_microphone, site).is_signed_in_as(somebody[0]).goes_to("/say/files")
    page = young.page
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text("We are recording.")).to_be_visible()
    page.wait_for_timeout(2_500)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped. Listen to it.")).to_be_visible()
    assert page.locator("[data-rec-play]").get_attribute("src")
    young.looks()
    young.presses("Add my voice note").sees("It is added", "Voice note 1")
    heard = page.locator(".added audio")
    heard.evaluate("a => new Promise((yes, no) => { a.onloadedmetadata = yes; a.onerror = no; a.load(); })")
    assert 1 <= heard.evaluate("a => a.duration") <= 5
    sends(young)
    young.close()


def test_a_line_that_dies_keeps_it_and_the_second_try_sends_it_once(
    visitor: Visit, somebody: tuple[Account, Account]
) -> None:
    young = visitor().is_signed_in_as(somebody[0]).goes_to("/say/files")
    chosen = {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": photo(600, 400)}
    young.page.get_by_label("Pick or take a photo", exact=True).set_input_files(chosen)  # type: ignore[arg-type]  # as playwright wants it
    young.context.set_offline(True)
    young.page.get_by_role("button", name="Add my photo").click()
    expect(young.page.get_by_text("No signal right now. It is still here.")).to_be_visible()
    young.context.set_offline(False)
    young.troubles.clear()  # the browser itself says that the line was dead
    young.presses("Add my photo").sees("Photo 1").does_not_see("Photo 2")
    wrong = {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": b"not a picture"}
    young.page.get_by_label("Pick or take a photo", exact=True).set_input_files(wrong)  # type: ignore[arg-type]  # as playwright wants it
    young.page.get_by_role("button", name="Add my photo").click()
    expect(young.page.get_by_text("We can't open this picture")).to_be_visible()
