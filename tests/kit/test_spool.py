"""A large file is neither in memory nor readable on disk while it is worked on."""

from __future__ import annotations

import io
import os
import random
import tempfile
import tracemalloc

import pytest

from portal.kit.spool import IN_MEMORY, NoRoom, Spool, head_of, pieces_of, size_of, spooled, whole_of

pytestmark = pytest.mark.once

CANARY = b"Zebediah was here. " * 8


def test_what_is_written_is_read_from_anywhere() -> None:
    seeded = random.Random(5)
    content = seeded.randbytes(IN_MEMORY * 3 + 7)
    spool = spooled(content[at : at + 99_991] for at in range(0, len(content), 99_991))
    assert (spool.size, size_of(spool), whole_of(spool), head_of(spool, 9)) == (
        len(content),
        len(content),
        content,
        content[:9],
    )
    for _ in range(50):
        at, many = seeded.randrange(len(content)), seeded.randrange(70_000)
        spool.seek(at)
        assert spool.read(many) == content[at : at + many]
    assert b"".join(pieces_of(spool)) == b"".join(pieces_of(content))


@pytest.mark.parametrize("size", [0, 1, IN_MEMORY, IN_MEMORY + 1])
def test_any_size_comes_back_whole(size: int) -> None:
    spool = spooled([b"x" * size])
    assert (spool.read(), spool.read(), spool.seek(-1, io.SEEK_END)) == (b"x" * size, b"", max(0, size - 1))


def test_nothing_on_the_disk_can_be_read() -> None:
    spool = spooled([CANARY] * (2 * IN_MEMORY // len(CANARY)))
    assert spool._disk is not None
    kept = os.pread(spool._disk.fileno(), spool.size, 0)
    assert len(kept) == spool.size
    assert b"Zebediah" not in kept
    assert not os.path.exists(str(spool._disk.name)) or isinstance(spool._disk.name, int)


def test_little_of_it_is_in_memory() -> None:
    tracemalloc.start()
    spool = spooled(CANARY * 400 for _ in range(400))
    for _piece in spool.pieces():
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert spool.size > 24_000_000
    assert peak < 5_000_000


def test_it_is_written_at_its_end_only() -> None:
    spool = spooled([b"words"])
    with pytest.raises(io.UnsupportedOperation):
        spool.write(b"over them")


def test_a_disk_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    with pytest.raises(NoRoom):
        Spool().write(bytes(IN_MEMORY + 1))
