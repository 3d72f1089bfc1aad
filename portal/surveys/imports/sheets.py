"""A spreadsheet's cells as text, read by a process apart."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from portal.kit import apart
from portal.kit.spool import Content, size_of
from portal.surveys.imports.remarks import CannotTake, Stop

MOST_BYTES = 10_000_000
WITHIN_SECONDS = 30.0
_CHILD = "portal.surveys.imports.opening"

Cells = Mapping[str, Sequence[Sequence[str]]]
"""By the sheet's name (survey, choices, settings): rows of cells, from the first row on."""


def cells_of(content: Content) -> Cells:
    """What is in it. Raises CannotTake."""
    if size_of(content) > MOST_BYTES:
        raise CannotTake(Stop.TOO_BIG)
    try:
        answer = apart.ask(_CHILD, {}, content, seconds=WITHIN_SECONDS)
    except apart.TooBusy:
        raise CannotTake(Stop.BUSY) from None
    if not answer.records:
        late = answer.end is apart.End.TOO_SLOW
        raise CannotTake(Stop.TOO_SLOW if late else Stop.NOT_A_SPREADSHEET)
    record = answer.records[0]
    if record.facts.get("stop"):
        raise CannotTake(Stop(record.facts["stop"]), record.facts["where"])
    found: Cells = json.loads(record.body)
    return found
