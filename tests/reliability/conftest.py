"""A running site of a test's own, whose processes may be killed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A database server of its own to stop and start takes ten seconds: that is for the long form. In the
    short one its connections are cut instead (`test_outages.py`)."""
    if config.getoption("--drill"):
        return
    long = [item for item in items if item.path.name == "test_server_stops.py"]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in set(long)]
