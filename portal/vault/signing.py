"""Signing what leaves for another system (Ed25519), with a key made from the master key.

It proves that this service made the file and that nothing in it was changed since. It does not prove who
pressed the button, nor when: that is in the chain of events."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from portal.vault import keys


def _private() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(keys.filing_seed())


def public_key() -> bytes:
    """What others check signatures with: 32 bytes."""
    return _private().public_key().public_bytes_raw()


def sign(content: bytes) -> bytes:
    """The signature: 64 bytes."""
    return _private().sign(content)


def is_signed(content: bytes, signature: bytes, by: bytes) -> bool:
    """Whether the holder of the key whose public half is `by` signed exactly this."""
    try:
        Ed25519PublicKey.from_public_bytes(by).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True
