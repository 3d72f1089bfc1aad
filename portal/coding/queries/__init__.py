"""coding: queries, one file a matter."""

from portal.coding.queries.coded import (
    QuoteMade,
    Sorted,
    is_sorted,
    quote_made,
    sorted_by,
    speakers,
    themes_spoken_of,
)
from portal.coding.queries.quotes import waiting_for

__all__ = [
    "QuoteMade",
    "Sorted",
    "is_sorted",
    "quote_made",
    "sorted_by",
    "speakers",
    "themes_spoken_of",
    "waiting_for",
]
