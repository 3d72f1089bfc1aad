"""The versioned codebook: what comments may be about, in the council's words and in a child's.

It is where a council starts; it changes the themes with its young people, and every change is a new version.
"""

from __future__ import annotations

from portal.coding.codebook.book import Codebook, Theme
from portal.coding.codebook.published import codebook
from portal.coding.codebook.shipped import PROMISES, VERSION

__all__ = ["PROMISES", "VERSION", "Codebook", "Theme", "codebook"]
