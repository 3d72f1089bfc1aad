"""Numbers and days as people type them. Pure."""

from __future__ import annotations

import re
from datetime import date

_NUMBER = re.compile(r"\d{1,12}(?:[.,]\d{1,4})?")
_ENGLISH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?")


def number_in(text: str) -> float | None:
    """`12`, `12.5`, `12,5`, `1,200`, `80%`; None for anything else."""
    text = text.strip().removesuffix("%").strip()
    if not text.isascii():
        return None
    if _THOUSANDS.fullmatch(text):
        return float(text.replace(",", ""))
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def plain(number: float) -> str:
    """The number as it is written into a file: `12`, `12.5`."""
    return str(int(number)) if number == int(number) else f"{number:.4f}".rstrip("0")


def day_in(text: str) -> date | None:
    """`27/03/2026`, `27.3.2026`, `2026-03-27`; None for anything else."""
    text = text.strip()
    try:
        if found := _ENGLISH.fullmatch(text):
            day, month, year = (int(part) for part in found.groups())
            return _sane(date(year, month, day))
        return _sane(date.fromisoformat(text)) if len(text) == len("2026-03-27") else None
    except ValueError:
        return None


def _sane(day: date) -> date | None:
    return day if 1900 <= day.year <= 2100 else None  # as in kit.forms
