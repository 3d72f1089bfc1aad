"""Boxes burned in: nothing that was under one, or hidden anywhere, has a way into the copy."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator

import pikepdf
import pytest
from PIL import Image, ImageChops

from portal.documents.leaves import (
    Area,
    Mark,
    NotAPart,
    NotDrawn,
    Trace,
    bind,
    burn,
    burn_part,
    find,
    look_at,
    page_words,
    prove_clean,
    secrets_of,
    whole_words,
)
from tests.support import made_pdfs
from tests.support.made_files import photo
from tests.support.made_pdfs import say, spoken

pytestmark = pytest.mark.once

SECRET = "Zebediah Quirk"
REASON = "about someone else"
POSTCARD = (0, 0, 420, 298)
WHOLE = Area(0, 0, 1, 1)


def _pictures(released: bytes) -> Iterator[Image.Image]:
    """The picture of each page as it is kept in the file."""
    with pikepdf.open(io.BytesIO(released)) as pdf:
        for page in pdf.pages:
            kept = page.Resources.XObject.Picture
            if kept.Filter == "/DCTDecode":
                yield Image.open(io.BytesIO(kept.read_raw_bytes())).copy()
            else:
                size = (int(kept.Width), int(kept.Height))
                halves = Image.frombytes("P", size, kept.read_bytes(), "raw", "P;4").tobytes()
                yield Image.frombytes("L", size, bytes(tone * 17 for tone in halves))


def _darkest(picture: Image.Image, area: Area = WHOLE) -> int:
    wide, high = picture.size
    box = (area.x0 * wide, area.y0 * high, area.x1 * wide, area.y1 * high)
    tones = picture.crop([round(one) for one in box]).histogram()  # type: ignore[arg-type]
    return next(tone for tone, count in enumerate(tones) if count)


def _middle(*texts: str, **keys: object) -> bytes:
    """Postcards of three lines, the middle one of which differs."""
    pdf = made_pdfs.pikepdf.new()
    for text in texts:
        drawn = say("All may read this", 40, 240) + say(text, 40, 200) + say("and that", 40, 160)
        made_pdfs.sheet(pdf, drawn, **{"box": POSTCARD, **keys})
    return made_pdfs.saved(pdf)


MIDDLE = Area(0.05, 0.27, 0.95, 0.36)


def test_no_trace_is_left_of_what_was_hidden_anywhere_in_the_file() -> None:
    leaky = made_pdfs.leaky(SECRET)
    hits = find(page_words(leaky, 1).words, names=[SECRET])
    marks = {1: [Mark(area, REASON) for hit in hits for area in hit.areas]}
    released = burn(leaky, marks, title="Volume 1")
    assert prove_clean(released, [SECRET, "Zebediah", "Quirk"], ocr_pages=[1], marks=marks) == []
    found = {finding.trace for finding in prove_clean(leaky, [SECRET], ocr_pages=[1], marks=marks)}
    assert found == set(Trace) - {Trace.UNREADABLE}  # so that nothing found means something
    assert spoken(released, 1).startswith(f"{made_pdfs.SEEN} [{REASON}]")


@pytest.mark.parametrize("turned", [0, 90])
def test_what_is_under_a_box_changes_not_one_byte_of_the_copy(turned: int) -> None:
    one, other = (_middle(text, Rotate=turned, CropBox=[20, 30, 400, 290]) for text in (SECRET, "Wil Shaw"))
    area = Area(0, 0.27, 1, 0.40) if not turned else Area(0.60, 0, 0.73, 1)
    marks = {1: [Mark(area, REASON, "B")]}
    assert burn_part(one, marks, [1]) == burn_part(other, marks, [1])
    assert burn_part(one, {}, [1], speaks=False) != burn_part(other, {}, [1], speaks=False)


def test_random_words_under_random_boxes_change_nothing(request: pytest.FixtureRequest) -> None:
    seeded = random.Random(5)
    for _ in range(40 if request.config.getoption("--drill") else 1):
        texts = ["".join(seeded.choices("abcdefgWQil ,.é", k=seeded.randint(1, 30))) for _ in range(2)]
        area = Area(
            seeded.uniform(0, 0.09),
            seeded.uniform(0.25, 0.28),
            seeded.uniform(0.7, 1),
            seeded.uniform(0.35, 0.4),
        )
        marks = {1: [Mark(area, seeded.choice(["", REASON]))]}
        parts = [burn_part(_middle(text), marks, [1], speaks=False) for text in texts]
        assert parts[0] == parts[1], texts


def test_pixels_in_a_box_are_one_colour_and_outside_nothing_is_changed() -> None:
    content = _middle(SECRET)
    (plain,) = _pictures(burn(content, {}, title="x", speaks=False))
    (boxed,) = _pictures(burn(content, {1: [Mark(MIDDLE)]}, title="x", speaks=False))
    wide, high = boxed.size
    box = (int(0.05 * wide), int(0.27 * high), int(0.95 * wide) + 1, int(0.36 * high) + 1)
    changed = ImageChops.difference(plain, boxed).getbbox()
    assert changed is not None
    assert all(abs(one - other) <= 1 for one, other in zip(changed, box, strict=True))
    assert boxed.crop(changed).getcolors() == [((changed[2] - changed[0]) * (changed[3] - changed[1]), 204)]


def test_a_box_over_half_a_word_leaves_half_and_can_be_widened_to_all() -> None:
    pdf = made_pdfs.pikepdf.new()
    made_pdfs.sheet(pdf, say("Zebediah", 40, 200), box=POSTCARD)
    content = made_pdfs.saved(pdf)
    (word,) = page_words(content, 1).words
    half = Area(word.area.x0, word.area.y0, (word.area.x0 + word.area.x1) / 2, word.area.y1)
    for area, is_left in ((half, True), (whole_words(half, [word]), False)):
        (boxed,) = _pictures(burn(content, {1: [Mark(area)]}, title="x", speaks=False))
        assert (_darkest(boxed) < 100) is is_left
    # no half of a word is read aloud
    assert spoken(burn(content, {1: [Mark(half, REASON)]}, title="x"), 1) == f"[{REASON}]"


def test_boxes_at_and_beyond_the_edges_are_painted_as_far_as_the_page_goes() -> None:
    areas = [Area(-0.5, -0.5, 0.02, 0.02), Area(0.99, 0.99, 3, 3), Area(2, 2, 3, 3)]
    marks = [Mark(area, REASON) for area in areas]
    (boxed,) = _pictures(burn(_middle(SECRET), {1: marks}, title="x", speaks=False))
    wide, high = boxed.size
    assert [boxed.getpixel(at) for at in ((0, 0), (wide - 1, high - 1), (wide // 2, 9))] == [204, 204, 255]


def test_the_reason_is_printed_where_it_fits_else_its_code_and_never_outside() -> None:
    areas = [Area(0.1, 0.1, 0.5, 0.12), Area(0.1, 0.2, 0.14, 0.22), Area(0.1, 0.3, 0.104, 0.302)]
    marks = [Mark(area, REASON, "B") for area in areas]
    (boxed,) = _pictures(burn(made_pdfs.bare(1), {1: marks}, title="x", speaks=False))
    assert [_darkest(boxed, area) < 60 for area in areas] == [True, True, False]
    wide, high = boxed.size
    for area in areas:
        left, top, right, bottom = area.x0 * wide, area.y0 * high, area.x1 * wide, area.y1 * high
        boxed.paste(255, (int(left) - 1, int(top) - 1, int(right) + 2, int(bottom) + 2))
    assert boxed.getcolors() == [(wide * high, 255)]


def test_a_scan_is_burned_in_and_can_no_longer_be_read() -> None:
    content = made_pdfs.scanned(["A letter about Jane Smith", f"and {SECRET}, who rang"])
    words = page_words(content, 1).words
    marks = [Mark(area, REASON) for hit in find(words, names=[SECRET]) for area in hit.areas]
    secrets = secrets_of(words, marks)
    assert secrets == [f"{SECRET},"]
    released = burn(content, {1: marks}, title="x")
    assert prove_clean(released, secrets, ocr_pages=[1]) == []
    assert "Smith" in spoken(released, 1)


def test_a_photo_takes_nothing_along_but_what_is_seen() -> None:
    content = photo(400, 300, hidden="canary")
    released = burn(content, {1: [Mark(Area(0, 0, 0.5, 0.5))]}, title="x", speaks=False)
    (picture,) = _pictures(released)
    assert (picture.mode, picture.width < picture.height) == ("RGB", True)
    assert prove_clean(released, ["canary"]) == []
    assert b"canary" not in released
    assert b"Exif" not in released


@pytest.mark.parametrize("kind", ["leaves", "text"])
def test_leaves_of_a_scanner_and_plain_text_are_released_as_pages(kind: str) -> None:
    content = made_pdfs.frames(2) if kind == "leaves" else b"words of a note\f" + SECRET.encode()
    released = burn(content, {2: [Mark(WHOLE, REASON)]}, title="x", speaks=False)
    first, second = _pictures(released)
    assert (_darkest(first) < 60, len(second.getcolors() or ())) == (True, 2) or second.getpixel(
        (0, 0)
    ) == 204


def test_a_page_left_out_says_so_and_is_not_even_opened() -> None:
    pdf = made_pdfs.pikepdf.open(io.BytesIO(made_pdfs.typed("one", SECRET)))
    pdf.pages[1].obj.MediaBox = made_pdfs.Array([0, 0, 90_000, 90_000])
    content = made_pdfs.saved(pdf)
    with pytest.raises(NotDrawn) as refused:
        burn_part(content, {}, [1, 2], speaks=False)
    assert refused.value.page == 2
    said = "This page could not be opened."
    released = burn(content, {}, title="x", pages=[1, 2], left_out={2: said}, speaks=False)
    assert spoken(released, 2) == said
    assert prove_clean(released, [SECRET]) == []


def test_chosen_pages_come_in_their_order() -> None:
    content = _middle("one", "two", "three")
    backwards = [one.tobytes() for one in _pictures(burn(content, {}, title="x", pages=[3, 1], speaks=False))]
    assert backwards == [one.tobytes() for one in _pictures(burn(content, {}, title="x", speaks=False))][::-2]


def test_a_locked_file_is_never_released() -> None:
    with pytest.raises(NotDrawn):
        burn(made_pdfs.locked(), {}, title="x")


def test_half_a_part_is_never_bound() -> None:
    part = burn_part(_middle("one"), {}, [1], speaks=False)
    for cut in (4, 30, -1):
        with pytest.raises(NotAPart):
            b"".join(bind([part, part[:cut]], title="x"))


def test_two_hundred_pages_are_bound_part_by_part(request: pytest.FixtureRequest) -> None:
    pages = 200 if request.config.getoption("--drill") else 40
    content, half = made_pdfs.bare(pages), pages // 2
    ranges = (range(1, half + 1), range(half + 1, pages + 1))
    parts = [burn_part(content, {}, some, dpi=40, speaks=False) for some in ranges]
    released = b"".join(bind(parts * (200 // pages), title="Volume 1"))
    assert getattr(look_at(released), "pages", None) == 200
    assert prove_clean(released) == []
