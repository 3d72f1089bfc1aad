"""Does every small cell still have an innocent explanation?

A secret count is given away when all tables that fit what was printed put it between 1 and the threshold
less one, or all put it at 0: then a reader knows that somebody is there and that they are few, or that
nobody is. It is safe when some table that fits has it at the threshold or above, or when one has it at 0 and
another above. So safety is shown by an example, never by a search that found nothing: a search given up
early can only lead to hiding too much.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from portal.disclosure import solver
from portal.disclosure.knowledge import Knowledge

_ZERO, _FEW, _MANY = 1, 2, 4
_MANY_ASKED = 40


@dataclass(slots=True)
class _Evidence:
    """For each secret, at which sizes it was seen in tables that fit."""

    known: Knowledge
    seen: dict[int, int] = field(default_factory=dict)

    def note(self, values: list[int]) -> None:
        for secret, threshold in self.known.thresholds.items():
            value = values[secret]
            size = _ZERO if value == 0 else _FEW if value < threshold else _MANY
            self.seen[secret] = self.seen.get(secret, 0) | size

    def is_safe(self, secret: int) -> bool:
        seen = self.seen.get(secret, 0)
        return bool(seen & _MANY) or seen & (_ZERO | _FEW) == _ZERO | _FEW


def given_away(known: Knowledge, only: frozenset[int] | None = None) -> frozenset[int]:
    """The secrets of which a reader can learn that they are small, or for which no example was found.

    `only` limits the question to some of them. If nothing fits what was printed, all are given.
    """
    asked = frozenset(known.secrets) if only is None else only & frozenset(known.secrets)
    ranges = solver.narrowed(known.system, (list(known.system.least), list(known.system.most)))
    first = None if ranges is None else solver.table(known.system, ranges, known.near, steps=2000)
    if ranges is None or first is None:
        return asked
    evidence = _Evidence(known)
    evidence.note(first)
    for near in _guesses(known, ranges, first) if len(asked) > _MANY_ASKED else ():
        if (found := solver.table(known.system, ranges, near)) is not None:
            evidence.note(found)
    return frozenset(
        secret for secret in sorted(asked) if not _has_explanation(evidence, ranges, first, secret)
    )


def _guesses(known: Knowledge, ranges: solver.Ranges, first: list[int]) -> Iterator[list[int]]:
    """The first table with all secrets that may be small at 0, and with all at their most: each answers for
    many secrets at once."""
    low, high = list(first), list(first)
    for secret, threshold in known.thresholds.items():
        if ranges[0][secret] == 0 and first[secret] < threshold:
            low[secret], high[secret] = 0, min(ranges[1][secret], threshold)
    yield low
    yield high


def _has_explanation(evidence: _Evidence, ranges: solver.Ranges, near: list[int], secret: int) -> bool:
    threshold = evidence.known.thresholds[secret]
    sizes = ((0, 0), (threshold, ranges[1][secret]), (1, threshold - 1))
    for low, high in sizes:
        if evidence.is_safe(secret):
            return True
        size = _ZERO if high == 0 else _MANY if low == threshold else _FEW
        if not evidence.seen[secret] & size:
            _look(evidence, ranges, near, secret, (low, high))
    return evidence.is_safe(secret)


def _look(
    evidence: _Evidence, ranges: solver.Ranges, near: list[int], secret: int, within: tuple[int, int]
) -> None:
    low, high = max(within[0], ranges[0][secret]), min(within[1], ranges[1][secret])
    if low > high:
        return
    least, most = list(ranges[0]), list(ranges[1])
    least[secret], most[secret] = low, high
    cut = solver.narrowed(evidence.known.system, (least, most), [secret])
    found = None if cut is None else solver.table(evidence.known.system, cut, near)
    if found is not None:
        evidence.note(found)
