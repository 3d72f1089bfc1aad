"""The words of a page and where they stand: from its text, from reading pictures, from both, or neither."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from portal.documents.leaves import (
    Area,
    Drawn,
    How,
    Word,
    can_read_scans,
    page_picture,
    page_pictures,
    page_words,
    pages_words,
)
from portal.documents.leaves.child import reading
from tests.support import made_pdfs
from tests.support.made_pdfs import say

pytestmark = pytest.mark.once

LETTER = ["A letter about Jane Smith", "and Zebediah Quirk, who rang"]


@pytest.fixture
def tesseract() -> None:
    """Debian's tesseract. `tools/browser` installs it; without it these tests fail and name it."""
    assert can_read_scans(), "apt-get install tesseract-ocr"


def _texts(words: tuple[Word, ...]) -> list[str]:
    return [word.text for word in words]


def _ink_under(area: Area, drawn: Drawn) -> bool:
    with Image.open(io.BytesIO(drawn.content)) as picture:
        box = (area.x0 * drawn.width, area.y0 * drawn.height, area.x1 * drawn.width, area.y1 * drawn.height)
        tones = picture.convert("L").crop([round(one) for one in box]).histogram()  # type: ignore[arg-type]
    return any(tones[:128])


def test_words_come_from_the_text_with_their_lines() -> None:
    pdf = made_pdfs.pikepdf.new()
    made_pdfs.sheet(pdf, say("Jane Smith came", y=700) + say("with Zoë", y=680))
    read = page_words(made_pdfs.saved(pdf), 1)
    assert read.how is How.TEXT
    assert [(word.text, word.line) for word in read.words] == [
        ("Jane", 0),
        ("Smith", 0),
        ("came", 0),
        ("with", 1),
        ("Zoë", 1),
    ]


def test_words_stand_where_they_are_seen_however_the_page_is_turned_and_cropped() -> None:
    pdf = made_pdfs.pikepdf.new()
    for turned in (0, 90, 180, 270):
        for text in ("Hallowed", "        "):
            made_pdfs.sheet(pdf, say(text), Rotate=turned, CropBox=[40, 60, 500, 800])
    content = made_pdfs.saved(pdf)
    drawn = page_pictures(content, range(1, 9), width=400)
    for at, read in enumerate(pages_words(content, [1, 3, 5, 7])):
        assert _ink_under(read.words[0].area, drawn[2 * at])
        assert not _ink_under(read.words[0].area, drawn[2 * at + 1])


def test_words_that_nobody_sees_are_counted_and_not_told() -> None:
    read = page_words(made_pdfs.leaky("Zebediah Quirk"), 1)
    assert _texts(read.words)[:8] == [*made_pdfs.SEEN.split(), "Zebediah"]
    assert read.hidden_words >= 6  # white, not drawn, under a bar


def test_what_was_filled_into_a_form_is_read() -> None:
    pdf = made_pdfs.pikepdf.new()
    page = made_pdfs.sheet(pdf, say("Father:"))
    looks = pdf.make_stream(
        b"/Tx BMC BT /F1 12 Tf 2 5 Td (Quirk) Tj ET EMC",
        Type=made_pdfs.Name.XObject,
        Subtype=made_pdfs.Name.Form,
        BBox=made_pdfs.Array([0, 0, 100, 20]),
        Resources=page.Resources,
    )
    field = made_pdfs.Dictionary(
        Type=made_pdfs.Name.Annot,
        Subtype=made_pdfs.Name.Widget,
        FT=made_pdfs.Name.Tx,
        T=made_pdfs.String("father"),
        V=made_pdfs.String("Quirk"),
        F=4,
        Rect=made_pdfs.Array([140, 695, 240, 715]),
        AP=made_pdfs.Dictionary(N=looks),
    )
    page.Annots = made_pdfs.Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = made_pdfs.Dictionary(Fields=made_pdfs.Array([page.Annots[0]]))
    assert _texts(page_words(made_pdfs.saved(pdf), 1).words) == ["Father:", "Quirk"]


def test_what_was_stamped_or_typed_onto_a_page_is_read() -> None:
    pdf = made_pdfs.pikepdf.new()
    page = made_pdfs.sheet(pdf, say("Plan"))
    looks = pdf.make_stream(
        b"BT /F1 12 Tf 2 5 Td (Quirk) Tj ET",
        Type=made_pdfs.Name.XObject,
        Subtype=made_pdfs.Name.Form,
        BBox=made_pdfs.Array([0, 0, 100, 20]),
        Resources=page.Resources,
    )
    stamp = made_pdfs.Dictionary(
        Type=made_pdfs.Name.Annot,
        Subtype=made_pdfs.Name.FreeText,
        Rect=made_pdfs.Array([140, 695, 240, 715]),
        AP=made_pdfs.Dictionary(N=looks),
    )
    page.Annots = made_pdfs.Array([pdf.make_indirect(stamp)])
    assert _texts(page_words(made_pdfs.saved(pdf), 1).words) == ["Plan", "Quirk"]


def test_a_scan_is_read_by_machine(tesseract: None) -> None:
    read = page_words(made_pdfs.scanned(LETTER), 1)
    assert read.how is How.MACHINE
    assert _texts(read.words) == " ".join(LETTER).split()
    assert _ink_under(read.words[3].area, page_picture(made_pdfs.scanned(LETTER), 1))


def test_a_scan_that_lies_on_its_side_is_read_where_it_lies(tesseract: None) -> None:
    content = made_pdfs.scanned(LETTER, turned=90)
    read = page_words(content, 1)
    jane = next(word for word in read.words if word.text == "Jane")
    assert jane.area.x1 < 0.3
    assert jane.area.y1 > 0.4
    assert _ink_under(jane.area, page_picture(content, 1))


def test_a_picture_beside_text_is_read_too(tesseract: None) -> None:
    read = page_words(made_pdfs.scanned(LETTER, also=say("Received on Monday", x=20, y=60)), 1)
    assert read.how is How.BOTH
    assert {"Quirk,", "Received"} <= set(_texts(read.words))
    assert len({word.line for word in read.words}) == 3


def test_without_reading_a_scan_is_honestly_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert page_words(made_pdfs.scanned(LETTER), 1, ocr=False).how is How.NOT_READ
    monkeypatch.setenv("PATH", "")
    assert reading.read(made_pdfs.handed(LETTER), 150) is None
    assert not can_read_scans()


def test_an_empty_page_is_blank_and_not_called_unread() -> None:
    assert page_words(made_pdfs.bare(1), 1).how is How.BLANK


def test_text_in_letters_that_mean_nothing_is_not_believed() -> None:
    read = page_words(
        made_pdfs.typed("Xqrtz Bcdfg hjklm npqrs tvwxz bcdfg hjkmn pqrst vwxzb cdfgh jklmn pqrst vwxz"),
        1,
        ocr=False,
    )
    assert (read.how, read.words) == (How.NOT_READ, ())


def test_several_pages_are_read_in_the_order_asked_for() -> None:
    reads = pages_words(made_pdfs.typed("one", "two", "three"), [3, 1])
    assert [(read.page, _texts(read.words)) for read in reads] == [(3, ["three"]), (1, ["one"])]


def test_plain_text_says_where_its_words_are_drawn() -> None:
    content = b"First line\n" + b" " * 30 + b"Quirk\n"
    read = page_words(content, 1)
    assert _texts(read.words) == ["First", "line", "Quirk"]
    drawn, quirk = page_picture(content, 1), read.words[2].area
    assert _ink_under(quirk, drawn)
    assert not _ink_under(Area(0.1, quirk.y0, quirk.x0, quirk.y1), drawn)
