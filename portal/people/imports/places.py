"""Where rows were: a file and a line each, kept small, because a return may have millions."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

Place = tuple[str, int]
"""A file and a line number (the first line, with the names of the columns, is 1)."""


class Places:
    """Places in the order they came. Four bytes each."""

    def __init__(self) -> None:
        self._lines: dict[str, array[int]] = {}

    def append(self, place: Place) -> None:
        file, line = place
        self._lines.setdefault(file, array("I")).append(line)

    def __len__(self) -> int:
        return sum(len(lines) for lines in self._lines.values())

    def __iter__(self) -> Iterator[Place]:
        return ((file, line) for file, lines in self._lines.items() for line in lines)

    def counts(self) -> dict[str, int]:
        """How many in each file."""
        return {file: len(lines) for file, lines in self._lines.items()}

    def lines(self) -> dict[str, list[int]]:
        """The lines of each file."""
        return {file: lines.tolist() for file, lines in self._lines.items()}
