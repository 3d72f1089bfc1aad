"""Whoever sends slowly, or stops half way, keeps nobody else from being served."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from portal.serve import commands
from portal.serve.slow import BODY_SECONDS, LARGEST, SLOWEST, Watch, seconds_for
from portal.settings import ROOT
from tests.support.mail import free_port
from tests.support.site import wait_for

pytestmark = pytest.mark.once
THREADS = 2
HEAD = b"POST / HTTP/1.1\r\nHost: made-up\r\n"


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """gunicorn with two threads and our worker."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "tests.support.slow_site:application"),
        *("--bind", f"127.0.0.1:{port}", "--threads", str(THREADS), "--no-control-socket"),
        *("--worker-class", "tests.support.slow_site.Worker"),
    ]
    with (tmp_path / "web.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/", process, tmp_path / "web.log")
            yield port
        finally:
            process.terminate()
            process.wait(30)


@pytest.mark.parametrize(
    "sent",
    [
        HEAD + b"Content-Length: 1000\r\n\r\nhalf",
        HEAD,
    ],
    ids=["half a body", "half a head"],
)
def test_others_are_served_while_more_clients_stall_than_there_are_threads(port: int, sent: bytes) -> None:
    with ExitStack() as open_ones:
        for _each in range(THREADS + 2):
            client = open_ones.enter_context(socket.create_connection(("127.0.0.1", port)))
            client.sendall(sent)
        # However slow the machine: without the worker's watch this waits for ever.
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", data=b"12345", timeout=60) as answer:
            assert answer.read() == b"5"


def test_what_is_past_its_time_is_read_to_its_end_and_can_still_be_answered() -> None:
    watch = Watch()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        watch.allow(ours, 30)
        assert watch.end_what_stalls(time.monotonic()) == 0
        assert watch.end_what_stalls(time.monotonic() + 31) == 1
        assert ours.recv(1) == b""
        ours.sendall(b"answered")
        assert theirs.recv(20) == b"answered"
        assert watch.end_what_stalls(time.monotonic() + 99) == 0


def test_what_was_read_in_time_is_let_be() -> None:
    watch = Watch()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        watch.allow(ours, 1)
        watch.forget(ours)
        assert watch.end_what_stalls(time.monotonic() + 99) == 0
        theirs.sendall(b"next")
        assert ours.recv(4) == b"next"


@pytest.mark.parametrize(
    ("length", "seconds"),
    [
        ("", BODY_SECONDS),
        ("40000", BODY_SECONDS + 10),
        ("99999999999999", BODY_SECONDS + LARGEST / SLOWEST),
        ("9" * 40, BODY_SECONDS),
        ("-1", BODY_SECONDS),
        ("many", BODY_SECONDS),
    ],
)
def test_a_body_may_take_as_long_as_on_a_poor_line(length: str, seconds: float) -> None:
    assert seconds_for(length) == seconds


def test_the_site_is_served_by_it() -> None:
    assert "portal.serve.slow.Worker" in commands(8000, 2)[0]
