"""Rows set aside until the turn of whom they belong to, so that memory holds no table of an extract whole.

They lie in a private file of SQLite's that has no name and is gone when the run ends. Each is encrypted with
a key that only this run ever had, and found by a keyed digest: the disk learns nothing.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class Shelves:
    """What was set aside, by shelf (what it is) and owner (whose it is, or what it is known by).

    First everything is put, then everything is taken: what is put after the first taking is found slowly."""

    def __init__(self) -> None:
        self._salt, self._key = secrets.token_bytes(32), AESGCM(AESGCM.generate_key(bit_length=256))
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.execute("PRAGMA journal_mode=OFF")
        self._file.execute("PRAGMA cache_size=-8000")
        self._file.execute("CREATE TABLE kept (shelf TEXT, owner BLOB, line INTEGER, sealed BLOB)")
        self._file.execute("CREATE TABLE taken (owner BLOB PRIMARY KEY) WITHOUT ROWID")
        self._file.execute("BEGIN")
        self._is_sorted = False

    def put(self, shelf: str, owner: str, line: int, what: Any) -> None:
        """Set something aside."""
        nonce = secrets.token_bytes(_NONCE)
        sealed = nonce + self._key.encrypt(nonce, json.dumps(what).encode(), None)
        row = (shelf, self._digest(owner), line, sealed)
        self._file.execute("INSERT INTO kept VALUES (?, ?, ?, ?)", row)

    def of(self, shelf: str, owner: str) -> Iterator[tuple[int, Any]]:
        """What lies there for this owner, in the order it came: its line and what it is."""
        self._sort()
        rows = self._file.execute(
            "SELECT line, sealed FROM kept WHERE owner = ? AND shelf = ? ORDER BY rowid",
            (self._digest(owner), shelf),
        )
        for line, sealed in rows:
            yield line, self._open(sealed)

    def last(self, shelf: str, owner: str) -> Any:
        """The last that came for this owner, or None."""
        self._sort()
        row = self._file.execute(
            "SELECT sealed FROM kept WHERE owner = ? AND shelf = ? ORDER BY rowid DESC LIMIT 1",
            (self._digest(owner), shelf),
        ).fetchone()
        return self._open(row[0]) if row else None

    def all_of(self, shelf: str) -> Iterator[Any]:
        """Everything on one shelf, in the order it came."""
        rows = self._file.execute("SELECT sealed FROM kept WHERE shelf = ? ORDER BY rowid", (shelf,))
        return (self._open(sealed) for (sealed,) in rows)

    def take(self, owner: str) -> bool:
        """It is this owner's turn; False when it was before."""
        done = self._file.execute("INSERT OR IGNORE INTO taken VALUES (?)", (self._digest(owner),))
        return done.rowcount == 1

    def never_taken(self, but: str) -> Iterator[tuple[str, int]]:
        """Shelf and line of what waits for owners whose turn never came, but on one shelf."""
        return self._file.execute(
            "SELECT shelf, line FROM kept WHERE shelf <> ? AND owner NOT IN (SELECT owner FROM taken)"
            " ORDER BY rowid",
            (but,),
        )

    def close(self) -> None:
        self._file.close()

    def _sort(self) -> None:
        """Sorting once at the end is much quicker than keeping sorted."""
        if not self._is_sorted:
            self._file.execute("CREATE INDEX by_owner ON kept (owner, shelf)")
            self._is_sorted = True

    def _open(self, sealed: bytes) -> Any:
        return json.loads(self._key.decrypt(sealed[:_NONCE], sealed[_NONCE:], None))

    def _digest(self, owner: str) -> bytes:
        return blake2b(owner.encode(), key=self._salt, digest_size=16).digest()
