"""Meaning: what a text says as 384 numbers, from a small model that reads English. The files are fetched by
`make meaning`; without them everything works by words and stems alone.

Loaded only by the worker and the command line: nothing that answers a page imports more than this file.
"""

from __future__ import annotations

from pathlib import Path

NAME = "all-MiniLM-L6-v2"
WEIGHTS, VOCABULARY = "model.safetensors", "vocab.txt"
HASHES = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    VOCABULARY: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
"""The only files that are ever read: whoever changed them changed what is said of children's words."""
HASH = HASHES[WEIGHTS]


def is_there(folder: Path) -> bool:
    """Whether the files are in the folder. They are checked, byte by byte, when they are read."""
    return all((folder / name).is_file() for name in HASHES)
