"""Trouble with what the site stands on: a database that is locked or gone, a disk that is full."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

from portal import db
from tests.support.databases import TestDatabase


@contextmanager
def locked(database: TestDatabase) -> Iterator[None]:
    """Somebody else holds the lock that writing needs, for long."""
    if database.settings.is_sqlite:
        with closing(sqlite3.connect(_file_of(database), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
        return
    engine = sa.create_engine(database.settings.database, poolclass=sa.NullPool)
    with engine.begin() as connection:
        names = ", ".join(table.name for table in db.Base.metadata.sorted_tables)
        connection.exec_driver_sql(f"LOCK TABLE {names} IN EXCLUSIVE MODE")
        yield


@contextmanager
def gone(database: TestDatabase) -> Iterator[None]:
    """The database cannot be reached at all, and connections that were open are cut."""
    if database.settings.is_sqlite:
        yield from _moved_away(_file_of(database))
        return
    url = sa.make_url(database.settings.database)
    admin = sa.create_engine(
        url.set(database="postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool
    )
    with admin.connect() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS false")
        connection.exec_driver_sql(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{url.database}'"
        )
        try:
            yield
        finally:
            connection.exec_driver_sql(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS true")


def _moved_away(file: Path) -> Iterator[None]:
    """The folder with the database is not there any more, as when a disk is lost for a while."""
    engine = db.session.get_bind()
    assert isinstance(engine, sa.Engine)
    engine.dispose()
    elsewhere = file.with_name("elsewhere.sqlite3")
    file.rename(elsewhere)
    file.mkdir()
    try:
        yield
    finally:
        engine.dispose()
        file.rmdir()
        elsewhere.rename(file)


def _file_of(database: TestDatabase) -> Path:
    return database.settings.var_dir / "heard.sqlite3"


class SmallDisk:
    """A disk that a test may fill: a file system of its own where the machine lets us mount one; elsewhere
    the processes' own limit on what they write."""

    def __init__(self, folder: Path, *, is_real: bool) -> None:
        self.folder, self.is_real = folder, is_real
        self._filler = folder / "filler"
        self._limited: dict[int, tuple[int, int]] = {}

    def fill(self, processes: list[int]) -> None:
        """From now on nothing more can be written."""
        if self.is_real:
            with self._filler.open("wb", buffering=0) as filler:
                _write_until_full(filler.fileno())
            return
        for process in processes:
            before = resource.prlimit(process, resource.RLIMIT_FSIZE)
            self._limited[process] = before
            resource.prlimit(process, resource.RLIMIT_FSIZE, (1, before[1]))

    def free(self) -> None:
        """There is room again."""
        self._filler.unlink(missing_ok=True)
        for process, before in self._limited.items():
            resource.prlimit(process, resource.RLIMIT_FSIZE, before)
        self._limited.clear()


def _write_until_full(file: int) -> None:
    for size in (1 << 16, 1 << 9, 1):
        try:
            while True:
                os.write(file, b"\0" * size)
        except OSError:
            continue


@contextmanager
def small_disk(folder: Path, megabytes: int = 48) -> Iterator[SmallDisk]:
    """The disk, at `folder`, while the block runs."""
    folder.mkdir(exist_ok=True)
    mounted = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    is_real = subprocess.run(mounted, check=False, capture_output=True).returncode == 0
    disk = SmallDisk(folder, is_real=is_real)
    try:
        yield disk
    finally:
        disk.free()
        if is_real:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
