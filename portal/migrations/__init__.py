"""Alembic migrations, one after another: 0001, 0002 … Run by `portal migrate`, never by the web process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlalchemy as sa
    from alembic.config import Config

VERSIONS = Path(__file__).parent / "versions"


def head_revision() -> str:
    """The newest schema this code knows: the number that the last file's name begins with.

    Read from the names, because the web asks at each start and alembic takes long to import."""
    return max(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))


def revision_of(engine: sa.Engine) -> str | None:
    """The schema the database has, or None for an empty one."""
    import sqlalchemy as sa

    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        return found


def config(engine: sa.Engine | None = None) -> Config:
    """Alembic's configuration, without an ini file; the engine is handed on."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent))
    made.attributes["engine"] = engine
    return made


def upgrade(engine: sa.Engine, to: str = "head") -> None:
    from alembic import command

    command.upgrade(config(engine), to)


def downgrade(engine: sa.Engine, to: str) -> None:
    from alembic import command

    command.downgrade(config(engine), to)
