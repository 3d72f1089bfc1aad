"""Everything of theirs as one file (ZIP): a page that needs nothing else, and tables for a spreadsheet. It is
made in memory and never stands on a disk."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence

from portal.documents.sheets import sheet_of

PAGE = "copy.html"
_A_DAY = (2020, 1, 1, 0, 0, 0)  # the names and days in it say nothing of whose it is


def packed(page: str, tables: Iterable[Sequence[Sequence[str]]]) -> bytes:
    """The page, and each table as a CSV: 01.csv, 02.csv. No cell begins a formula."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        _put(folder, PAGE, page)
        for number, lines in enumerate(tables, 1):
            _put(folder, f"{number:02}.csv", sheet_of(lines))
    return out.getvalue()


def _put(folder: zipfile.ZipFile, name: str, text: str) -> None:
    one = zipfile.ZipInfo(name, _A_DAY)
    one.compress_type = zipfile.ZIP_DEFLATED
    folder.writestr(one, text.encode("utf-8", "replace"))
