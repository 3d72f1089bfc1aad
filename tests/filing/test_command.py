"""`portal filing`: the public key, and checking a file that somebody hands over."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from portal import cli, db
from portal.accounts.models import Account
from portal.filing.commands.content import Made, paper_of, statements_with
from portal.filing.commands.signed import signed_json
from portal.kit import clock
from portal.settings import Settings
from portal.voice.models import Statement


@pytest.fixture
def portal(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_MASTER_KEY_FILE", str(settings.master_key_file))


@pytest.fixture
def made(said: Statement, priya: Account) -> bytes:
    with db.transaction():
        paper = paper_of(
            statements_with([said.id]), said.young_person_id, Made("A Council", "P", clock.now())
        )
        return signed_json(paper.content)


def test_the_key_that_is_printed_is_the_one_in_the_file(
    portal: None, made: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["filing", "public-key"]) == 0
    key = capsys.readouterr().out.strip()
    assert len(base64.b64decode(key)) == 32
    assert f'"{key}"' in made.decode()


def test_a_good_file_a_changed_one_and_none(
    portal: None, made: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "record.json"
    file.write_bytes(made)
    assert cli.main(["filing", "check", str(file)]) == 0
    assert "Good" in capsys.readouterr().out
    file.write_bytes(made.replace(b"A Council", b"B Council"))
    assert cli.main(["filing", "check", str(file)]) == 1
    assert "changed after it was signed" in capsys.readouterr().err
    assert cli.main(["filing", "check", str(tmp_path / "nothing")]) == 1
    assert "cannot be read" in capsys.readouterr().err
