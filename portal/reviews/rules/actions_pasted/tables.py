"""Decisions pasted as a table from a word processor or a spreadsheet: cells with tabs between them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from portal.reviews.rules.actions_pasted.days import day_at_the_end, is_a_day
from portal.reviews.rules.actions_pasted.lists import sentence, take
from portal.reviews.rules.actions_pasted.owners import clean_name, is_somebody
from portal.reviews.rules.actions_pasted.taken import Ask, Parsed, Taken

_HEADS = {
    "words": ("action", "decision", "recommendation", "what", "task", "outcome", "target", "agreed"),
    "who": ("who", "by whom", "owner", "responsible", "lead", "person"),
    "when": ("when", "by when", "date", "timescale", "deadline", "due"),
    "why": ("why", "reason", "purpose"),
}
_ORDER = ("when", "who", "why", "words")  # "by whom" before "what", "by when" before "action date"


def table(text: str, on: date) -> Parsed:
    rows = [[" ".join(cell.split()) for cell in line.split("\t")] for line in text.split("\n")]
    rows = [row for row in rows if any(row)]
    columns, has_head = _columns(rows)
    lines: list[Taken] = []
    left_out: list[str] = []
    for row in rows[1:] if has_head else rows:
        alone = [cell for cell in row if cell]
        words = _cell(row, columns.get("words"))
        if not words or (len(alone) == 1 and words.endswith(":")):  # a heading, or a name with nothing to do
            left_out.append(" ".join(alone))
        else:
            lines.append(take(words, on) if len(alone) == 1 else _taken_from(row, columns, on))
    return Parsed(lines, left_out)


def _taken_from(row: Sequence[str], columns: dict[str, int], on: date) -> Taken:
    when = _cell(row, columns.get("when"))
    _, written, due_on, asks = day_at_the_end(when, on) if when else ("", "", None, [])
    if when and not written:
        asks = [Ask.VAGUE_DAY]
    words, who = _cell(row, columns.get("words")), clean_name(_cell(row, columns.get("who")))
    if "when" not in columns or "who" not in columns:
        inside = take(words, on)
        words = inside.words
        who = who or inside.who
        if not when:
            written, due_on, asks = inside.when, inside.due_on, list(inside.asks)
    return Taken(sentence(words), who, due_on, written or when, _cell(row, columns.get("why")), tuple(asks))


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _columns(rows: list[list[str]]) -> tuple[dict[str, int], bool]:
    """Which column is which: by its head; without one, by what stands in most of its cells."""
    heads: dict[str, int] = {}
    if rows:
        for place, cell in enumerate(rows[0]):
            name = next((key for key in _ORDER if _is_head(cell, _HEADS[key])), None)
            if name and name not in heads:
                heads[name] = place
    if "words" in heads or len(heads) > 1:
        if "words" not in heads:
            heads["words"] = next((n for n in range(len(rows[0])) if n not in heads.values()), 0)
        return heads, True
    return _by_content(rows), False


def _is_head(cell: str, names: Sequence[str]) -> bool:
    bare = cell.casefold().strip(" :.?*")
    return len(bare) < 30 and any(
        bare == name or bare.startswith(f"{name} ") or bare.endswith(f" {name}") or bare == f"{name}s"
        for name in names
    )


def _by_content(rows: list[list[str]]) -> dict[str, int]:
    width = max((len(row) for row in rows), default=0)
    kinds = [[_cell_kind(_cell(row, place)) for row in rows] for place in range(width)]
    found: dict[str, int] = {}
    for name in ("when", "who"):
        counts = [column.count(name) for column in kinds]
        if counts and max(counts) * 2 >= len(rows) and max(counts):
            found[name] = counts.index(max(counts))
    lengths = [
        sum(len(_cell(row, place)) for row in rows) if place not in found.values() else -1
        for place in range(width)
    ]
    found["words"] = lengths.index(max(lengths)) if lengths else 0
    return found


def _cell_kind(cell: str) -> str:
    if not cell:
        return ""
    if is_a_day(cell):
        return "when"
    return "who" if is_somebody(cell) else "words"
