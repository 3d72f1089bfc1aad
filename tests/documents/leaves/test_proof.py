"""Whoever looks for traces finds them, however they are written; and nothing where there is nothing."""

from __future__ import annotations

import zlib

import pytest

from portal.documents.leaves import Finding, Trace, burn, prove_clean
from tests.support import made_pdfs
from tests.support.made_pdfs import Name, say

pytestmark = pytest.mark.once

SECRET = "Zoë Quirk"


@pytest.fixture(scope="module")
def clean() -> bytes:
    """A released page."""
    return burn(made_pdfs.typed("Dan nagged"), {}, title="x", speaks=False)


def _with(body: bytes) -> bytes:
    """A page with a stream that is packed and in use."""
    pdf = made_pdfs.pikepdf.new()
    page = made_pdfs.sheet(pdf, say("plain"))
    page.Resources.Other = made_pdfs.pikepdf.Stream(pdf, zlib.compress(body), Filter=Name.FlateDecode)
    return made_pdfs.saved(pdf)


@pytest.mark.parametrize(
    "written",
    [
        SECRET.encode(),
        SECRET.upper().encode(),
        SECRET.encode("utf-16-be"),
        SECRET.encode("utf-16-le"),
        SECRET.encode("cp1252"),
        SECRET.encode().hex().encode(),
        SECRET.encode("utf-16-be").hex().upper().encode(),
    ],
)
def test_a_secret_in_a_packed_stream_is_found_however_it_is_written(written: bytes) -> None:
    assert Finding(Trace.OBJECT) in prove_clean(_with(b"before " + written + b" after"), [SECRET])


def test_what_says_nothing_of_it_is_clean(clean: bytes) -> None:
    assert prove_clean(clean, [SECRET, "Anna", "Q"], by_page={1: ["Dana"]}, ocr_pages=[1]) == []


@pytest.mark.parametrize(
    ("spoil", "trace"),
    [
        (lambda file: file + b"\n1 0 obj\n<< >>\nendobj\nstartxref\n0\n%%EOF\n", Trace.REVISION),
        (lambda file: b"secret\n" + file, Trace.LEFTOVER),
        (lambda file: file + b"\nsecret", Trace.LEFTOVER),
        (lambda file: file.replace(b"xref\n0", b"77 0 obj\n(secret)\nendobj\nxref\n0", 1), Trace.LEFTOVER),
        (lambda file: file[:400], Trace.UNREADABLE),
        (lambda file: b"", Trace.UNREADABLE),
    ],
    ids=["revision", "before", "after", "between", "cut", "nothing"],
)
def test_a_file_that_was_added_to_is_not_clean(clean: bytes, spoil, trace: Trace) -> None:  # type: ignore[no-untyped-def]
    assert trace in {finding.trace for finding in prove_clean(spoil(clean))}


def test_what_is_seen_is_found_by_reading_the_picture() -> None:
    released = burn(made_pdfs.typed("Zebediah was here"), {}, title="x", speaks=False)
    assert prove_clean(released, ["Zebediah"]) == []
    assert prove_clean(released, ["Zebediah"], ocr_pages=[1]) == [Finding(Trace.PICTURE, 1)]


def test_a_page_is_asked_only_for_what_was_under_its_own_boxes() -> None:
    released = made_pdfs.typed("Jane came", "Jane Smith came")
    found = prove_clean(released, by_page={1: ["Smith"], 2: ["Smith"]})
    assert [finding for finding in found if finding.trace is Trace.TEXT] == [Finding(Trace.TEXT, 2)]


def test_a_locked_file_cannot_be_proven_clean() -> None:
    assert Finding(Trace.UNREADABLE) in prove_clean(made_pdfs.locked())
