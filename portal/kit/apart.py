"""Work on files that anybody may have sent, done by a process apart: a bomb ends that one only.

The child gets what it is asked for on a descriptor of its own and the file on its standard input; none of our
environment, little memory and time, no network, and no file that it could write. What it answers are records:
a line of JSON and some bytes. Those that came before it was ended are kept: they say how far it got."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import platform
import resource
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import IO, Any

from portal.kit.spool import Content, Spool, pieces_of, size_of

AT_ONCE = 2
"""How many children one process of ours has at a time."""

WAITS_SECONDS = 30
MEMORY = 1_000_000_000
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LC_ALL": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OMP_THREAD_LIMIT": "1",
}
_ROOT = Path(__file__).resolve().parents[2]
_turn = threading.BoundedSemaphore(AT_ONCE)


class TooBusy(Exception):
    """Too many files are being worked on at this moment."""


class End(Enum):
    """How a child ended."""

    WELL = auto()
    TOO_SLOW = auto()
    BROKE = auto()


@dataclass(frozen=True)
class Record:
    """One answer of a child."""

    facts: dict[str, Any]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """All that a child said before it ended."""

    end: End
    records: tuple[Record, ...]


def ask(module: str, asked: Mapping[str, Any], content: Content, *, seconds: float) -> Answer:
    """Run `python -m module` on a file, which need not be in our memory. Raises TooBusy."""
    if not _turn.acquire(timeout=WAITS_SECONDS):
        raise TooBusy
    try:
        return _run(module, asked, content, seconds)
    finally:
        _turn.release()


def _run(module: str, asked: Mapping[str, Any], content: Content, seconds: float) -> Answer:
    at = os.memfd_create("asked")
    try:
        with os.fdopen(at, "wb", closefd=False) as paper:
            paper.write(json.dumps({**asked, "memory": MEMORY, "length": size_of(content)}).encode())
        os.lseek(at, 0, os.SEEK_SET)
        with subprocess.Popen(
            [sys.executable, "-m", module, str(at)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # its words could be somebody's
            cwd=_ROOT,
            env=ENVIRONMENT,
            pass_fds=(at,),
            start_new_session=True,  # so that what it started itself is ended with it
        ) as child:
            said, is_late = _heard(child, content, seconds)
    finally:
        os.close(at)
    return Answer(_end(child.returncode, is_late), tuple(_records(said)))


def _heard(child: subprocess.Popen[bytes], content: Content, seconds: float) -> tuple[bytes, bool]:
    feeder = None
    if isinstance(content, Spool):
        # `communicate` would want it whole. The pipe is taken from it and fed by a hand of its own.
        pipe, child.stdin = child.stdin, None
        assert pipe is not None
        feeder = threading.Thread(target=_feed, args=(pipe, content), daemon=True)
        feeder.start()
    sent = None if isinstance(content, Spool) else content
    try:
        said, is_late = child.communicate(sent, timeout=seconds)[0], False
    except subprocess.TimeoutExpired:
        _end_all(child)
        said, is_late = child.communicate()[0], True
    if child.returncode != 0:
        _end_all(child)
    if feeder:
        feeder.join()
    return said, is_late


def _feed(pipe: IO[bytes], content: Spool) -> None:
    """A child that ended before it heard all of it has said why, or its end says so."""
    with contextlib.suppress(OSError), pipe:
        for piece in pieces_of(content):
            pipe.write(piece)


def _end_all(child: subprocess.Popen[bytes]) -> None:
    """It and what it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _end(code: int, is_late: bool) -> End:
    if is_late or code in (-signal.SIGXCPU, -signal.SIGKILL):
        return End.TOO_SLOW
    return End.WELL if code == 0 else End.BROKE


def _records(said: bytes) -> Iterator[Record]:
    """Whole ones only: the last may have been cut off."""
    at = 0
    while (line_end := said.find(b"\n", at)) >= 0:
        facts = json.loads(said[at:line_end])
        at = line_end + 1 + int(facts["size"])
        if at > len(said):
            return
        yield Record(facts, said[line_end + 1 : at])


# What follows is for the child itself.


def asked_of_us(arguments: list[str]) -> dict[str, Any]:
    """What the parent asks for."""
    with os.fdopen(int(arguments[0]), "rb") as source:
        asked: dict[str, Any] = json.load(source)
        return asked


def say(facts: Mapping[str, Any], body: bytes = b"") -> None:
    """One record to the parent, at once."""
    sys.stdout.buffer.write(json.dumps({**facts, "size": len(body)}).encode() + b"\n" + body)
    sys.stdout.buffer.flush()


def be_small(*, memory: int, cpu_seconds: int) -> None:
    """From here on: so much memory and time, no file written, no dump, no network."""
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    be_alone()


_SOCKET_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 53)),  # socket, connect, socketpair
    "aarch64": (0xC00000B7, (198, 203, 199)),
}
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _SAME, _RETURN = 0x20, 0x15, 0x06
_LET, _REFUSE, _END = 0x7FFF0000, 0x00050001, 0x80000000  # refuse with EPERM; end a process of a foreign kind


def be_alone() -> bool:
    """Ask the kernel to refuse every socket from now on. True where it can be asked (x86-64, ARM)."""
    if platform.machine() not in _SOCKET_CALLS:
        return False
    kind, refused = _SOCKET_CALLS[platform.machine()]
    steps = [(_LOAD, 0, 0, 4), (_SAME, 1, 0, kind), (_RETURN, 0, 0, _END), (_LOAD, 0, 0, 0)]
    steps += [(_SAME, len(refused) - n, 0, call) for n, call in enumerate(refused)]
    steps += [(_RETURN, 0, 0, _LET), (_RETURN, 0, 0, _REFUSE)]
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(program)))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_SECCOMP, _FILTER, ctypes.addressof(header), 0, 0) == 0)
