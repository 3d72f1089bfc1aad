"""Counting wrong tries. They are counted aside: a refused try is rolled back, its count is not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import db
from portal.accounts.models import Attempt
from portal.accounts.queries.throttle import attempt_key

KEPT = timedelta(hours=1)
"""Longer than any window that is looked at."""


def count_wrong(door: str, keys: Iterable[str], now: datetime) -> None:
    """One more wrong try at a door, for each of these keys."""
    hashes = [attempt_key(door, key) for key in keys]
    db.aside(lambda own: _add(own, door, hashes, now))


def forget_old_attempts(now: datetime) -> int:
    """Drop tries that no longer count. For the worker, every hour or so."""
    done = db.session.execute(sa.delete(Attempt).where(Attempt.at < now - KEPT))
    return int(done.rowcount)  # type: ignore[attr-defined]  # a CursorResult


def _add(session: Session, door: str, hashes: list[bytes], now: datetime) -> None:
    session.add_all(Attempt(door=door, key_hash=one, at=now) for one in hashes)
