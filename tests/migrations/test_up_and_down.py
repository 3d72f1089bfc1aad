"""Every migration up and down with data in the tables, and models that say what the migrations made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from portal import db, migrations
from portal.settings import Settings
from portal.vault import keys
from tests.support import databases, every_table

REVISIONS = [
    r.revision for r in reversed(list(ScriptDirectory.from_config(migrations.config()).walk_revisions()))
]


@pytest.fixture
def engine(
    database: databases.TestDatabase, tmp_path: Path, shared_folder: Path, worker: str
) -> Iterator[sa.Engine]:
    """A database of the same kind with no table at all."""
    settings = Settings(var_dir=tmp_path)
    if not database.settings.is_sqlite:
        server = databases.start_postgresql(databases.place_of_postgresql(shared_folder))
        settings = Settings(database_url=databases.make_postgresql_database(server, f"empty_{worker}"))
    made = db.connect(settings)
    yield made
    db.session.remove()
    made.dispose()


def tables(engine: sa.Engine) -> set[str]:
    return set(sa.inspect(engine).get_table_names()) - {"alembic_version"}


def test_the_revisions_are_one_after_another() -> None:
    assert [f"{number:04}" for number in range(1, len(REVISIONS) + 1)] == REVISIONS


def test_up_makes_every_table_and_the_models_want_no_more(engine: sa.Engine) -> None:
    migrations.upgrade(engine)
    assert tables(engine) == set(db.Base.metadata.tables)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.Base.metadata) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_down_and_up_again_with_data(engine: sa.Engine, revision: str) -> None:
    migrations.upgrade(engine, revision)
    kept = every_table.fill(engine)
    assert kept
    before = REVISIONS[REVISIONS.index(revision) - 1] if revision != REVISIONS[0] else "base"
    migrations.downgrade(engine, before)
    assert migrations.revision_of(engine) == (None if before == "base" else before)
    still = tables(engine)
    if before == "base":
        assert still == set()
    assert {name: every_table.count(engine, name) for name in still} == dict.fromkeys(still & kept, 1)
    migrations.upgrade(engine)
    assert tables(engine) == set(db.Base.metadata.tables)


def test_the_newest_schema_takes_a_row_in_every_table_and_gives_it_back(engine: sa.Engine) -> None:
    migrations.upgrade(engine)
    filled = every_table.fill(engine)
    assert filled == set(db.Base.metadata.tables)
    assert all(every_table.count(engine, name) == 1 for name in filled)


def test_foreign_keys_are_watched(engine: sa.Engine) -> None:
    migrations.upgrade(engine)
    with db.transaction():
        keys.make_for(keys.COUNCIL)
    deadlines = db.Base.metadata.tables["deadlines"]
    row = every_table.row_of(deadlines) | {"owner_id": keys.COUNCIL}
    with pytest.raises(sa.exc.IntegrityError), engine.begin() as connection:
        connection.execute(sa.insert(deadlines).values(**row))


def test_sqlite_is_opened_safely(tmp_path: Path) -> None:
    engine = db.make_engine(Settings(var_dir=tmp_path))
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    engine.dispose()
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}
