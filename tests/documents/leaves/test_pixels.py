"""A box that is not painted, or not where it should be, is found by looking at the pixels alone."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from portal.documents.leaves import Area, Finding, Mark, Trace, burn, prove_clean
from portal.documents.leaves.child import painting
from tests.support import made_pdfs
from tests.support.made_files import photo

pytestmark = pytest.mark.once

LABEL = "about someone else"
LINE = Area(0.1, 0.15, 0.6, 0.18)
HELD_BACK = "We held back this page."
FOUND = [Finding(Trace.BOX, 1)]


def _typed() -> bytes:
    """A page with a name in a line that `LINE` covers."""
    return made_pdfs.typed("Zebediah was here")


def _moved(area: Area, by: float) -> Mark:
    return Mark(Area(area.x0 + by, area.y0, area.x1 + by, area.y1), LABEL, "1")


def test_boxes_as_they_should_be_are_clean_whatever_is_printed_in_them() -> None:
    marks = [Mark(LINE, LABEL, "1"), Mark(Area(0.1, 0.17, 0.3, 0.2), LABEL, "1"), Mark(Area(0.9, 0.9, 2, 2))]
    released = burn(_typed(), {1: marks}, title="x", speaks=False)
    assert prove_clean(released, marks={1: marks}) == []


@pytest.mark.parametrize(
    "painted",
    [[], [_moved(LINE, 0.02)], [Mark(LINE, "another reason")]],
    ids=["none", "beside it", "something else printed in it"],
)
def test_a_box_that_is_not_painted_is_found_without_any_word(painted: list[Mark]) -> None:
    released = burn(_typed(), {1: painted}, title="x", speaks=False)
    assert prove_clean(released) == []  # nothing but the pixels can tell
    assert prove_clean(released, marks={1: [Mark(LINE, LABEL, "1")]}) == FOUND


def test_a_part_of_a_photo_that_is_not_covered_is_found() -> None:
    mark = Mark(Area(0.2, 0.2, 0.7, 0.6), LABEL, "1")
    painted, bare = (burn(photo(400, 300), {1: some}, title="x", speaks=False) for some in ([mark], []))
    assert prove_clean(painted, marks={1: [mark]}) == []
    assert prove_clean(bare, marks={1: [mark]}) == FOUND


def test_a_page_that_is_held_back_shows_its_sentence_and_nothing_else() -> None:
    content = _typed()
    held, shown = (burn(content, {}, title="x", left_out=left, speaks=False) for left in ({1: HELD_BACK}, {}))
    assert prove_clean(held, held_back={1: HELD_BACK}) == []
    assert prove_clean(shown, held_back={1: HELD_BACK}) == FOUND


def test_something_drawn_over_the_picture_of_a_page_is_found() -> None:
    released = burn(_typed(), {1: [Mark(LINE)]}, title="x", speaks=False)
    with made_pdfs.pikepdf.open(io.BytesIO(released)) as pdf:
        drawn = pdf.pages[0].obj.Contents.read_bytes()
        pdf.pages[0].obj.Contents = pdf.make_stream(drawn + b"1 1 1 rg 60 690 300 40 re f")
        changed = made_pdfs.saved(pdf)
    assert FOUND[0] in prove_clean(changed, marks={1: [Mark(LINE)]})


def test_a_page_without_colour_is_worked_on_in_one_band_and_comes_out_the_same() -> None:
    marks = [Mark(Area(0.2, 0.2, 0.7, 0.6), LABEL, "1")]
    grey = Image.linear_gradient("L").resize((400, 300))
    made = []
    for picture in (painting.without_bands(grey.convert("RGB")), grey.convert("RGB")):
        painting.paint(picture, marks, 150)
        made.append(painting.packed(picture))
    assert painting.without_bands(grey.convert("RGB")).mode == "L"
    assert made[0] == made[1]


@pytest.mark.parametrize("ink", [(1, 0, 0), (0, 1, 0), (0, 0, 1)])
def test_one_speck_of_colour_keeps_all_bands(ink: tuple[int, int, int]) -> None:
    picture = Image.new("RGB", (40, 30))
    picture.putpixel((39, 29), ink)
    assert painting.without_bands(picture) is picture
