"""Spreadsheets as OpenDocument (ODS): every cell is text or a whole number, none can be a formula.

odfdo takes a while to load, and few requests need it: it is imported where one does."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def spreadsheet(title: str, sheet: str, lines: Sequence[Sequence[str | int]]) -> bytes:
    """One file with one sheet."""
    import odfdo

    made = odfdo.Document("spreadsheet")
    made.body.clear()
    table = odfdo.Table(sheet)
    for line in lines:
        row = odfdo.Row()
        for cell in line:
            row.append_cell(_cell(odfdo.Cell, cell))
        table.append_row(row)
    made.body.append(table)
    made.meta.title = title
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _cell(cell: type[Any], value: str | int) -> Any:
    if isinstance(value, int):
        return cell(value, cell_type="float")
    return cell(_NOT_XML.sub("", value), cell_type="string")
