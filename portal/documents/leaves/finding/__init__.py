"""Where names and numbers stand that may have to be held back. Only suggestions: a person decides on each.
Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from portal.documents.leaves.finding.names import found_names
from portal.documents.leaves.finding.patterns import Pattern, found_patterns
from portal.documents.leaves.finding.spans import Hit, areas_of, secrets_of, whole_words
from portal.documents.leaves.shapes import Word

__all__ = ["Hit", "Pattern", "areas_of", "find", "secrets_of", "whole_words"]


def find(
    words: Sequence[Word],
    *,
    names: Sequence[str] = (),
    patterns: Collection[Pattern] = tuple(Pattern),
    born: Sequence[date] = (),
) -> list[Hit]:
    """In the order in which they stand. `born`: birth dates that are known, found without the word "born"."""
    found = [*found_names(words, names), *found_patterns(words, patterns, born)]
    return [hit for _, hit in sorted(found, key=lambda one: one[0])]
