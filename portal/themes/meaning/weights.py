"""Reads the model's files: a header in JSON, then numbers. Nothing in them is run."""

from __future__ import annotations

import hashlib
import json
import struct
from pathlib import Path
from typing import Any

from portal.themes.meaning import HASHES, VOCABULARY, WEIGHTS

_KIND = "F32"


class BadMeaning(ValueError):
    """The files of the meaning model are not there, or not the ones that are known; says what to do."""


def read(folder: Path) -> tuple[dict[str, Any], list[str]]:
    """The arrays by name, and the vocabulary. Raises BadMeaning for any file but those that are known."""
    files = {name: _checked(folder / name, HASHES[name]) for name in HASHES}
    words = files[VOCABULARY].decode("utf-8").split("\n")
    return arrays(files[WEIGHTS]), words[:-1] if words[-1] == "" else words


def _checked(file: Path, expected: str) -> bytes:
    try:
        content = file.read_bytes()
    except OSError:
        raise BadMeaning(f"{file} is not there. Run: make meaning") from None
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise BadMeaning(
            f"{file} is not the file that is known, and is not used: its sha256 is {found}, not {expected}. "
            "Delete it and run: make meaning"
        )
    return content


def arrays(content: bytes) -> dict[str, Any]:
    """The arrays of numbers in a safetensors file; those of other kinds are passed over."""
    import numpy as np

    (length,) = struct.unpack_from("<Q", content)
    header = json.loads(content[8 : 8 + length])
    found = {}
    for name, facts in header.items():
        if name == "__metadata__" or facts["dtype"] != _KIND:
            continue
        start, end = facts["data_offsets"]
        numbers = np.frombuffer(content, "<f4", (end - start) // 4, 8 + length + start)
        found[name] = numbers.reshape(facts["shape"])
    return found
