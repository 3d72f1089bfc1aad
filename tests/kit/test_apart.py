"""The process apart: ended when it takes too much; reaches nothing, writes nothing, knows nothing of us."""

from __future__ import annotations

import contextlib
import os
import textwrap
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from portal.kit import apart

pytestmark = pytest.mark.once
Ask = Callable[..., apart.Answer]


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """`child("what it does")`: the answer of a child that does this after its limits are set."""
    monkeypatch.setattr(apart, "_ROOT", tmp_path)
    monkeypatch.setitem(apart.ENVIRONMENT, "PYTHONPATH", str(Path(__file__).parents[2]))

    def ask(does: str, content: bytes = b"", *, seconds: float = 20) -> apart.Answer:
        begin = "import sys\nfrom portal.kit import apart\nasked = apart.asked_of_us(sys.argv[1:])\n"
        begin += "apart.be_small(memory=400_000_000, cpu_seconds=2)\n"
        (tmp_path / "made_child.py").write_text(begin + textwrap.dedent(does))
        return apart.ask("made_child", {"word": "zoë"}, content, seconds=seconds)

    return ask


def test_it_hears_what_is_asked_and_the_file_and_answers_in_records(child: Ask) -> None:
    answer = child(
        """
        apart.say({"word": asked["word"]}, sys.stdin.buffer.read()[::-1])
        apart.say({"n": 2})
    """,
        b"\n{abc",
    )
    assert answer.end is apart.End.WELL
    assert [(one.facts.get("word"), one.body) for one in answer.records] == [("zoë", b"cba{\n"), (None, b"")]


def test_what_it_said_before_it_broke_is_kept_and_half_a_record_is_not(child: Ask) -> None:
    answer = child("""
        import os
        apart.say({"n": 1}, b"whole")
        sys.stdout.buffer.write(b'{"size": 99}\\nhalf')
        sys.stdout.flush()
        os.abort()
    """)
    assert answer.end is apart.End.BROKE
    assert [one.body for one in answer.records] == [b"whole"]


def test_what_eats_memory_is_ended(child: Ask) -> None:
    assert child("x = bytearray(900_000_000)").end is apart.End.BROKE


def test_what_takes_too_long_is_ended_with_all_that_it_started(child: Ask) -> None:
    answer = child(
        """
        import subprocess
        apart.say({"started": subprocess.Popen(["sleep", "60"]).pid})
        while True: pass
    """,
        seconds=1,
    )
    assert answer.end is apart.End.TOO_SLOW
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(answer.records[0].facts["started"]).wait(5)


def test_it_reaches_no_network_and_writes_no_file(child: Ask, tmp_path: Path) -> None:
    answer = child(f"""
        import socket, signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        for act in (lambda: socket.socket(), lambda: socket.socketpair(),
                    lambda: open({str(tmp_path / "file")!r}, "wb", buffering=0).write(b"x")):
            try:
                act()
                apart.say({{"did": "it"}})
            except OSError as fault:
                apart.say({{"did": type(fault).__name__}})
    """)
    assert [one.facts["did"] for one in answer.records] == ["PermissionError", "PermissionError", "OSError"]


def test_it_sees_nothing_of_our_environment(child: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_SMTP_PASSWORD", "canary")
    answer = child("import os; apart.say(dict(os.environ))")
    assert "canary" not in str(answer.records[0].facts)


def test_only_so_many_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "WAITS_SECONDS", 0.05)
    with apart._turn, apart._turn, pytest.raises(apart.TooBusy):
        apart.ask("json", {}, b"", seconds=1)


def test_nothing_is_left_open() -> None:
    before = len(os.listdir("/proc/self/fd"))
    apart.ask("portal.documents.leaves.child", {"what": "look", "cpu_seconds": 5}, b"", seconds=20)
    assert len(os.listdir("/proc/self/fd")) == before
