"""What groups said as a CSV file that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from portal.nameless.models import GroupPoint, GroupSaying

COLUMNS = (
    "held_on", "kind", "name", "place", "how_many", "ages", "prompts", "said_by", "said", "wants", "promised",
    "answer", "told_on",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def groups_csv(rows: Sequence[tuple[GroupSaying, Sequence[GroupPoint]]]) -> str:
    """One line for each thing that was said; a group stays one group, however many lines it has."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for saying, points in rows:
        for said_by, words in [(p.said_by.value, p.words) for p in points] or [("", "")]:
            writer.writerow([safe(cell) for cell in _line(saying, said_by, words)])
    return "\ufeff" + out.getvalue()


def _line(saying: GroupSaying, said_by: str, words: str) -> list[object]:
    return [
        saying.held_on.isoformat(),
        saying.kind.value,
        saying.name,
        saying.place,
        saying.how_many,
        " ".join(saying.ages),
        " ".join(saying.prompts),
        said_by,
        words,
        saying.wants,
        saying.promised,
        saying.answer,
        saying.told_on.isoformat() if saying.told_on else "",
    ]


def safe(cell: object) -> str:
    """A cell's text; what a spreadsheet would calculate begins with an apostrophe."""
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
