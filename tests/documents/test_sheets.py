"""Tables for spreadsheets: several in one file, each with its name, and no cell that does anything."""

from __future__ import annotations

import io
import zipfile

import odfdo
import pytest

from portal.documents.report import Heading, Para, Report, Table, as_csv, as_ods
from portal.documents.sheets import sheets_of
from portal.documents.spreadsheet import spreadsheets

pytestmark = pytest.mark.once

EVIL = ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1"]
REPORT = Report(
    "The paper",
    "en-GB",
    (
        Heading("Themes"),
        Para("No table"),
        Table(("Theme", "Number"), [("=cmd|x", "fewer than 5")], caption="Counted"),
        Heading("Others"),
        Table(("A", "B"), [("1", "about 50")]),
    ),
    head="Panel",
    foot="Restricted",
)


def _folder(file: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(file)) as folder:
        return {name: folder.read(name).decode("utf-8-sig") for name in folder.namelist()}


def test_each_table_is_a_file_and_none_of_their_cells_is_a_formula() -> None:
    found = _folder(sheets_of([("=one", [[cell] for cell in EVIL]), ("two", [["a", "b"]])]))
    assert list(found) == ["01.csv", "02.csv"]
    for line in found["01.csv"].split("\r\n"):
        assert not line.strip('" ').startswith(("=", "+", "-", "@", "\t", "＝")), line


def test_the_same_tables_are_the_same_file() -> None:
    assert sheets_of([("one", [["a"]])]) == sheets_of([("one", [["a"]])])


def test_each_table_is_a_sheet_with_a_name_that_every_program_takes() -> None:
    names = ["Family: time/[new]*?", "Family: time/[new]*?", "x" * 90, "", "'a'"]
    file = spreadsheets("The paper\x00", [(name, [["=1+1", 5]]) for name in names])
    sheets = odfdo.Document(io.BytesIO(file)).body.tables
    found = [sheet.name for sheet in sheets]
    assert len(set(found)) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]*?:/\\") for name in found)
    assert [cell.type for cell in sheets[0].rows[0].cells] == ["string", "float"]
    assert all(cell.formula is None for sheet in sheets for row in sheet.rows for cell in row.cells)


def test_a_report_gives_its_tables_as_they_are_printed_below_their_headings() -> None:
    found = _folder(as_csv(REPORT))
    assert found["01.csv"].split("\r\n")[:3] == ["The paper", "Panel", "Restricted"]
    assert found["02.csv"].split("\r\n")[:4] == ["Themes", "Counted", "Theme,Number", "'=cmd|x,fewer than 5"]
    assert found["03.csv"].split("\r\n")[:3] == ["Others", "A,B", "1,about 50"]
    sheets = odfdo.Document(io.BytesIO(as_ods(REPORT))).body.tables
    assert [sheet.name for sheet in sheets] == ["1 The paper", "2 Themes", "3 Others"]
    assert sheets[2].rows[1].cells[1].value == "about 50"
