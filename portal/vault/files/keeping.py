"""Files in the database, encrypted under their owner's key and bound to their row. Long ones are kept in
pieces, each sealed by itself: neither keeping nor reading one needs more of it in memory than a piece."""

from __future__ import annotations

import os
import struct
import uuid
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from portal import db
from portal.kit.spool import PIECE, Content, Spool, head_of, pieces_of, size_of, spooled
from portal.vault import keys
from portal.vault.models import StoredFile, StoredPiece
from portal.vault.sealed import SealBroken

LONG = PIECE
"""A file larger than this is kept in pieces."""

_WHOLE, _IN_PIECES = b"\x01", b"\x02"
_FACTS = struct.Struct(">QI")  # bytes in all, how many pieces


def keep(owner_id: UUID, content: Content, media_type: str, *, now: datetime) -> StoredFile:
    """Keep a file for a young person (or the council: `keys.COUNCIL`). Raises KeyMissing without a key."""
    row_id, size = uuid.uuid4(), size_of(content)
    is_long = size > LONG
    key = keys.opened(db.session(), owner_id)
    facts = _FACTS.pack(size, -(-size // PIECE)) if is_long else head_of(content, LONG)
    sealed = (_IN_PIECES if is_long else _WHOLE) + _shut(key, facts, _binding(row_id, owner_id))
    row = StoredFile(
        id=row_id, owner_id=owner_id, media_type=media_type, size=size, sealed=sealed, made_at=now
    )
    db.session.add(row)
    db.session.flush()
    for number, piece in enumerate(pieces_of(content, PIECE) if is_long else ()):
        shut = _shut(key, piece, _binding_of_piece(row_id, owner_id, number))
        db.session.execute(sa.insert(StoredPiece).values(file_id=row_id, number=number, sealed=shut))
    return row


def content_of(row: StoredFile) -> bytes:
    """The file as it was kept. Raises SealBroken when it was changed or moved, KeyMissing without a key."""
    return b"".join(_pieces(db.session(), row))


def spool_of(row: StoredFile) -> Spool:
    """The same, not in memory when it is long: for work that takes a while, when no transaction is open."""
    return spooled(_pieces(db.session(), row))


def sent_of(row: StoredFile) -> Iterator[bytes]:
    """The same, for an answer that is sent when the transaction is over: each piece is fetched by itself,
    when its turn has come. Whether it opens at all is known at once: raises SealBroken, KeyMissing."""
    first = next(_pieces(db.session(), row), b"")
    return _sent(row.id, first, _count(db.session(), row))


def let_go(row: StoredFile) -> None:
    """It is gone for good."""
    db.session.execute(sa.delete(StoredPiece).where(StoredPiece.file_id == row.id))
    db.session.delete(row)
    db.session.flush()


def _sent(file_id: UUID, first: bytes, count: int) -> Iterator[bytes]:
    yield first
    for number in range(1, count):
        with db.reading() as session:
            piece = _piece(session, session.get_one(StoredFile, file_id), number)
        yield piece


def _pieces(session: Session, row: StoredFile) -> Iterator[bytes]:
    if row.sealed[:1] == _WHOLE:
        yield _open(session, row, row.sealed[1:], _binding(row.id, row.owner_id))
        return
    for number in range(_count(session, row)):
        yield _piece(session, row, number)


def _count(session: Session, row: StoredFile) -> int:
    """How many pieces there must be: sealed, so that none can be cut off at the end."""
    if row.sealed[:1] == _WHOLE:
        return 1
    return int(_FACTS.unpack(_open(session, row, row.sealed[1:], _binding(row.id, row.owner_id)))[1])


def _piece(session: Session, row: StoredFile, number: int) -> bytes:
    chosen = sa.select(StoredPiece.sealed).where(StoredPiece.file_id == row.id, StoredPiece.number == number)
    sealed = session.scalar(chosen)
    if sealed is None:
        raise SealBroken(f"StoredFile {row.id}")
    return _open(session, row, sealed, _binding_of_piece(row.id, row.owner_id, number))


def _shut(key: AESGCM, content: bytes, binding: bytes) -> bytes:
    nonce = os.urandom(keys.NONCE_BYTES)
    return nonce + key.encrypt(nonce, content, binding)


def _open(session: Session, row: StoredFile, sealed: bytes, binding: bytes) -> bytes:
    nonce, body = sealed[: keys.NONCE_BYTES], memoryview(sealed)[keys.NONCE_BYTES :]
    try:
        return keys.opened(session, row.owner_id).decrypt(nonce, body, binding)
    except InvalidTag:
        raise SealBroken(f"StoredFile {row.id}") from None


def _binding(row_id: UUID, owner_id: UUID) -> bytes:
    return f"stored_files|sealed|{row_id}|{owner_id}".encode()


def _binding_of_piece(row_id: UUID, owner_id: UUID, number: int) -> bytes:
    return f"stored_pieces|sealed|{row_id}|{owner_id}|{number}".encode()
