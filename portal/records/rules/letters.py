"""How the words of a letter's glossary are written down. Pure."""

from __future__ import annotations

_MOST = 60


def read_lines(text: str) -> list[dict[str, str]]:
    """What was written there. Raises ValueError with the first line that has no meaning."""
    found = []
    for line in text.splitlines():
        if not line.strip():
            continue
        term, equals, means = line.partition("=")
        if not equals or not term.strip() or not means.strip():
            raise ValueError(line.strip()[:_MOST])
        found.append({"term": term.strip(), "means": means.strip()})
    return found
