"""Letting days go by on a running site: everything said, sorted and quoted until now moves into the past.

A paper is about days that are over. The site's clock is the real one, so the rows move instead."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from portal import db
from portal.coding.models import CodedTheme, Coding, Quote
from portal.voice.models import Answer, Statement


def days_go_by(days: int) -> None:
    """What was said, read, answered, sorted or suggested is `days` older than it was."""
    span = timedelta(days=days)
    for table, columns in (
        (Statement, ("sent_at", "read_at")),
        (Answer, ("at", "read_at", "says_at")),
        (Coding, ("said_on", "at")),
        (CodedTheme, ("said_on",)),
        (Quote, ("said_on", "suggested_at", "asked_at", "agreed_at", "approved_at")),
    ):
        _move(table, columns, span)


def _move(table: Any, columns: tuple[str, ...], span: timedelta) -> None:
    key = sa.inspect(table).primary_key
    asked = sa.select(*key, *(getattr(table, name) for name in columns))
    with db.transaction() as session:
        for row in session.execute(asked).all():
            ids, moments = row[: len(key)], row[len(key) :]
            values = {
                name: moment - span
                for name, moment in zip(columns, moments, strict=True)
                if moment is not None
            }
            this = sa.and_(*(column == value for column, value in zip(key, ids, strict=True)))
            session.execute(sa.update(table).where(this).values(**values))
