"""Rows that a job handles one by one: each locked, each in a savepoint of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit import logs

Thing = TypeVar("Thing")


def each(name: str, things: Iterable[Thing], act: Callable[[Thing], int]) -> int:
    """Do it for each, and give the sum. One that fails is undone and logged; the others are done.

    Nobody must go uncalled because somebody else's row is broken."""
    done = 0
    for thing in things:
        try:
            with db.session.begin_nested():
                done += act(thing)
        except Exception as fault:
            logs.fault(name, fault)
    return done


def is_free(row: sa.Select[UUID]) -> bool:
    """Lock a row, unless another worker holds it."""
    return db.session.scalar(row.with_for_update(skip_locked=True)) is not None
