"""Alembic migrations, one after another: 0001, 0002 … Run by `portal migrate`, never by the web process."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory


def config(engine: sa.Engine | None = None) -> Config:
    """Alembic's configuration, without an ini file; the engine is handed on."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent))
    made.attributes["engine"] = engine
    return made


def head_revision() -> str | None:
    """The newest schema this code knows."""
    return ScriptDirectory.from_config(config()).get_current_head()


def revision_of(engine: sa.Engine) -> str | None:
    """The schema the database has, or None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: sa.Engine, to: str = "head") -> None:
    command.upgrade(config(engine), to)


def downgrade(engine: sa.Engine, to: str) -> None:
    command.downgrade(config(engine), to)
