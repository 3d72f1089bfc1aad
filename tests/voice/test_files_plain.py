"""The page about files in words a nine-year-old reads, in each of its states, and light."""

from __future__ import annotations

import brotli
import pytest

from portal.plainwords import jargon_in, reading_age, sentences_in
from portal.plainwords.reading import words_in
from tests.architecture.test_plain_words import MOST_WORDS, OLDEST
from tests.support.page_checks import text_of
from tests.support.pages import Page
from tests.support.plain_pages import our_lines
from tests.voice.with_files import upload


@pytest.mark.parametrize("state", ["empty", "with files", "a mistake", "sealed"])
def test_every_state_is_plain(in_space: Page, state: str) -> None:
    in_space.visit("/say/files")
    if state in ("with files", "sealed"):
        upload(in_space, **({"bare": "y"} if state == "sealed" else {}))
        in_space.visit("/say/files")
    elif state == "a mistake":
        upload(in_space, b"\0\0\0\x18ftypheic" + b"\0" * 99, status=422)
    lines = our_lines(in_space, [])
    assert reading_age("\n".join(lines)) <= OLDEST, sorted(lines, key=reading_age)[-3:]
    assert [(one.say, line) for line in lines for one in jargon_in(line)] == []
    assert [s for line in lines for s in sentences_in(line) if len(words_in(s)) > MOST_WORDS] == []


def test_whoever_cannot_draw_here_is_told_how_to_send_a_drawing(in_space: Page) -> None:
    in_space.visit("/say/files")
    (told,) = (one for one in in_space.everything if one.get("data-draw-not") is not None)
    assert "Draw on paper. Take a photo of it." in text_of(told)
    assert told.get("hidden") is None, "only the script that draws takes it away"
    (paper,) = (one for one in in_space.everything if one.get("data-draw") is not None)
    assert paper.get("hidden") is not None


def test_what_draws_and_records_is_loaded_here_only_and_is_light(in_space: Page) -> None:
    weights = 0
    in_space.visit("/say/files")
    for element in in_space.everything:
        address = str(element.get("src") or element.get("href") or "")
        if "/static/files." in address:
            response = in_space.client.get(address)
            weights += len(brotli.compress(response.data, quality=9))
            response.close()
    # The style sheet holds all of the other pages' too, which this page then does not ask for.
    assert 1_000 < weights < 10_500
    for url in ("/start", "/say", "/say/words"):
        assert "/static/files." not in in_space.visit(url).html
