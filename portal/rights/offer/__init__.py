"""The offer as it stands on a day: what law and guidance give, and what the council adds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from portal.rights.offer.amounts import AMOUNTS
from portal.rights.offer.entries import ENTRIES
from portal.rights.offer.own import BadOffer, read
from portal.rights.rules.owed import Amount, Entry

__all__ = ["BadOffer", "Offer", "offer"]


@dataclass(frozen=True)
class Offer:
    """Every entry, and every amount there ever was."""

    entries: tuple[Entry, ...]
    amounts: tuple[Amount, ...]

    def entry(self, key: str) -> Entry | None:
        return next((one for one in self.entries if one.key == key), None)

    def amount(self, key: str, on: date) -> Amount | None:
        """The newest that holds that day; of two since the same day the council's own, which comes last."""
        held = [one for one in self.amounts if one.key == key and one.since <= on]
        return max(held, key=lambda one: one.since, default=None) if not held else _newest(held)


def _newest(amounts: Iterable[Amount]) -> Amount:
    newest, *rest = amounts
    for one in rest:
        newest = one if one.since >= newest.since else newest
    return newest


@cache
def offer(own: Path | None = None) -> Offer:
    """What law and guidance give and, with its file, the council's own. Raises BadOffer."""
    entries, amounts = read(own) if own else ([], [])
    return Offer((*ENTRIES, *entries), (*AMOUNTS, *amounts))
