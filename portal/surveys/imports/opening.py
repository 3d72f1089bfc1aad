"""The child process that opens a spreadsheet: `python -m portal.surveys.imports.opening DESCRIPTOR`.

What comes in was sent by somebody: it may be a bomb, hold macros, or reckon. Nothing in it is run or
reckoned. It answers with the cells of three sheets as text, or with why not. See `portal.kit.apart`.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from portal.kit import apart

SHEETS = ("survey", "choices", "settings")
MOST_UNPACKED = 80_000_000
MOST_PARTS = 500
MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_LETTERS = 6_000_000
CPU_SECONDS = 20


class Unfit(Exception):
    """Why it is not read: a name of `remarks.Stop`, and where."""


def main(arguments: list[str]) -> int:
    """One answer."""
    asked = apart.asked_of_us(arguments)
    apart.be_small(memory=asked["memory"], cpu_seconds=CPU_SECONDS)
    try:
        content = sys.stdin.buffer.read(asked["length"])
        weigh(content)
        apart.say({}, json.dumps(cells(content)).encode())
    except Unfit as unfit:
        apart.say({"stop": unfit.args[0], "where": unfit.args[1]})
    except Exception:  # whatever a broken file makes its readers trip over
        apart.say({"stop": "not_a_spreadsheet", "where": ""})
    return 0


def weigh(content: bytes) -> None:
    """Look at what is packed in it before any of it is unpacked. Raises Unfit."""
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":  # Excel's old kind, or one with a password
        raise Unfit("old_or_locked", "")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if any("vbaproject" in part.filename.casefold() for part in parts):
            raise Unfit("macros", "")
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Unfit("too_big", "")
        for part in parts:
            _look_at_beginning(packed, part)


def _look_at_beginning(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with packed.open(part) as opened:
        begins = opened.read(4_000)
    if part.filename == "[Content_Types].xml" and b"macroEnabled" in begins:
        raise Unfit("macros", "")
    if b"<!DOCTYPE" in begins or b"<!ENTITY" in begins:  # no spreadsheet program writes one
        raise Unfit("not_a_spreadsheet", "")


def cells(content: bytes) -> dict[str, list[list[str]]]:
    """The three sheets, row by row. Raises Unfit."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False, data_only=False)
    found: dict[str, list[list[str]]] = {}
    letters = 0
    for sheet in book.worksheets:
        name = sheet.title.strip().casefold()
        if name not in SHEETS or name in found:
            continue
        sheet.reset_dimensions()  # what the file says of its size is not believed
        found[name] = []
        for row in _rows(sheet, name):
            letters += sum(len(text) for text in row)
            if letters > MOST_LETTERS:
                raise Unfit("too_big", name)
            found[name].append(row)
    return found


def _rows(sheet: Any, name: str) -> Iterator[list[str]]:
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > MOST_ROWS:
            raise Unfit("too_many_rows", name)
        texts = []
        for cell in row[:MOST_COLUMNS]:
            if cell.data_type == "f":
                raise Unfit("formula", f"{name}!{cell.coordinate}")
            texts.append(_text(cell.value))
        while texts and not texts[-1]:
            texts.pop()
        yield texts


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value).strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
