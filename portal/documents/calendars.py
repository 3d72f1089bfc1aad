"""Days as a calendar feed (RFC 5545) that calendar programs fetch by an address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:  # loaded when a feed is fetched: it costs every start a tenth of a second and memory
    from icalendar import Event

HALF_AN_HOUR = timedelta(minutes=30)


@dataclass(frozen=True)
class Entry:
    """A day, or an hour of a day, and what it is. `id` stays the same while the thing does."""

    id: UUID
    on: date | datetime
    text: str


def feed_of(name: str, entries: Iterable[Entry], now: datetime) -> bytes:
    """The feed. Whole days are no time that somebody is busy."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Heard//Records//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, now))
    return bytes(calendar.to_ical())


def _event(entry: Entry, now: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", str(entry.id))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", entry.text)
    if isinstance(entry.on, datetime):
        event.add("dtstart", entry.on.astimezone(UTC))
        event.add("dtend", entry.on.astimezone(UTC) + HALF_AN_HOUR)
    else:
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    return event
