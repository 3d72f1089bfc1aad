"""The codebook in force: the newest published version, read once and then kept until another is published.

No request asks the database which version that is: a small file beside it holds the number, is written when
a version is published, and is looked at instead. The worker sees to it that it is right (after a restore, or
on another machine). No file: nothing was ever published, and the release's own codebook holds.
"""

from __future__ import annotations

import json
from pathlib import Path

import sqlalchemy as sa

from portal import db
from portal.coding.codebook.book import Codebook, from_plain
from portal.coding.codebook.shipped import shipped
from portal.coding.models import CodebookVersion

FILE = "codebook.version"


class _Held:
    """What this process knows: where the file is, what it looked like, and the version read then."""

    file: Path | None = None
    looked: tuple[int, int] | None = None
    book: Codebook | None = None


def watch(folder: Path) -> None:
    """Say where the file with the number is kept; without it the release's own codebook holds."""
    _Held.file, _Held.looked, _Held.book = folder / FILE, None, None


def codebook() -> Codebook:
    """The newest published version, or the release's own where none was published."""
    looks = _looks()
    if looks is None:
        return shipped()
    if _Held.book is None or _Held.looked != looks:
        book = newest()
        if book.version < _number():  # this transaction began before it was published
            return book
        _Held.looked, _Held.book = looks, book
    return _Held.book


def newest() -> Codebook:
    """The newest version in the database."""
    with db.session.no_autoflush:
        row = db.session.scalars(
            sa.select(CodebookVersion).order_by(CodebookVersion.version.desc()).limit(1)
        ).first()
        return as_book(row) if row else shipped()


def as_book(row: CodebookVersion) -> Codebook:
    """One version as it was published."""
    return Codebook(row.version, tuple(from_plain(one) for one in json.loads(row.themes)))


def make_known(version: int) -> None:
    """Write the number down, so that every process on this machine reads the version at its next look."""
    if _Held.file is None or _number() == version:
        return
    fresh = _Held.file.with_suffix(".new")
    fresh.write_text(str(version), encoding="ascii")
    fresh.replace(_Held.file)


def is_known(version: int) -> bool:
    """Whether the file says so. No file says that the release's own holds."""
    return _Held.file is None or (_number() or shipped().version) == version


def _looks() -> tuple[int, int] | None:
    if _Held.file is None:
        return None
    try:
        found = _Held.file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino


def _number() -> int:
    try:
        return int(_Held.file.read_text(encoding="ascii")) if _Held.file else 0
    except (OSError, ValueError):
        return 0
