"""Storing a row so that a test can read it afterwards."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy.orm import Session

from portal.vault.sealed import Sealed

Row = TypeVar("Row")


def keep(session: Session, row: Row) -> Row:
    """Store the row and open its sealed texts, so that it can be read when the transaction is over."""
    session.add(row)
    session.flush()
    session.refresh(row)
    for kind in type(row).__mro__:
        for name, column in vars(kind).items():
            if isinstance(column, Sealed):
                getattr(row, name)
    return row
