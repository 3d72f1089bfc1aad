"""Counting the questions a page asks of the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from portal import db


def count_queries(work: Callable[[], object]) -> int:
    """How many statements the database was sent while `work` ran."""
    asked: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    engine = db.session.get_bind()
    sa.event.listen(engine, "before_cursor_execute", listen)
    try:
        work()
    finally:
        sa.event.remove(engine, "before_cursor_execute", listen)
    return len(asked)
