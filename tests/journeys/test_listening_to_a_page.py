"""A page is read aloud by a voice of the device: by sentences, marked, stopped, never the words of a code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]
# A device with a voice that says nothing: what it was given waits in window.said until a test lets it speak.
VOICE = """
const said = [];
window.said = said;
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => [{lang: "en-GB", localService: %s, name: "Voice"}],
  speak: (one) => said.push(one), cancel: () => (said.length = 0), addEventListener: () => {},
}});
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""
MARKED = "[...CSS.highlights.get('read') || []].map(String).join()"


def with_a_voice(visitor: Visitor, *, local: bool = True) -> Visitor:
    visitor.page.add_init_script(VOICE % ("true" if local else "false"))
    return visitor


def texts(young: Visitor) -> list[str]:
    return young.page.evaluate("window.said.map(one => one.text)")  # type: ignore[no-any-return]


def listen(young: Visitor) -> Any:
    return young.page.locator("[data-listen]")


@pytest.fixture
def young(make: Make, visitor: Visit) -> Visitor:
    person = make.young_person(called="Robin")
    make.worker_of(person, Role.SOCIAL_WORKER)
    return with_a_voice(visitor(width=320).is_signed_in_as(make.account_for(person)))


def test_sentence_by_sentence_and_stopped(young: Visitor) -> None:
    young.goes_to("/say")
    expect(listen(young)).to_have_text("Listen")
    listen(young).click()
    said = texts(young)
    assert said[0] == "How are things?"
    assert "Our safety team reads this first." in said
    assert "Then the people you pick." in said, "two sentences of one line are two"
    assert "Really good" in said
    assert not any("Error" in one or "Skip to the page" in one for one in said)
    place = said.index("Then the people you pick.")
    young.page.evaluate("n => window.said[n].onstart()", place)
    assert young.page.evaluate(MARKED) == "Then the people you pick."
    young.looks()
    expect(listen(young)).to_have_text("Stop")
    listen(young).click()
    assert texts(young) == []
    assert young.page.evaluate(MARKED) == ""
    expect(listen(young)).to_have_text("Listen")


def test_to_the_end_and_again_on_the_board_too(young: Visitor) -> None:
    young.goes_to("/say/board")
    listen(young).click()
    assert {"How is it going?", "Where I live", "Not going well"} <= set(texts(young))
    young.page.evaluate("window.said.slice().forEach(one => { one.onstart(); one.onend(); })")
    expect(listen(young)).to_have_text("Listen")
    listen(young).click()
    assert texts(young)[0] == "How is it going?"


def test_never_the_words_that_open_a_door(visitor: Visit) -> None:
    somebody = with_a_voice(visitor()).goes_to("/nameless")
    somebody.types("What do you want to tell us?", "It is loud here").presses("Send it")
    words = somebody.page.locator(".code-words").inner_text().split()
    listen(somebody).click()
    said = " ".join(texts(somebody)).casefold()
    assert "your five words" in said
    assert not [word for word in words if f" {word} " in f" {said} "]


@pytest.mark.parametrize("how", [{"scripts": False}, {"language": "ar"}], ids=str)
def test_without_scripts_or_a_voice_in_this_language_the_page_is_whole(
    visitor: Visit, how: dict[str, Any]
) -> None:
    somebody = with_a_voice(visitor(**how)).goes_to("/come-in")
    expect(listen(somebody)).to_be_hidden()


def test_a_voice_from_the_net_is_never_used(visitor: Visit) -> None:
    somebody = with_a_voice(visitor(), local=False).goes_to("/come-in")
    expect(listen(somebody)).to_be_hidden()


def test_easy_read_is_whole_on_a_small_phone_from_the_start_to_sent(young: Visitor) -> None:
    young.goes_to("/start").follows("Easy Read").presses("Show me Easy Read").sees("You get an answer here.")
    young.follows("Say something").presses("Next").types("Say it in your own words", "I want a dog")
    young.presses("Next").sees("Pick who gets it.").presses("Send")
    assert young.heading == "Sent"
    young.follows("See what you said").sees("They can read it when our safety team has.")
