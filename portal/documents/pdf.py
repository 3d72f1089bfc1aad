"""Pages as tagged PDFs (PDF/UA-1), made in a process of its own.

Drawing a page takes half a second and 150 MB: the process that answers requests stays small, and one that
never ends is ended. A page must bring everything with it: no address is ever opened, not even a file's.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

WITHIN_SECONDS = 60


class NotMade(Exception):
    """No PDF came of it: it took too long, or drawing it failed. Says of what kind, never what was in it."""


@dataclass(frozen=True)
class Enclosed:
    """A file that travels inside the PDF."""

    name: str
    content: bytes
    says: str = ""


@dataclass(frozen=True)
class Sheet:
    """One page to be drawn, and the files inside it. `is_finished`: with all that PDF/UA asks of tables, see
    `tagging`. What is bound into a file of records is proven clean as it was drawn, and is not finished."""

    html: str
    enclosed: Sequence[Enclosed] = field(default_factory=tuple)
    is_finished: bool = False


def pdf_of(html: str, *, within_seconds: float = WITHIN_SECONDS, is_finished: bool = False) -> bytes:
    """One page. Raises NotMade."""
    return pdfs_of([Sheet(html, is_finished=is_finished)], within_seconds=within_seconds)[0]


def pdfs_of(sheets: Sequence[Sheet], *, within_seconds: float = WITHIN_SECONDS) -> list[bytes]:
    """Several, drawn by one process one after the other, in their order. Raises NotMade."""
    try:
        made = subprocess.run(
            [sys.executable, "-m", "portal.documents.drawing"],
            input=json.dumps([_asked(sheet) for sheet in sheets]).encode(),
            capture_output=True,
            timeout=within_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotMade("it took too long") from None
    if made.returncode != 0:
        raise NotMade(made.stderr.decode(errors="replace").strip().rpartition("\n")[2][:80])
    return [base64.b64decode(one) for one in json.loads(made.stdout)]


def _asked(sheet: Sheet) -> dict[str, object]:
    enclosed = [
        {"name": one.name, "content": base64.b64encode(one.content).decode(), "says": one.says}
        for one in sheet.enclosed
    ]
    return {"page": sheet.html, "enclosed": enclosed, "is_finished": sheet.is_finished}
