"""A file that is being worked on and may be large: held in memory while it is small, on disk when it is not,
there in bytes that nobody can read. Its key is made for it alone, is nowhere but in this object, and is gone
with it; the file on disk has no name."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext, algorithms, modes

IN_MEMORY = 1_000_000
PIECE = 1 << 20
_BLOCK = 16


class NoRoom(Exception):
    """The disk for what is being worked on is full, or not there."""


class Spool(io.RawIOBase):
    """Written once from its beginning to its end, read from anywhere and as often as wanted. Writing raises
    NoRoom."""

    def __init__(self) -> None:
        self.size = 0
        self._at = 0
        self._memory = bytearray()
        self._disk: IO[bytes] | None = None
        self._key = os.urandom(32)
        self._shut: CipherContext | None = None

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(0, begin + offset)
        return self._at

    def write(self, some: Any) -> int:
        """At the end only: what was written is never written over (the same key would be used twice)."""
        if self._at != self.size:
            raise io.UnsupportedOperation("written at its end only")
        if self._disk is None and self.size + len(some) > IN_MEMORY:
            self._roll()
        if self._disk is None:
            self._memory += some
        else:
            self._put(bytes(some))
        self.size += len(some)
        self._at = self.size
        return len(some)

    def read(self, size: int | None = -1) -> bytes:
        wanted = max(0, self.size - self._at)
        wanted = wanted if size is None or size < 0 else min(size, wanted)
        found = self._read(wanted)
        self._at += len(found)
        return found

    def readinto(self, buffer: Any) -> int:
        found = self.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)

    def pieces(self, size: int = PIECE) -> Iterator[bytes]:
        """All of it from the beginning, so much at a time."""
        self.seek(0)
        while some := self.read(size):
            yield some

    def close(self) -> None:
        self._key, self._shut = b"", None
        self._memory.clear()
        if self._disk is not None:
            self._disk.close()
        super().close()

    def _roll(self) -> None:
        """From here on it is on disk."""
        try:
            self._disk = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # it lives as long as this does
        except OSError as fault:
            raise NoRoom from fault
        self._shut = self._cipher(0).encryptor()
        self._put(bytes(self._memory))
        self._memory.clear()

    def _put(self, some: bytes) -> None:
        assert self._disk is not None
        assert self._shut is not None
        sealed = memoryview(self._shut.update(some))
        try:
            while sealed:
                sealed = sealed[self._disk.write(sealed) :]
        except OSError as fault:
            raise NoRoom from fault

    def _read(self, wanted: int) -> bytes:
        if self._disk is None:
            return bytes(self._memory[self._at : self._at + wanted])
        before = self._at % _BLOCK
        sealed = os.pread(self._disk.fileno(), wanted + before, self._at - before)
        return self._cipher(self._at // _BLOCK).decryptor().update(sealed)[before:]

    def _cipher(self, block: int) -> Cipher[modes.CTR]:
        return Cipher(algorithms.AES(self._key), modes.CTR(block.to_bytes(_BLOCK)))


Content = bytes | Spool
"""A file, in memory or not."""


def spooled(pieces: Iterable[bytes]) -> Spool:
    """All of it, ready to be read."""
    made = Spool()
    for piece in pieces:
        made.write(piece)
    made.seek(0)
    return made


def size_of(content: Content) -> int:
    """How many bytes it has."""
    return content.size if isinstance(content, Spool) else len(content)


def pieces_of(content: Content, size: int = PIECE) -> Iterator[bytes]:
    """All of it, so much at a time."""
    if isinstance(content, Spool):
        yield from content.pieces(size)
    else:
        for at in range(0, len(content), size):
            yield content[at : at + size]


def head_of(content: Content, size: int) -> bytes:
    """Its first bytes."""
    if isinstance(content, Spool):
        content.seek(0)
        return content.read(size)
    return content[:size]


def whole_of(content: Content) -> bytes:
    """All of it in memory: for what is known to be small, or cannot be had otherwise."""
    return b"".join(pieces_of(content))
