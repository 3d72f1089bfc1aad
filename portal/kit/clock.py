"""The one place the time is read, so that the demo can tell a past and rules are handed it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _pretended.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be `moment` inside the block: the demo's past is made by the same commands as the present."""
    token = _pretended.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _pretended.reset(token)


def local(at: datetime, zone: ZoneInfo) -> datetime:
    """The same moment on the council's clocks."""
    return at.astimezone(zone)


def today(zone: ZoneInfo) -> date:
    """The council's date now."""
    return now().astimezone(zone).date()
