"""Packets: the PDF, the signed values and what came along, in one .zip; for one statement or for many."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence

from portal.filing.commands.content import Paper
from portal.filing.commands.sheets import JSON_NAME
from portal.filing.commands.signed import fingerprint_of, signed_json

PDF_NAME = "record.pdf"
_COLUMNS = ("folder", "young person", "council number", "sent", "files", "fingerprint")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def packet_of(paper: Paper, pdf: bytes) -> bytes:
    """One statement, or one period, and all that belongs to it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packet:
        _put(packet, "", paper, pdf)
    return out.getvalue()


def packet_of_many(made: Sequence[tuple[Paper, bytes]]) -> bytes:
    """A folder for each, and a list of them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packet:
        for number, (paper, pdf) in enumerate(made, 1):
            _put(packet, f"{number:03}/", paper, pdf)
        packet.writestr("list.csv", _list([paper for paper, _ in made]))
    return out.getvalue()


def _put(packet: zipfile.ZipFile, folder: str, paper: Paper, pdf: bytes) -> None:
    packet.writestr(folder + PDF_NAME, pdf)
    packet.writestr(folder + JSON_NAME, signed_json(paper.content))
    for one in paper.along:
        packet.writestr(folder + one.name, one.content)


def _list(papers: Sequence[Paper]) -> bytes:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(_COLUMNS)
    for number, paper in enumerate(papers, 1):
        person, said = paper.content["young_person"], paper.content["statements"]
        line = [f"{number:03}", person["name"], person["council_number"], said[0]["sent_at"][:10]]
        rows.writerow([*map(_safe, line), len(paper.along), fingerprint_of(paper.content)])
    return text.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    """A spreadsheet must not take it for a formula."""
    return "'" + cell if cell.startswith(_FORMULA) else cell
