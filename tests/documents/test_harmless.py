"""Files that others open: what acts by itself is found however it is written, and nobody is named in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pikepdf
import pytest

from portal.documents import harmless


def pdf_with(change: Callable[[pikepdf.Pdf], None], **options: object) -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    change(made)
    written = io.BytesIO()
    made.save(written, **options)  # type: ignore[arg-type]  # as pikepdf has them
    return written.getvalue()


def script(made: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=pikepdf.String("app.alert(1)"))
    made.Root["/Names"] = pikepdf.Dictionary(JavaScript=made.make_indirect(action))


def launch(made: pikepdf.Pdf) -> None:
    made.Root["/OpenAction"] = pikepdf.Dictionary(S=pikepdf.Name("/Launch"), F=pikepdf.String("x"))


def within(made: pikepdf.Pdf) -> None:
    made.attachments["secret.txt"] = b"Sam Vale"


def author(made: pikepdf.Pdf) -> None:
    made.docinfo["/Author"] = "Sam Vale"
    with made.open_metadata() as told:
        told["dc:title"] = "Sam Vale"


@pytest.mark.once
@pytest.mark.parametrize("change", [script, launch, within])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_a_pdf_that_acts_or_hides_something_is_refused(
    change: Callable[[pikepdf.Pdf], None], packed: bool
) -> None:
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    with pytest.raises(harmless.NotHarmless):
        harmless.pdf(pdf_with(change, object_stream_mode=mode))


@pytest.mark.once
def test_a_name_written_otherwise_is_the_same_name() -> None:
    content = pdf_with(script).replace(b"/JavaScript", b"/J#61vaScript")
    with pytest.raises(harmless.NotHarmless):
        harmless.pdf(content)


@pytest.mark.once
def test_pages_stay_and_who_wrote_them_goes() -> None:
    kept = harmless.pdf(pdf_with(author))
    assert b"Sam Vale" not in kept
    with pikepdf.open(io.BytesIO(kept)) as opened:
        assert len(opened.pages) == 1
        assert "/Metadata" not in opened.Root
        assert "/Author" not in opened.docinfo


@pytest.mark.once
@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", b"", b"%PDF-"])
def test_a_broken_pdf_is_said_to_be_so(content: bytes) -> None:
    with pytest.raises(harmless.NotReadable):
        harmless.pdf(content)


def word_with(**parts: bytes) -> bytes:
    made, written = docx.Document(), io.BytesIO()
    made.add_paragraph("What was done.")
    made.core_properties.author = "Sam Vale"
    made.save(written)
    with zipfile.ZipFile(written, "a") as document:
        for name, part in parts.items():
            document.writestr(name.replace("__", "/"), part)
    return written.getvalue()


REMOTE = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" '
    b'Target="https://example.org/x" TargetMode="External"/></Relationships>'
)


@pytest.mark.once
@pytest.mark.parametrize(
    "parts",
    [
        {"word__VBAPROJECT.BIN": b"x"},
        {"word__Embeddings__a.bin": b"x"},
        {"word___rels__settings.xml.rels": REMOTE % b"attachedTemplate"},
        {"word___rels__other.xml.rels": (REMOTE % b"image").replace(b'"External"', b"'external'")},
    ],
    ids=["macro", "within", "template", "picture from elsewhere"],
)
def test_a_word_file_that_fetches_or_hides_something_is_refused(parts: dict[str, bytes]) -> None:
    with pytest.raises(harmless.NotHarmless):
        harmless.word(word_with(**parts))


@pytest.mark.once
def test_a_word_file_with_a_link_stays_and_names_nobody() -> None:
    kept = harmless.word(word_with(**{"word___rels__x.xml.rels": REMOTE % b"hyperlink"}))
    opened = docx.Document(io.BytesIO(kept))
    assert [one.text for one in opened.paragraphs] == ["What was done."]
    assert opened.core_properties.author == ""
    with zipfile.ZipFile(io.BytesIO(kept)) as parts:
        assert not any(b"Sam Vale" in parts.read(name) for name in parts.namelist())


@pytest.mark.once
@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b""])
def test_a_broken_word_file_is_said_to_be_so(content: bytes) -> None:
    with pytest.raises(harmless.NotReadable):
        harmless.word(content)
