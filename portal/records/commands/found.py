"""How many names and patterns on a page no box covers."""

from __future__ import annotations

from collections.abc import Sequence

from portal.records.models import Leaf, PersonNamed
from portal.records.queries.reading import find_on


def count_found(leaf: Leaf, known: Sequence[PersonNamed]) -> None:
    """Count them anew. A page that was done, and on which more is found now than was left in on purpose, is
    not done any more."""
    leaf.suggested, leaf.find_again = len(find_on(leaf, known)), False
    if leaf.done_at is not None and leaf.suggested > leaf.suggested_when_done:
        leaf.done_at, leaf.checked_version = None, None
