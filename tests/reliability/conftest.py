"""A running site of a test's own, whose processes may be killed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from portal import db
from portal.vault import keys, master
from tests.support import site as sites


@pytest.fixture
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sites.Site]:
    """Two web processes on the database this run is about."""
    with sites.running(tmp_path, kind=request.config.getoption("--database")) as running:
        keys.open_ring(master.load(running.settings.master_key_file))
        engine = db.connect(running.settings)
        yield running
        db.session.remove()
        engine.dispose()


@pytest.fixture
def database(site: sites.Site) -> Any:
    """The running site's database: what factories fill and tests look into."""
    return site.database
