"""The master key: missing, wrong, damaged or readable by others, nothing starts, and it is said why."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from portal.app import NotReady, create_app
from portal.migrations import upgrade
from portal.settings import Settings
from portal.vault import keys, master


def test_a_new_key_is_for_its_owner_only_and_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "master.key"
    master.make(path)
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()
    with pytest.raises(master.MasterKeyError, match="exists already"):
        master.make(path)
    assert path.read_bytes() == before
    assert len(master.load(path)) == master.KEY_BYTES


def test_two_keys_differ(tmp_path: Path) -> None:
    master.make(tmp_path / "one")
    master.make(tmp_path / "two")
    assert master.load(tmp_path / "one") != master.load(tmp_path / "two")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o601, 0o777])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "master.key"
    master.make(path)
    path.chmod(mode)
    with pytest.raises(master.MasterKeyError, match=r"read by others.*chmod 600"):
        master.load(path)


@pytest.mark.parametrize("content", [b"", b"short", b"AAAA\n", b"\x00" * 32, b"not base64 at all!" * 3])
def test_a_damaged_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(master.MasterKeyError, match="damaged"):
        master.load(path)


def test_a_missing_key_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(master.MasterKeyError, match="portal key make"):
        master.load(tmp_path / "none")


def test_a_folder_in_place_of_the_key_is_refused(tmp_path: Path) -> None:
    os.chmod(tmp_path, 0o700)
    with pytest.raises(master.MasterKeyError, match="cannot be read"):
        master.load(tmp_path)


def test_each_purpose_has_a_key_of_its_own() -> None:
    derived = {master.derive(b"k" * 32, purpose) for purpose in ("wrap", "blind", "sign")}
    assert len(derived) == 3
    assert b"k" * 32 not in derived


def test_keyed_hashes_depend_on_purpose_and_key() -> None:
    keys.open_ring(b"a" * 32)
    one, other = keys.blind("email", "x"), keys.blind("card", "x")
    assert one != other
    assert keys.blind("email", "x") == one
    keys.open_ring(b"b" * 32)
    assert keys.blind("email", "x") != one


@pytest.mark.usefixtures("database")
def test_the_app_refuses_to_start_with_another_databases_key(settings: Settings, tmp_path: Path) -> None:
    master.make(tmp_path / "other.key")
    with pytest.raises(master.MasterKeyError, match="not the one"):
        create_app(replace(settings, master_key_file=tmp_path / "other.key"))


def test_the_app_refuses_to_start_without_a_migrated_database(tmp_path: Path) -> None:
    settings = Settings(var_dir=tmp_path, master_key_file=tmp_path / "master.key")
    master.make(settings.master_key_file)
    with pytest.raises(NotReady, match="portal migrate"):
        create_app(settings)
    from portal import db

    engine = db.connect(settings)
    upgrade(engine)
    with pytest.raises(NotReady, match="council key"):
        create_app(settings)
    engine.dispose()
    db.session.get_bind().dispose()  # type: ignore[union-attr]  # an engine
