"""What stands beside a backup's database: by which it is known whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from portal.settings import CannotStart

NAME = "manifest.json"
_AT_ONCE = 1 << 20


class BadBackup(CannotStart):
    """A backup that is not whole, is of another kind, or would overwrite something."""


@dataclass(frozen=True)
class Manifest:
    """`kind` is "sqlite" or "postgresql"; `schema` the newest migration; `rows` those of each table."""

    kind: str
    schema: str
    made_at: str
    file: str
    sha256: str
    rows: dict[str, int]

    def write(self, folder: Path) -> None:
        (folder / NAME).write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")


def read(folder: Path) -> Manifest:
    """The manifest of a backup whose file is as it was written. Raises BadBackup."""
    try:
        found = Manifest(**json.loads((folder / NAME).read_text(encoding="utf-8")))
        is_whole = sum_of(folder / found.file) == found.sha256
    except (OSError, ValueError, TypeError) as fault:
        raise BadBackup(f"{folder} holds no backup that can be read ({type(fault).__name__})") from None
    if not is_whole:
        raise BadBackup(f"{found.file} in {folder} is not as it was written: its checksum is another one")
    return found


def sum_of(file: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    summed = hashlib.sha256()
    with file.open("rb") as content:
        while piece := content.read(_AT_ONCE):
            summed.update(piece)
    return summed.hexdigest()
