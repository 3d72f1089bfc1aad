"""What a file proves to be, whatever it is called; and what is wrong with it."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image

from portal.documents.leaves import (
    Fault,
    Hidden,
    Kind,
    Looked,
    NotDrawn,
    look_at,
    page_picture,
    page_pictures,
)
from portal.documents.leaves.kinds import kind_of
from portal.kit import apart
from tests.support import made_pdfs
from tests.support.made_files import bomb, photo

pytestmark = pytest.mark.once


def _office() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", "<x/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "fault"),
    [
        (b"", "a.pdf", Fault.EMPTY),
        (b"MZ\x90\x00" + bytes(60) + b"%PDF-1.7", "letter.pdf", Fault.WRONG_TYPE),
        (b"\x7fELF" + bytes(60), "letter.pdf", Fault.WRONG_TYPE),
        (b"#!/bin/sh\necho %PDF-1.7\n", "letter.pdf", Fault.WRONG_TYPE),
        (b"only words", "letter.pdf", Fault.WRONG_TYPE),
        (b"<html>%", "page.html", Fault.WRONG_TYPE),
        (b"\x00\x01\x02words", "words.txt", Fault.WRONG_TYPE),
        (b"PK\x03\x04" + bytes(40), "a.zip", Fault.WRONG_TYPE),
        (b"{\\rtf1 hello}", "a.txt", Fault.IS_WORD),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "old.doc", Fault.IS_WORD),
        (_office(), "letter.docx", Fault.IS_WORD),
        (_office(), "letter.pdf", Fault.IS_WORD),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), "photo.jpg", Fault.IS_HEIC),
    ],
)
def test_what_is_not_taken_is_told_by_its_content(content: bytes, name: str, fault: Fault) -> None:
    assert look_at(content, name) is fault


def test_too_many_bytes_are_told_before_anything_is_opened() -> None:
    assert look_at(b"%PDF-1.7 and more", most_bytes=10) is Fault.TOO_BIG


def test_thirty_thousand_pages_are_too_many() -> None:
    many = made_pdfs.bare(30_001)
    assert look_at(many) is Fault.TOO_MANY_PAGES
    assert isinstance(look_at(many, most_pages=30_001), Looked)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (made_pdfs.locked, Fault.ENCRYPTED),
        (lambda: b"%PDF-1.7\nnothing in it\n%%EOF\n", Fault.BROKEN),
        (lambda: made_pdfs.typed("cut off")[:300], Fault.BROKEN),
        (lambda: photo()[:150], Fault.BROKEN),
        (lambda: bomb(12_000), Fault.BOMB),
        (lambda: made_pdfs.vast(30_000), Fault.BOMB),
    ],
    ids=["locked", "nothing", "cut", "half a photo", "pixels", "vast"],
)
def test_what_cannot_be_opened_says_why(content, fault: Fault) -> None:  # type: ignore[no-untyped-def]
    assert look_at(content()) is fault


def test_a_drawing_that_unpacks_without_end_is_a_bomb(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if request.config.getoption("--drill"):
        assert look_at(made_pdfs.unpacks_to(2_000)) is Fault.BOMB
    monkeypatch.setattr(apart, "MEMORY", 300_000_000)
    assert isinstance(look_at(made_pdfs.unpacks_to(1)), Looked)
    assert look_at(made_pdfs.unpacks_to(250)) is Fault.BOMB


def test_one_with_its_end_missing_is_mended_where_it_can_be() -> None:
    whole = made_pdfs.typed("one", "two")
    looked = look_at(whole[: whole.rindex(b"xref\n")])
    assert isinstance(looked, Looked)
    assert looked.pages == 2


def test_pages_are_as_large_as_they_are_seen() -> None:
    lying = look_at(made_pdfs.typed("a", Rotate=90))
    assert isinstance(lying, Looked)
    assert (lying.sizes[0].width, lying.sizes[0].height) == (842, 595)
    cropped = look_at(made_pdfs.typed("a", CropBox=[0, 0, 300, 400]))
    assert isinstance(cropped, Looked)
    assert (cropped.sizes[0].width, cropped.sizes[0].height) == (300, 400)


def test_what_it_carries_besides_its_pages_is_told() -> None:
    looked = look_at(made_pdfs.leaky("Zebediah Quirk"))
    assert isinstance(looked, Looked)
    assert looked.hidden == set(Hidden)


def test_a_scanner_sends_several_leaves_in_one() -> None:
    looked = look_at(made_pdfs.frames(3))
    assert isinstance(looked, Looked)
    assert (looked.kind, looked.pages) == (Kind.TIFF, 3)
    assert round(looked.sizes[2].width) == 595


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_is_set_on_pages(coding: str) -> None:
    looked = look_at("Zoë was here\n".encode(coding) * 120, "notes.txt")
    assert isinstance(looked, Looked)
    assert (looked.kind, looked.pages) == (Kind.TEXT, 3)


def test_a_page_is_drawn_as_wide_as_asked_and_whole() -> None:
    first, second = page_pictures(made_pdfs.typed("one", "two"), [2, 1], width=400)
    assert (first.width, first.height, first.media_type) == (400, 567, "image/png")
    assert first.content != second.content
    with Image.open(io.BytesIO(first.content)) as picture:
        assert picture.size == (400, 567)


def test_a_photo_is_turned_the_right_way_up_and_says_nothing_of_its_place() -> None:
    drawn = page_picture(photo(60, 40, hidden="canary"), 1, width=40)
    with Image.open(io.BytesIO(drawn.content)) as picture:
        assert picture.size == (40, 60)
        assert not picture.getexif()


def test_what_is_all_but_white_is_white() -> None:
    pdf = made_pdfs.pikepdf.new()
    made_pdfs.sheet(pdf, made_pdfs.say("faint", grey=0.985))
    drawn = page_picture(made_pdfs.saved(pdf), 1)
    with Image.open(io.BytesIO(drawn.content)) as picture:
        assert picture.getcolors() == [(drawn.width * drawn.height, (255, 255, 255))]


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_is_not_there_is_not_drawn(page: int) -> None:
    with pytest.raises(NotDrawn) as refused:
        page_picture(made_pdfs.typed("one", "two"), page)
    assert refused.value.page == page


def test_which_page_could_not_be_drawn_is_told() -> None:
    pdf = made_pdfs.pikepdf.open(io.BytesIO(made_pdfs.typed("one", "two", "three")))
    pdf.pages[1].obj.MediaBox = made_pdfs.Array([0, 0, 90_000, 90_000])
    with pytest.raises(NotDrawn) as refused:
        page_pictures(made_pdfs.saved(pdf), [1, 2, 3])
    assert refused.value.page == 2


def test_a_name_counts_only_for_text() -> None:
    assert kind_of(photo(), "letter.pdf") is Kind.JPEG
    assert kind_of(made_pdfs.typed("a"), "photo.jpg") is Kind.PDF
