"""Lines as a CSV that a spreadsheet opens and that can do nothing there: no cell begins a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


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
