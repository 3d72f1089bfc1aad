"""One made-up row in every table that a database has, whatever its tables: data for migrations to carry."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa

from portal import db

ID = uuid.UUID(int=42)


def fill(engine: sa.Engine) -> set[str]:
    """Put a row into each table that is there; returns their names."""
    there = set(sa.inspect(engine).get_table_names())
    filled = set()
    with engine.begin() as connection:
        for table in db.Base.metadata.sorted_tables:
            if table.name in there:
                columns = {c["name"] for c in sa.inspect(connection).get_columns(table.name)}
                row = {name: value for name, value in row_of(table).items() if name in columns}
                # Not `table` itself: it would add its defaults for columns that come with a later revision.
                older = sa.table(table.name, *(sa.column(name, table.c[name].type) for name in row))
                connection.execute(sa.insert(older).values(**row))
                filled.add(table.name)
    return filled


def count(engine: sa.Engine, name: str) -> int:
    with engine.connect() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one())


def row_of(table: sa.Table) -> dict[str, Any]:
    """A value for each column; every id is the same, so that all references hold."""
    return {column.name: _value(column) for column in table.columns}


def _value(column: sa.Column[Any]) -> Any:
    kind = column.type
    if isinstance(kind, sa.Uuid):
        return ID
    if isinstance(kind, db.Moment):
        return datetime(2026, 2, 28, 23, 59, tzinfo=UTC)
    if isinstance(kind, sa.Enum):
        return kind.python_type(next(iter(kind.enum_class))) if kind.enum_class else kind.enums[0]
    simple: dict[type, Any] = {
        sa.Boolean: True,
        sa.Integer: 1,
        sa.Float: 0.5,
        sa.String: "x",
        sa.LargeBinary: b"x" * 32,
        sa.Date: date(2024, 2, 29),
        sa.Time: time(9, 30),
        sa.JSON: [],
    }
    return next(value for python_type, value in simple.items() if isinstance(kind, python_type))
