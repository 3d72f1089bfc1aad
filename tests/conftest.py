"""Fixtures every test may use. `database` is real and empty; `app`, `page` and `make` stand on it.

`pytest --database=postgresql` runs only what touches a database, on PostgreSQL; without it SQLite is used.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import flask
import hypothesis
import jinja2
import pytest
import sqlalchemy as sa

from portal import db
from portal.app import create_app
from portal.coding.codebook import published
from portal.kit import clock
from portal.settings import Settings
from portal.vault import keys, master
from tests.support import databases
from tests.support import world as worlds
from tests.support.factories import Make
from tests.support.pages import Page

LONGEST = (
    "tests/architecture/test_canary",
    "tests/architecture/test_every_page",
    "tests/architecture/test_bad_input",
    "tests/disclosure/",
    "tests/journeys/test_the_loop",
    "tests/panels/test_count",
    "tests/reliability/",
)

ONLY_IN_THE_DRILL = (
    "test_import_memory.py",
    "test_many_pages.py",
    "test_real_meaning.py",
    "test_two_hundred_megabytes.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="which database the tests use; with postgresql only tests that use one are run",
    )
    parser.addoption(
        "--drill", action="store_true", help="the long forms: thousands of random cases instead of dozens"
    )


def pytest_configure(config: pytest.Config) -> None:
    hypothesis.settings.register_profile("test", max_examples=60, deadline=None, derandomize=True)
    hypothesis.settings.register_profile("drill", max_examples=5000, deadline=None)
    hypothesis.settings.load_profile("drill" if config.getoption("--drill") else "test")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest come first, so that no worker is left with one at the end. Tests that use no database, or
    whose answer comes before it is asked (`once`), were run with SQLite already: they are the same on
    PostgreSQL."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
    if config.getoption("--database") == "sqlite":
        return
    here = [item for item in items if _says_something_of_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(here)])
    items[:] = here


def pytest_collection_finish() -> None:
    _will_stay()


def _will_stay() -> None:
    """What is in memory now stays to the end: the collector need not go through it again and again, nor come
    as often as it does by itself."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _says_something_of_the_database(item: pytest.Item) -> bool:
    return "database" in getattr(item, "fixturenames", ()) and item.get_closest_marker("once") is None


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What has no short form is for the drill alone: 20,000 pages take hours, 200 MB minutes."""
    is_long = collection_path.name in ONLY_IN_THE_DRILL
    return True if is_long and not config.getoption("--drill") else None


@pytest.fixture(scope="session")
def drill(request: pytest.FixtureRequest) -> bool:
    """Whether the long forms are asked for."""
    return bool(request.config.getoption("--drill"))


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """The name of this test worker, "main" when there is one only."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "main"))


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker: str) -> Path:
    """A temporary folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker == "main" else base.parent


@pytest.fixture(scope="session")
def migrated(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, shared_folder: Path, worker: str
) -> Iterator[databases.TestDatabase]:
    """The worker's database, migrated once."""
    folder = tmp_path_factory.mktemp("heard")
    kind = request.config.getoption("--database")
    made = databases.make(kind, folder, shared_folder, worker, master_key_file=folder / "master.key")
    yield made
    db.session.remove()
    made.close()


@pytest.fixture
def database(migrated: databases.TestDatabase) -> Iterator[databases.TestDatabase]:
    """An empty database with the newest schema and the council's key."""
    keys.open_ring(master.load(migrated.settings.master_key_file))
    migrated.reset()
    (migrated.settings.var_dir / published.FILE).unlink(missing_ok=True)
    yield migrated
    _let_go()


@pytest.fixture
def settings(database: databases.TestDatabase) -> Settings:
    """The settings of `app`."""
    return database.settings


@pytest.fixture(scope="session")
def compiled_templates(shared_folder: Path) -> jinja2.BytecodeCache:
    """Templates, compiled once for all workers and all applications of this run."""
    folder = shared_folder / "templates"
    folder.mkdir(exist_ok=True)
    return jinja2.FileSystemBytecodeCache(str(folder))


@pytest.fixture(scope="session")
def one_app(migrated: databases.TestDatabase, compiled_templates: jinja2.BytecodeCache) -> flask.Flask:
    """The application of this worker: made once, its database is emptied for each test."""
    made = create_app(migrated.settings)
    made.jinja_env.bytecode_cache = compiled_templates
    made.config["PROPAGATE_EXCEPTIONS"] = True  # a fault of ours fails the test with its own traceback
    _will_stay()
    return made


@pytest.fixture
def app(one_app: flask.Flask, database: databases.TestDatabase) -> flask.Flask:
    """The application on an empty database."""
    database.connect()
    return one_app


@pytest.fixture
def make_app(
    database: databases.TestDatabase, compiled_templates: jinja2.BytecodeCache
) -> Callable[..., flask.Flask]:
    """`make_app(quiet_minutes_young=5)`: another application on the same database, with other settings."""

    def make(**changes: Any) -> flask.Flask:
        _let_go()
        made = create_app(Settings(**{**database.settings.__dict__, **changes}))
        made.jinja_env.bytecode_cache = compiled_templates
        return made

    return make


def _let_go() -> None:
    """Close the connections of the engine in use; the next test, or the next use, opens its own."""
    engine = db.session.get_bind()
    db.session.remove()
    assert isinstance(engine, sa.Engine)
    engine.dispose()


@pytest.fixture
def page(app: flask.Flask) -> Page:
    """A browser without scripts that checks every page it meets."""
    return Page(app)


@pytest.fixture
def another_page(app: flask.Flask) -> Callable[[], Page]:
    """`another_page()`: one more browser, for somebody else at the same time."""
    return lambda: Page(app)


@pytest.fixture
def make(database: databases.TestDatabase) -> Make:
    """Factories: `make.young_person()`, `make.staff(Role.READER)`, `make.statement(person, words=…)`."""
    return Make()


@pytest.fixture
def world(database: databases.TestDatabase, make: Make) -> worlds.World:
    """The small council with somebody in every role: built once a worker (and day), then copied."""
    built = database.made_once(f"world {clock.now():%Y-%m-%d}", lambda: worlds.build(make))
    return replace(
        built, accounts=dict(built.accounts), statements=dict(built.statements), ids=dict(built.ids)
    )
