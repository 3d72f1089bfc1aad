"""The child process: a bomb kills it and nothing else; it gets none of our environment."""

from __future__ import annotations

import resource
import sys

import pytest

from portal.vault.files import apart, pictures, remake
from portal.vault.files.faults import NotAPicture, TooBusy
from tests.support.made_files import photo


def test_what_eats_memory_is_stopped() -> None:
    eats = "from portal.vault.files import remake; remake._be_small(); x = bytearray(4_000_000_000)"
    assert apart._run([sys.executable, "-c", eats], b"") == ({}, b"")


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "TAKES_SECONDS", 0.5)
    assert apart._run([sys.executable, "-c", "import time; time.sleep(30)"], b"") == ({}, b"")


def test_it_sees_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_SMTP_PASSWORD", "canary")
    tells = "import os, json; print(json.dumps(dict(os.environ)))"
    said, _ = apart._run([sys.executable, "-c", tells], b"")
    assert "canary" not in str(said)
    assert "PATH" in said


def test_its_limits_are_set(monkeypatch: pytest.MonkeyPatch) -> None:
    tells = (
        "from portal.vault.files import remake; import resource, json; remake._be_small();"
        "print(json.dumps([resource.getrlimit(r)[0] for r in (resource.RLIMIT_AS, resource.RLIMIT_FSIZE)]))"
    )
    said, _ = apart._run([sys.executable, "-c", tells], b"")
    assert list(said) == [remake.MOST_MEMORY, 0]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 0


def test_only_so_many_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "WAITS_SECONDS", 0.1)
    with apart._turn, apart._turn, pytest.raises(TooBusy):
        pictures.remade(photo())


def test_a_child_that_breaks_is_an_answer(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotAPicture):
        pictures.remade(b"RIFF\x00\x00\x00\x00WEBPVP8 " + b"\xff" * 400)
    assert "Traceback" not in capfd.readouterr().err
