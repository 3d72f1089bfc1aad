"""What a run has met already: the same row twice, or two rows that say otherwise.

A return of hundreds of megabytes has millions of rows. Their keyed digests are kept in a private file of
SQLite's
that has no name and is gone when the run ends; memory holds its cache only.
"""

from __future__ import annotations

import secrets
import sqlite3
from hashlib import blake2b
from typing import Any

from portal.people.imports.parsing import BadRow
from portal.people.imports.report import Why


class Seen:
    """Keys met in this run, each with what was said of it."""

    def __init__(self) -> None:
        self._salt = secrets.token_bytes(32)
        self._met = sqlite3.connect("", isolation_level=None)
        self._met.execute("PRAGMA journal_mode=OFF")
        self._met.execute("PRAGMA cache_size=-8000")
        self._met.execute("CREATE TABLE met (key BLOB PRIMARY KEY, facts BLOB) WITHOUT ROWID")
        self._met.execute("BEGIN")

    def once(self, key: tuple[str, ...], facts: Any = None) -> None:
        """Raises BadRow when the key was met: with the same facts, or with others."""
        met, said = self._digest(key), self._digest((repr(facts),))
        found = self._met.execute("SELECT facts FROM met WHERE key = ?", (met,)).fetchone()
        if found:
            raise BadRow(Why.SAME_ROW_TWICE if found[0] == said else Why.SAYS_OTHERWISE)
        self._met.execute("INSERT INTO met VALUES (?, ?)", (met, said))

    def is_new(self, *key: str) -> bool:
        """Whether this key is met for the first time; it is from now on."""
        try:
            self.once(key)
        except BadRow:
            return False
        return True

    def close(self) -> None:
        self._met.close()

    def _digest(self, words: tuple[str, ...]) -> bytes:
        return blake2b("\x00".join(words).encode(), key=self._salt, digest_size=16).digest()
