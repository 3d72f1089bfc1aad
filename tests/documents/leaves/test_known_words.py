"""Long parts are read aloud too: with words that are known already, as far as no box is near them."""

from __future__ import annotations

import pytest

from portal.documents.leaves import (
    Area,
    Mark,
    Word,
    bind,
    burn_part,
    can_read_scans,
    find,
    page_words,
    prove_clean,
    secrets_of,
)
from tests.support import made_pdfs
from tests.support.made_pdfs import say, spoken

pytestmark = pytest.mark.once

NAME = "Zebediah"


def _released(content: bytes, marks: list[Mark], words: list[Word]) -> bytes:
    part = burn_part(content, {1: marks}, [1], speaks=False, known={1: words})
    return b"".join(bind([part], title="x"))


def _covering(words: list[Word], aloud: str = "") -> list[Mark]:
    return [Mark(area, "held back", "1", aloud) for hit in find(words, names=[NAME]) for area in hit.areas]


def test_what_is_known_is_said_but_for_what_a_box_covers() -> None:
    content = made_pdfs.typed(f"Then {NAME} came home")
    words = list(page_words(content, 1).words)
    marks = _covering(words, "a name: held back")
    released = _released(content, marks, words)
    assert spoken(released, 1) == "Then [a name: held back] came home"
    assert prove_clean(released, secrets_of(words, marks), marks={1: marks}) == []


def test_words_that_a_box_touches_or_that_cannot_be_seen_there_are_not_said() -> None:
    content = made_pdfs.typed("Then he came home")
    words = list(page_words(content, 1).words)
    half = Area(
        (words[0].area.x0 + words[0].area.x1) / 2, words[0].area.y0, words[1].area.x1, words[1].area.y1
    )
    nowhere = Word("ghost", Area(0.1, 0.8, 0.2, 0.82), 9)
    assert spoken(_released(content, [Mark(half)], [*words, nowhere]), 1) == "came home"


def test_without_words_nothing_is_said_and_without_boxes_all_of_it() -> None:
    content = made_pdfs.typed("Then he came home")
    assert spoken(_released(content, [], []), 1) == ""
    assert spoken(_released(content, [], list(page_words(content, 1).words)), 1) == "Then he came home"


def test_text_laid_over_a_scan_is_not_believed_where_something_is_covered() -> None:
    """The scan's own text stands a line too low: the box hides the picture of the name, not its text."""
    assert can_read_scans(), "apt-get install tesseract-ocr"
    content = made_pdfs.scanned(["Letter of May", NAME, "and his dog"], also=say(NAME, 72, 189, mode=3))
    beside = Word(NAME, Area(72 / 432, 0.345, 130 / 432, 0.385), 0)
    said = spoken(_released(content, [Mark(Area(0, 0.24, 1, 0.32), "held back")], [beside]), 1)
    assert NAME not in said
    assert "dog" in said
