"""The scanner is asked, and nothing comes in when it says no or is away."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.vault.files.faults import CannotScan, Infected
from portal.vault.files.scanning import scan
from tests.support.made_files import scanner
from tests.support.mail import free_port


def test_clean_and_whole() -> None:
    sent = b"x" * 200_000
    with scanner() as (address, heard):
        scan(sent, address)
    assert heard == [sent]


def test_infected() -> None:
    with scanner(b"stream: Eicar-Test-Signature FOUND\0") as (address, _), pytest.raises(Infected):
        scan(b"x", address)


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"\xff\xfe"])
def test_anything_but_yes_or_no_is_not_taken_for_clean(answer: bytes) -> None:
    with scanner(answer) as (address, _), pytest.raises(CannotScan):
        scan(b"x", address)


def test_nobody_there(tmp_path: Path) -> None:
    for address in (f"127.0.0.1:{free_port()}", str(tmp_path / "none.sock"), "nonsense"):
        with pytest.raises(CannotScan):
            scan(b"x", address)


def test_none_set_is_none_asked() -> None:
    scan(b"x", "")
