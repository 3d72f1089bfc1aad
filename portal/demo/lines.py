"""Made-up comments for the demo, with the themes each was written for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

WORDS = Path(__file__).parent / "data" / "words.jsonl"
_GOOD = ("best", "happy", "like", "love", "good", "nice", "passed", "favourite", "great")


@dataclass(frozen=True)
class Line:
    """A made-up comment and the themes it was written for."""

    text: str
    themes: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        return any(word in self.text.lower() for word in _GOOD)


def lines() -> list[Line]:
    """Comments for young people: those about staff matters alone are left out."""
    rows = (json.loads(row) for row in WORDS.read_text(encoding="utf-8").splitlines() if row.strip())
    found = (Line(row["text"], tuple(key for key in row["themes"] if key != "staff")) for row in rows)
    return [line for line in found if line.themes]
