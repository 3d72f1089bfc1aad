"""What the panel may know of coding: counts, and words that were approved. Never whose they are."""

from portal.coding.figures.changed import has_changed_since
from portal.coding.figures.counts import themes
from portal.coding.figures.quotes import QuoteWords, approved_quotes, quotes, taken_back

__all__ = ["QuoteWords", "approved_quotes", "has_changed_since", "quotes", "taken_back", "themes"]
