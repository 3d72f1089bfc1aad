"""The database in a file, by its own tools: all of it as it was at one moment, but for the keys."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from portal.backups.manifest import BadBackup
from portal.vault.models import DataKey

KEYS = DataKey.__tablename__
SQLITE, POSTGRESQL = "heard.sqlite3", "heard.dump"


def copy(engine: sa.Engine, folder: Path, tools: Path | None = None) -> tuple[str, dict[str, int]]:
    """Write the database to the folder; gives the file's name and the rows of each table in it.

    `tools` is where pg_dump is, if not on the path. Raises BadBackup when it is missing or fails."""
    if engine.dialect.name == "sqlite":
        return SQLITE, _copy_sqlite(Path(engine.url.database or ""), folder / SQLITE)
    return POSTGRESQL, _copy_postgresql(engine, folder / POSTGRESQL, tools)


def bring_back(engine: sa.Engine, file: Path, tools: Path | None = None) -> None:
    """Fill the empty database from a copy. Raises BadBackup when there is something in it already."""
    if sa.inspect(engine).get_table_names():
        raise BadBackup("The database is not empty: nothing was changed. Name an empty one in the settings")
    if engine.dialect.name == "sqlite":
        engine.dispose()
        own = Path(engine.url.database or "")
        part = own.with_name(own.name + ".part")
        shutil.copyfile(file, part)
        part.chmod(0o600)
        os.replace(part, own)
    else:
        _run(
            tools, "pg_restore", engine, ["--no-owner", "--exit-on-error", "--single-transaction", str(file)]
        )


def counted(connection: sa.Connection | sqlite3.Connection, tables: list[str]) -> dict[str, int]:
    """How many rows each table has, but for the keys."""
    found = {}
    for table in sorted(set(tables) - {KEYS}):
        asked = f'SELECT count(*) FROM "{table}"'  # noqa: S608  # names from the database itself
        rows = (
            connection.exec_driver_sql(asked)
            if isinstance(connection, sa.Connection)
            else connection.execute(asked)
        )
        found[table] = int(rows.fetchone()[0])  # type: ignore[index]  # a count has one row
    return found


def _copy_sqlite(database: Path, to: Path) -> dict[str, int]:
    """`VACUUM INTO` reads one moment while others write, and leaves out what was deleted. The keys go from
    the copy with their bytes overwritten."""
    with closing(sqlite3.connect(database, isolation_level=None)) as source:
        source.execute("VACUUM INTO ?", (str(to),))
    to.chmod(0o600)
    with closing(sqlite3.connect(to, isolation_level=None)) as made:
        made.execute("PRAGMA journal_mode = OFF")
        made.execute("PRAGMA secure_delete = ON")
        made.execute(f"DELETE FROM {KEYS}")  # noqa: S608  # a constant
        names = [row[0] for row in made.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return counted(made, names)


def _copy_postgresql(engine: sa.Engine, to: Path, tools: Path | None) -> dict[str, int]:
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        moment = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        to.touch(mode=0o600)
        what = ["--format=custom", f"--snapshot={moment}", f"--exclude-table-data={KEYS}", f"--file={to}"]
        _run(tools, "pg_dump", engine, what)
        return counted(connection, sa.inspect(connection).get_table_names())


def _run(tools: Path | None, name: str, engine: sa.Engine, arguments: list[str]) -> None:
    """One of PostgreSQL's own programs. The password goes by the environment: a process's arguments can be
    read by every account of the machine."""
    found = shutil.which(name, path=str(tools) if tools else None)
    if found is None:
        raise BadBackup(f"{name} is not there. It comes with PostgreSQL; say where it is with --tools FOLDER")
    url = engine.url.set(drivername="postgresql")
    address = url.set(password=None).render_as_string()
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    command = [found, f"--dbname={address}", *arguments]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().splitlines()
        raise BadBackup(f"{name} failed: {told[-1] if told else done.returncode}")
