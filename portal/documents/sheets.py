"""Lines as a CSV that a spreadsheet opens and that can do nothing there: no cell begins a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_A_DAY = (2020, 1, 1, 0, 0, 0)  # the same tables are the same file


def sheet_of(lines: Iterable[Sequence[str]]) -> str:
    """The whole file, with the mark that makes spreadsheets read it as UTF-8."""
    out = io.StringIO()
    write = csv.writer(out)
    for line in lines:
        write.writerow([harmless(cell) for cell in line])
    return "\ufeff" + out.getvalue()


def harmless(text: str) -> str:
    """The same cell, as text."""
    return f"'{text}" if text.lstrip(" ").startswith(_BEGINS_A_FORMULA) else text


def sheets_of(tables: Sequence[tuple[str, Sequence[Sequence[str]]]]) -> bytes:
    """Several in one file (ZIP), numbered in their order: 01.csv, 02.csv. The first line of each names it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for number, (name, lines) in enumerate(tables, 1):
            one = zipfile.ZipInfo(f"{number:02}.csv", _A_DAY)
            one.compress_type = zipfile.ZIP_DEFLATED
            folder.writestr(one, sheet_of([[name], *lines]))
    return out.getvalue()
