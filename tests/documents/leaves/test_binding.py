"""The volume as a file: one revision, a title and tags of ours, our own pages in front, and nothing else."""

from __future__ import annotations

import io
from datetime import date

import pikepdf
import pytest

from portal.documents.leaves import Area, Mark, Trace, bind, burn_part, prove_clean
from portal.documents.pdf import Enclosed, Sheet, pdfs_of
from tests.support import made_pdfs
from tests.support.made_pdfs import spoken

pytestmark = pytest.mark.once

FRONT = """<!doctype html><html lang="en"><head><title>Key</title></head><body><h1>Your file</h1>
<p>We held back a name. <a href="https://ico.org.uk">Ask them</a> <a href="#b">below</a></p>
<h2 id="b">Key</h2></body></html>"""


@pytest.fixture(scope="module")
def part() -> bytes:
    """Two pages, one with a box."""
    marks = {2: [Mark(Area(0.1, 0.1, 0.9, 0.3), "held back")]}
    return burn_part(made_pdfs.typed("first page", "second"), marks, [1, 2])


@pytest.fixture(scope="module")
def front() -> bytes:
    """Pages of ours, with something enclosed that must not come along."""
    return pdfs_of([Sheet(FRONT, [Enclosed("a.txt", b"enclosed")])])[0]


def test_the_same_parts_make_the_same_file(part: bytes) -> None:
    one, other = (b"".join(bind([part], title="Zoë’s file", made_on=date(2026, 3, 1))) for _ in range(2))
    assert one == other
    assert b"".join(bind([part], title="Another")) != one
    with pikepdf.open(io.BytesIO(one)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert {key: str(value) for key, value in pdf.docinfo.items()} == {
            "/Title": "Zoë’s file",
            "/CreationDate": "D:20260301000000Z",
        }
        assert pdf.trailer.ID[0] == pdf.trailer.ID[1]
        assert set(pdf.Root.keys()) == {
            "/Type",
            "/Pages",
            "/Lang",
            "/MarkInfo",
            "/StructTreeRoot",
            "/ViewerPreferences",
        }


def test_screen_readers_get_paragraphs_and_the_reason_of_a_box(part: bytes) -> None:
    with pikepdf.open(io.BytesIO(b"".join(bind([part], title="x", lang="cy")))) as pdf:
        assert str(pdf.Root.Lang) == "cy"
        document = pdf.Root.StructTreeRoot.K[0]
        assert [str(section.S) for section in document.K] == ["/Sect", "/Sect"]
        assert str(document.K[0].K[0].S) == "/P"
        assert pdf.Root.StructTreeRoot.ParentTree.Kids[0].Nums[1][0].objgen == document.K[0].K[0].objgen
    assert spoken(b"".join(bind([part], title="x")), 2) == "[held back]"


def test_our_own_pages_come_first_with_their_tags_and_nothing_enclosed(part: bytes, front: bytes) -> None:
    released = b"".join(bind([part], title="x", front=front))
    with pikepdf.open(io.BytesIO(released)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == 3
        assert [str(one.S) for one in pdf.Root.StructTreeRoot.K] == ["/Document", "/Document"]
        keys = [int(tree.Limits[0]) for tree in pdf.Root.StructTreeRoot.ParentTree.Kids]
        assert keys == sorted(keys)
        links = [str(note.A.URI) for note in pdf.pages[0].obj.get("/Annots", ())]
        assert links == ["https://ico.org.uk"]
    assert spoken(released, 1).startswith("Your file")
    assert spoken(released, 2) == "first page"
    assert prove_clean(released, ["enclosed", "WeasyPrint"]) == []
    assert Trace.ATTACHMENT in {one.trace for one in prove_clean(front)}


def test_a_volume_without_pages_is_still_a_file(front: bytes) -> None:
    released = b"".join(bind([], title="x", front=front))
    with pikepdf.open(io.BytesIO(released)) as pdf:
        assert len(pdf.pages) == 1
        assert pdf.check_pdf_syntax() == []


def test_one_part_at_a_time_is_asked_for(part: bytes) -> None:
    asked: list[int] = []

    def parts():  # type: ignore[no-untyped-def]
        for number in range(3):
            asked.append(number)
            yield part

    pieces = bind(parts(), title="x")
    seen = []
    for piece in pieces:
        seen.append((len(asked), len(piece)))
    assert [count for count, _ in seen[:3]] == [0, 0, 0]
    assert max(size for _, size in seen) < 2 * len(part)
    assert {count for count, _ in seen} == {0, 1, 2, 3}
