"""Counting what a page asks the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy import event

from portal import db


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent to the database while the block runs."""
    said: list[str] = []
    engine = db.session.get_bind()
    assert isinstance(engine, sa.Engine)

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)
