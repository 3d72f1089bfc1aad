"""`portal files`: what waits for the police, and handing it over."""

from __future__ import annotations

import stat
import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal import cli, db
from portal.accounts.models import Account
from portal.settings import Settings
from tests.support.made_files import photo
from tests.support.pages import Page
from tests.voice.test_files_staff import events, the_file
from tests.voice.with_files import send_it, upload


def portal(settings: Settings, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The command line with the settings of this test."""
    before = db.session.get_bind()
    assert isinstance(before, sa.Engine)
    db.session.remove()
    before.dispose()  # the command opens a connection of its own
    monkeypatch.setattr(Settings, "from_environment", classmethod(lambda cls: settings))
    return cli.main(list(arguments))


def test_listed_by_number_and_handed_over_whole_once(
    in_space: Page, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    capsys: pytest.CaptureFixture[str], sam_account: Account,
) -> None:  # fmt: skip
    came = photo(hidden="canary")
    upload(in_space, came, bare="y", says="a secret")
    send_it(in_space)
    number, out = str(the_file().id), tmp_path / "for the police"
    assert portal(settings, monkeypatch, "files", "sealed") == 0
    listed = capsys.readouterr().out
    assert number in listed
    assert "secret" not in listed
    assert portal(settings, monkeypatch, "files", "hand-over", number, str(out)) == 0
    assert out.read_bytes() == came
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert portal(settings, monkeypatch, "files", "hand-over", number, str(out)) == 1
    assert len(events("hand_over_file")) == 1


def test_what_is_not_sealed_cannot_be_taken_out(
    in_space: Page, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    upload(in_space)
    for number in (the_file().id, uuid.uuid4()):
        assert portal(settings, monkeypatch, "files", "hand-over", str(number), str(tmp_path / "out")) == 1
    assert not (tmp_path / "out").exists()
    assert events("hand_over_file") == []
