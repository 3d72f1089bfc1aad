"""Sealed columns: free text and names, AES-256-GCM under the owner's key, bound to table, column and row.

A column type sees only a value, so it cannot bind the row. The text is therefore kept beside the column
until the flush, where the row's id and owner are known, and sealed there.
"""

from __future__ import annotations

import os
from typing import Any, ClassVar, overload
from uuid import UUID

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from sqlalchemy.orm import Session, object_session

from portal import db
from portal.vault import keys

_WAITING = b"waiting to be sealed"
_VERSION = b"\x01"


class SealBroken(Exception):
    """A sealed value does not open in this row: it was changed, or moved from somewhere else."""


class HasSealed:
    """Mixin for tables with sealed columns.

    `sealed_by` names the attribute that holds the owner: a young person's id, or None for the council."""

    sealed_by: ClassVar[str | None] = None
    id: Any

    def seal_owner(self) -> UUID:
        owner = getattr(self, self.sealed_by) if self.sealed_by else None
        return owner if isinstance(owner, UUID) else keys.COUNCIL


class Sealed:
    """`words = Sealed("words_sealed")`: plain text in Python, ciphertext in the named column."""

    def __init__(self, column: str) -> None:
        self.column = column

    @overload
    def __get__(self, row: None, owner: type) -> Sealed: ...
    @overload
    def __get__(self, row: HasSealed, owner: type) -> str: ...
    def __get__(self, row: HasSealed | None, owner: type) -> Sealed | str:
        if row is None:
            return self
        waiting = row.__dict__.get("_to_seal", {})
        if self.column in waiting:
            return str(waiting[self.column])
        ciphertext = getattr(row, self.column)
        return "" if ciphertext is None else _open(row, self.column, ciphertext)

    def __set__(self, row: HasSealed, text: str | None) -> None:
        waiting = row.__dict__.setdefault("_to_seal", {})
        if not text:
            waiting.pop(self.column, None)
            setattr(row, self.column, None)
            return
        waiting[self.column] = text
        setattr(row, self.column, _WAITING)


def _binding(row: HasSealed, column: str) -> bytes:
    return _bound_to(type(row), column, row.id, row.seal_owner())


def _bound_to(kind: type[HasSealed], column: str, row_id: object, owner: UUID) -> bytes:
    return f"{sa.inspect(kind).local_table.name}|{column}|{row_id}|{owner}".encode()


def seal_value(
    session: Session, kind: type[HasSealed], column: str, row_id: UUID, owner: UUID, text: str
) -> bytes | None:
    """What the column of that row holds for this text, for rows that are inserted many at a time without
    the mapper. None for no text. Raises KeyMissing when the owner has no key."""
    if not text:
        return None
    return _shut(session, owner, _bound_to(kind, column, row_id, owner), text)


def _shut(session: Session, owner: UUID, binding: bytes, text: str) -> bytes:
    nonce = os.urandom(keys.NONCE_BYTES)
    return _VERSION + nonce + keys.opened(session, owner).encrypt(nonce, text.encode(), binding)


def _open(row: HasSealed, column: str, ciphertext: bytes) -> str:
    opened = row.__dict__.setdefault("_opened", {})
    known = opened.get(column)
    if known is None or known[0] != ciphertext:
        key = keys.opened(object_session(row) or db.session(), row.seal_owner())
        nonce, body = ciphertext[1:13], ciphertext[13:]
        try:
            plain = key.decrypt(nonce, body, _binding(row, column)).decode()
        except InvalidTag:
            raise SealBroken(f"{type(row).__name__}.{column}") from None
        opened[column] = known = (ciphertext, plain)
    return str(known[1])


@sa.event.listens_for(Session, "before_flush")
def _seal(session: Session, context: object, instances: object) -> None:
    for row in [*session.new, *session.dirty]:
        if isinstance(row, HasSealed):
            for column, text in row.__dict__.pop("_to_seal", {}).items():
                setattr(row, column, _shut(session, row.seal_owner(), _binding(row, column), text))
