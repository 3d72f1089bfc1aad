"""Decoding happens in a process of its own, with little memory and time: a bomb kills that one only.

What is decoded was sent by anybody, and decoders have faults. The child gets the file on its standard input
and none of our environment, writes no file, and is gone afterwards."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from typing import Any

from portal.settings import ROOT
from portal.vault.files.faults import TooBusy

AT_ONCE = 2
"""How many of them one web process runs at a time."""

WAITS_SECONDS = 20
TAKES_SECONDS = 60

_turn = threading.BoundedSemaphore(AT_ONCE)


def made_apart(what: str, kind: str, content: bytes, *more: str) -> tuple[dict[str, Any], bytes]:
    """What the child says of a file, and the file made anew; nothing of either when it did not survive it."""
    if not _turn.acquire(timeout=WAITS_SECONDS):
        raise TooBusy
    try:
        return _run([sys.executable, "-m", "portal.vault.files.remake", what, kind, *more], content)
    finally:
        _turn.release()


def _run(command: list[str], content: bytes) -> tuple[dict[str, Any], bytes]:
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=TAKES_SECONDS, cwd=ROOT, env=environment
        )
    except subprocess.TimeoutExpired:
        return {}, b""
    if done.returncode != 0:
        return {}, b""
    said, _, made = done.stdout.partition(b"\n")
    facts: dict[str, Any] = json.loads(said)
    return facts, made
