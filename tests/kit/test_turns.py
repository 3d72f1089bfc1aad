"""SQLite has one writer: who waits for it, and for how long."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal import db
from portal.settings import Settings

pytestmark = pytest.mark.once


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(var_dir=tmp_path, database_wait_seconds=5)


def count_up(engine: sa.Engine, times: int) -> None:
    for _ in range(times):
        with engine.begin() as connection:
            many = connection.scalar(sa.text("SELECT many FROM counted"))
            connection.execute(sa.text("UPDATE counted SET many = :many"), {"many": many + 1})


def test_threads_that_read_and_then_write_go_one_after_the_other(settings: Settings) -> None:
    engine = db.make_engine(settings)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE counted (many INTEGER)"))
        connection.execute(sa.text("INSERT INTO counted VALUES (0)"))
    with ThreadPoolExecutor(6) as threads:
        for done in [threads.submit(count_up, engine, 10) for _ in range(6)]:
            done.result()
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT many FROM counted")) == 60
    engine.dispose()


def test_nobody_waits_longer_than_a_request_may(settings: Settings) -> None:
    engine, other = db.make_engine(replace(settings, database_wait_seconds=1)), db.make_engine(settings)
    holds, ends = threading.Event(), threading.Event()

    def hold() -> None:
        with other.begin():
            holds.set()
            ends.wait(10)

    def waited() -> float:
        began = time.monotonic()
        with pytest.raises(sa.exc.OperationalError) as refused, engine.begin():
            pass
        assert db.is_out_of_reach(refused.value)
        return time.monotonic() - began

    with ThreadPoolExecutor(5) as threads:
        held = threads.submit(hold)
        assert holds.wait(5)
        try:
            times = [threads.submit(waited) for _ in range(3)]
            assert all(0.8 < one.result() < 1.9 for one in times)
        finally:
            ends.set()
        held.result()
    count = sa.text("SELECT 1")
    with engine.begin() as connection:  # and it is given up, not broken
        assert connection.scalar(count) == 1
    engine.dispose()
    other.dispose()
