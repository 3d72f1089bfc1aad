"""What the panel may know of coding: counts, and words that were approved. Never whose they are."""

from portal.coding.figures.counts import themes
from portal.coding.figures.quotes import QuoteWords, approved_quotes, quotes

__all__ = ["QuoteWords", "approved_quotes", "quotes", "themes"]
