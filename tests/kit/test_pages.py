"""Small files put into a page itself, so that a page asks for little."""

from __future__ import annotations

import pytest

from portal.kit.pages import Assets
from portal.settings import ROOT

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets(ROOT / "static")


def test_every_drawing_beside_a_word_of_a_code_can_be_put_into_a_page(assets: Assets) -> None:
    drawings = [assets.drawn("words.svg", f"w{number}") for number in range(64)]
    assert len({str(lines) for _frame, lines in drawings}) == 64
    assert all("viewBox=" in frame and str(lines).startswith("<") for frame, lines in drawings)


def test_a_drawing_that_is_not_there_fails_the_page(assets: Assets) -> None:
    with pytest.raises(KeyError):
        assets.drawn("words.svg", "w64")


def test_the_icon_needs_no_request(assets: Assets) -> None:
    assert assets.inline("favicon.svg").startswith("data:image/svg+xml,%3Csvg")
