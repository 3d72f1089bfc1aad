"""What takes long to make and is the same for every worker is made by the first that needs it."""

from __future__ import annotations

import fcntl
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")


def once_a_run(folder: Path, name: str, make: Callable[[], Made]) -> Made:
    """What `make` gives, kept in the folder that this run's workers share; the others wait for it."""
    kept = folder / f"{name}.pickle"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            whole = pickle.dumps(make())
            kept.write_bytes(whole)
        return pickle.loads(kept.read_bytes())  # type: ignore[no-any-return]  # what `make` gave
