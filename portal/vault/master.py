"""The master key: a file outside the database. Without it nothing in the database can be read."""

from __future__ import annotations

import base64
import os
import stat
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.settings import CannotStart

KEY_BYTES = 32


class MasterKeyError(CannotStart):
    """The master key is missing, unreadable, too widely readable or not the right one; says which."""


def make(path: Path) -> None:
    """Write a new master key that only its owner can read. Refuses to replace one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise MasterKeyError(f"{path} exists already; a lost master key cannot be made again") from None
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(os.urandom(KEY_BYTES)) + b"\n")


def load(path: Path) -> bytes:
    """The key's bytes. Raises MasterKeyError saying what is wrong and what to do."""
    try:
        mode = path.stat().st_mode
        text = path.read_bytes()
    except FileNotFoundError:
        raise MasterKeyError(f"No master key at {path}. Make one with: portal key make") from None
    except OSError as fault:
        raise MasterKeyError(f"The master key at {path} cannot be read: {fault.strerror}") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise MasterKeyError(
            f"The master key at {path} can be read by others. Mend it with: chmod 600 {path}"
        )
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise MasterKeyError(f"The master key at {path} is damaged: it is not {KEY_BYTES} bytes of base64")
    return key


def derive(master: bytes, purpose: str) -> bytes:
    """A key of its own for one purpose, so that no key is used for two things."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"heard/{purpose}".encode()).derive(master)
