"""Spreadsheets as OpenDocument (ODS): every cell is text or a whole number, none can be a formula.

odfdo takes a while to load, and few requests need it: it is imported where one does."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_A_NAME = re.compile(r"[\[\]*?:/\\\r\n\t]")
_LONGEST_NAME = 27


Lines = Sequence[Sequence[str | int]]


def spreadsheet(title: str, sheet: str, lines: Lines) -> bytes:
    """One file with one sheet."""
    return spreadsheets(title, [(sheet, lines)])


def spreadsheets(title: str, sheets: Sequence[tuple[str, Lines]]) -> bytes:
    """One file with several sheets, in their order."""
    import odfdo

    made = odfdo.Document("spreadsheet")
    made.body.clear()
    for number, (name, lines) in enumerate(sheets, 1):
        table = odfdo.Table(_sheet_name(name, number if len(sheets) > 1 else 0))
        for line in lines:
            row = odfdo.Row()
            for cell in line:
                row.append_cell(_cell(odfdo.Cell, cell))
            table.append_row(row)
        made.body.append(table)
    made.meta.title = _NOT_XML.sub("", title)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _sheet_name(name: str, number: int) -> str:
    """As short as spreadsheet programs take it, without what they refuse, and no two alike."""
    short = " ".join(_NOT_A_NAME.sub(" ", _NOT_XML.sub("", name)).split())[:_LONGEST_NAME].strip("' ")
    return f"{number} {short}".strip() if number else short or "1"


def _cell(cell: type[Any], value: str | int) -> Any:
    if isinstance(value, int):
        return cell(value, cell_type="float")
    return cell(_NOT_XML.sub("", value), cell_type="string")
