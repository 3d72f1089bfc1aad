"""A letter on paper: the address shows in the window, it is tagged, says its language, and reads aloud."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import flask
import pikepdf
import pypdfium2
import pytest

from portal.documents.pdf import Sheet, pdfs_of
from portal.reviews.presenters.letters import shown
from portal.reviews.presenters.letters_paper import NAMES, page_of
from portal.reviews.rules import Preset, SectionKey
from portal.reviews.rules.letters import ABOUT, PICTURES, ActionLine, Made, Part

pytestmark = pytest.mark.once  # drawing has nothing to do with the database

MADE = Made(
    dear="Sam",
    parts=(
        Part(SectionKey.TOLD_ME, words="You like your room. You want to see Mia more."),
        Part(
            SectionKey.WILL_HAPPEN,
            actions=(ActionLine("1", "You see Mia each month", "Lee Hart", "2027-03-02"),),
        ),
    ),
    signed="Iris Holt",
    preset=Preset.YOUNGER,
    has_pictures=True,
    review_on="2026-11-20",
)
ADDRESS = ("Sam Vale", "1 Made Up Road", "Fictown", "ZZ1 1ZZ")
MM = 72 / 25.4


ARABIC = Made(
    dear="سامي",
    parts=(Part(SectionKey.TOLD_ME, words="قلت لي إنك تحب غرفتك."),),
    signed="Iris Holt",
    preset=Preset.TEEN,
    language="ar",
)


@dataclass(frozen=True)
class Paper:
    """A letter as a page, and as the PDF that was drawn of it."""

    page: str
    pdf: bytes

    @property
    def drawn(self) -> pypdfium2.PdfDocument:
        return pypdfium2.PdfDocument(self.pdf)


@pytest.fixture(scope="module")
def drawn() -> dict[str, Paper]:
    """What was drawn already."""
    return {}


@pytest.fixture
def papers(app: flask.Flask, drawn: dict[str, Paper]) -> dict[str, Paper]:
    """All of them, drawn once by one process."""
    if not drawn:
        with app.test_request_context():
            pages = {
                "posted": page_of(shown(MADE), address=ADDRESS),
                "kept": page_of(shown(MADE)),
                "large": page_of(shown(MADE), is_large=True),
                "arabic": page_of(shown(ARABIC), address=ADDRESS),
                "easy": page_of(shown(replace(MADE, is_easy_read=True))),
            }
        pdfs = pdfs_of([Sheet(page) for page in pages.values()])
        drawn |= {name: Paper(page, pdf) for (name, page), pdf in zip(pages.items(), pdfs, strict=True)}
    return drawn


def where(page: pypdfium2.PdfPage, words: str) -> tuple[float, float]:
    """How far from the left and from the top of the sheet these words begin, in millimetres."""
    text = page.get_textpage()
    index, _count = text.search(words).get_next()
    left, _bottom, _right, top = text.get_charbox(index)
    return left / MM, (page.get_height() - top) / MM


def alternatives(pdf: bytes) -> list[str]:
    """What the pictures say to those who cannot see them."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = (one for one in opened.objects if isinstance(one, pikepdf.Dictionary))
        return [str(one.Alt) for one in found if one.get("/S") == "/Figure" and "/Alt" in one]


def test_the_address_lies_in_the_window_of_a_folded_sheet(papers: dict[str, Paper]) -> None:
    drawn = papers["posted"].drawn
    left, top = where(drawn[0], "Sam Vale")
    assert 19.5 <= left <= 22
    assert 45 <= top <= 51
    _left, last = where(drawn[0], "ZZ1 1ZZ")
    assert last <= 78  # a window is 35 mm high
    _left, dear = where(drawn[0], "Dear Sam")
    assert dear > 92  # nothing else shows in it


def test_it_is_tagged_titled_and_its_pictures_say_what_they_show(papers: dict[str, Paper]) -> None:
    drawn = papers["posted"].drawn
    assert drawn.is_tagged()
    assert drawn.get_metadata_value("Title") == "Letter"
    text = "".join(sheet.get_textpage().get_text_range() for sheet in drawn)
    for words in ("You want to see Mia more.", "Lee Hart", "by Tuesday 2 March 2027", "Iris Holt"):
        assert words in text
    assert alternatives(papers["posted"].pdf) == ["A speech bubble", "A tick in a ring"]


def test_without_an_address_no_room_is_kept_for_one(papers: dict[str, Paper]) -> None:
    assert where(papers["kept"].drawn[0], "Dear Sam")[1] < 45


def test_large_print_is_18_points(papers: dict[str, Paper]) -> None:
    text = papers["large"].drawn[0].get_textpage()
    index, _count = text.search("You want to see").get_next()
    assert round(pypdfium2.raw.FPDFText_GetFontSize(text.raw, index)) >= 18


def test_another_language_says_so_and_which_way_it_goes(papers: dict[str, Paper]) -> None:
    assert '<html lang="ar" dir="rtl">' in papers["arabic"].page
    assert 19.5 <= where(papers["arabic"].drawn[0], "1 Made Up Road")[0] <= 22
    with pikepdf.open(io.BytesIO(papers["arabic"].pdf)) as opened:
        assert str(opened.Root.Lang) == "ar"


def test_easy_read_has_a_line_and_a_picture_for_each_sentence(papers: dict[str, Paper]) -> None:
    assert len(alternatives(papers["easy"].pdf)) == 4
    text = "".join(sheet.get_textpage().get_text_range() for sheet in papers["easy"].drawn)
    assert "You like your room." in text


def test_every_picture_of_a_letter_has_a_name() -> None:
    assert {*PICTURES.values(), *(picture for picture, _words in ABOUT)} <= set(NAMES)
