"""Data keys: made with their owner, opened with the master key, kept in memory for one transaction only."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from portal import db
from portal.kit import clock
from portal.vault import master
from portal.vault.models import DataKey

COUNCIL = UUID(int=1)
"""Owner of what belongs to nobody: staff names, the council's own texts."""

NONCE_BYTES = 12
_CACHE = "vault.keys"


class _Ring:
    """Keys derived from the master key, held in memory by this process."""

    wrapping: AESGCM | None = None
    hashing: bytes = b""
    signing: bytes = b""
    filing: bytes = b""


class KeyMissing(Exception):
    """There is no data key for this owner: never made, or destroyed by right."""


def open_ring(master_key: bytes) -> None:
    """Hand the vault the master key. Called once by the app or the command line."""
    _Ring.wrapping = AESGCM(master.derive(master_key, "wrap"))
    _Ring.hashing = master.derive(master_key, "blind")
    _Ring.signing = master.derive(master_key, "sign")
    _Ring.filing = master.derive(master_key, "filing signature")


def signing_key() -> bytes:
    """The key that signs session cookies."""
    return _Ring.signing


def filing_seed() -> bytes:
    """The seed of the key that signs what goes onto records elsewhere."""
    return _Ring.filing


def blind(purpose: str, text: str) -> bytes:
    """A keyed hash by which a secret or a name can be found again without being stored."""
    message = f"{purpose}\x00{text}".encode()
    return hmac.new(_Ring.hashing, message, hashlib.sha256).digest()


def _wrapping() -> AESGCM:
    if _Ring.wrapping is None:
        raise RuntimeError("the vault is shut: open_ring() was not called")
    return _Ring.wrapping


def _cache(session: Session) -> dict[UUID, AESGCM]:
    cache: dict[UUID, AESGCM] = session.info.setdefault(_CACHE, {})
    return cache


def make_for(owner_id: UUID, session: Session | None = None) -> None:
    """Make the data key of a new young person (or of the council)."""
    own = session or db.session()
    key = AESGCM.generate_key(bit_length=256)
    nonce = os.urandom(NONCE_BYTES)
    wrapped = nonce + _wrapping().encrypt(nonce, key, _binding(owner_id))
    own.add(DataKey(owner_id=owner_id, wrapped=wrapped, made_at=clock.now()))
    _cache(own)[owner_id] = AESGCM(key)


def opened(session: Session, owner_id: UUID) -> AESGCM:
    """The owner's key, ready to use. Raises KeyMissing, or MasterKeyError with the wrong master key."""
    cache = _cache(session)
    if owner_id not in cache:
        with session.no_autoflush:
            row = session.get(DataKey, owner_id)
        if row is None:
            raise KeyMissing(owner_id)
        cache[owner_id] = _unwrap(row)
    return cache[owner_id]


def preload(owner_ids: Iterable[UUID]) -> None:
    """Open the keys of many owners with one query, for a list page."""
    session = db.session()
    missing = set(owner_ids) - _cache(session).keys()
    if missing:
        for row in session.scalars(sa.select(DataKey).where(DataKey.owner_id.in_(missing))):
            _cache(session)[row.owner_id] = _unwrap(row)


def check_master(session: Session) -> None:
    """Prove that the master key belongs to this database.

    Raises MasterKeyError if it does not, KeyMissing if the database is not prepared yet."""
    opened(session, COUNCIL)


def _unwrap(row: DataKey) -> AESGCM:
    nonce, body = row.wrapped[:NONCE_BYTES], row.wrapped[NONCE_BYTES:]
    try:
        return AESGCM(_wrapping().decrypt(nonce, body, _binding(row.owner_id)))
    except InvalidTag:
        raise master.MasterKeyError("The master key is not the one this database was made with") from None


def _binding(owner_id: UUID) -> bytes:
    return f"data_keys|wrapped|{owner_id}".encode()


@sa.event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, transaction: object) -> None:
    # A key destroyed elsewhere must be gone here at the next request.
    if getattr(transaction, "parent", None) is None:
        session.info.pop(_CACHE, None)
