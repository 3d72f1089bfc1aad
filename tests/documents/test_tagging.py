"""Tagged PDFs as they are read aloud: title, language and bookmarks; heads of tables that say of what; one
table over several pages; lines at the foot of each page that are no part of the text; pictures in words."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Name

from portal.documents.pdf import pdf_of
from portal.documents.tagging import elements, finished
from tests.support.read_pdfs import opened, parts

pytestmark = pytest.mark.once

HEAD = "<!doctype html><html lang='{lang}' dir='{way}'><head><title>A paper</title><style>"
FOOT = "@page{{size:A4;@bottom-center{{content:'Restricted '}}}}</style></head><body>{body}</body></html>"
ROWS = "".join(f"<tr><th scope='row'>row{n}</th><td>{n}x</td></tr>" for n in range(70))
TABLE = f"<thead><tr><th scope='col'>Theme</th><th scope='col'>Number</th></tr></thead><tbody>{ROWS}</tbody>"
PICTURE = (
    "<svg width='9' height='9' viewBox='0 0 9 9'><title>A house</title><rect width='9' height='9'/></svg>"
)
BODY = (
    f"<h1>What</h1><p>First <a href='https://a.example/x'>link</a></p><h2>{{heading}}</h2>"
    f"<table><caption>Counted</caption>{TABLE}</table><p>After</p>{PICTURE}<ul><li>one</li><li>two</li></ul>"
)


def made(lang: str = "en-GB", way: str = "ltr", heading: str = "Numbers") -> bytes:
    return pdf_of(
        (HEAD + FOOT).format(lang=lang, way=way, body=BODY.format(heading=heading)), is_finished=True
    )


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return made()


def test_it_says_what_it_is_and_in_which_language(pdf: bytes) -> None:
    document = opened(pdf)
    root = document.Root
    assert root.MarkInfo.Marked
    assert str(root.Lang) == "en-GB"
    assert root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as facts:
        assert facts["dc:title"] == "A paper"
        assert facts["pdfuaid:part"] == "1"
    with opened(pdf).open_outline() as outline:
        assert [(one.title, [each.title for each in one.children]) for one in outline.root] == [
            ("What", ["Numbers"])
        ]


def test_it_is_read_in_the_order_of_the_page_with_a_table_over_three_pages_read_once(pdf: bytes) -> None:
    assert len(opened(pdf).pages) == 3
    cells = [cell for n in range(70) for cell in (("TH", f"row{n}"), ("TD", f"{n}x"))]
    assert [(one.tag, one.letters) for one in parts(pdf) if one.tag != "Link"] == [
        ("H1", "What"),
        ("P", "Firstlink"),
        ("H2", "Numbers"),
        ("Caption", "Counted"),
        ("TH", "Theme"),
        ("TH", "Number"),
        *cells,
        ("P", "After"),
        ("Figure", ""),
        ("LBody", "one"),
        ("LBody", "two"),
    ]


def test_each_head_says_of_what_and_each_cell_names_its_heads(pdf: bytes) -> None:
    document = opened(pdf)
    root = document.Root.StructTreeRoot
    assert sum(Name.Table == one.S for one in elements(root)) == 1
    heads = [one for one in elements(root) if one.S == Name.TH]
    assert [str(one.A.Scope) for one in heads] == ["/Column", "/Column", *["/Row"] * 70]
    ids = {str(one.ID) for one in heads}
    cells = [one for one in elements(root) if one.S == Name.TD]
    assert all({str(each) for each in one.A.Headers} <= ids and len(one.A.Headers) == 2 for one in cells)
    listed = root.IDTree.Kids[0].Names
    assert {str(listed[at]) for at in range(0, len(listed), 2)} == ids


def test_lines_at_the_foot_of_each_page_are_no_part_of_what_is_read(pdf: bytes) -> None:
    document = opened(pdf)
    assert all("Restricted" not in one.letters for one in parts(pdf))
    held = {one.objgen for one in elements(document.Root.StructTreeRoot)}
    nums = document.Root.StructTreeRoot.ParentTree.Nums
    for at in range(1, 2 * len(document.pages), 2):
        assert all(one is None or one.objgen in held for one in nums[at])
    for page in document.pages:
        marks = [one.operands[0] for one in pikepdf.parse_content_stream(page) if str(one.operator) == "BMC"]
        assert Name.Artifact in marks


def test_pictures_and_links_are_said_in_words(pdf: bytes) -> None:
    document = opened(pdf)
    figures = [one for one in elements(document.Root.StructTreeRoot) if Name.Figure == one.S]
    assert [str(one.Alt) for one in figures] == ["A house"]
    (link,) = document.pages[0].Annots
    assert str(link.Contents) == "https://a.example/x"


def test_the_same_from_right_to_left(pdf: bytes) -> None:
    arabic = made("ar", "rtl", "الأرقام")
    document = opened(arabic)
    assert str(document.Root.Lang) == "ar"
    with document.open_outline() as outline:
        assert outline.root[0].children[0].title == "الأرقام"
    assert [one.tag for one in parts(arabic)] == [one.tag for one in parts(pdf)]
    heading = next(one for one in parts(arabic) if one.tag == "H2")
    assert sorted(heading.letters) == sorted("الأرقام")


def test_a_pdf_without_tags_is_left_as_it_is() -> None:
    plain = pikepdf.new()
    plain.add_blank_page()
    out = io.BytesIO()
    plain.save(out)
    assert finished(out.getvalue()) == out.getvalue()
