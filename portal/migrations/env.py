"""Alembic's environment: one transaction a migration, on the engine we are handed."""

from __future__ import annotations

from alembic import context

from portal.db import Base
from portal.migrations import tables  # noqa: F401  # every table must be known to autogenerate

engine = context.config.attributes["engine"]
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transaction_per_migration=True,
        compare_type=True,
        user_module_prefix="db.",
    )
    with context.begin_transaction():
        context.run_migrations()
