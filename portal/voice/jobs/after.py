"""Calling somebody about what was added to a statement that was read already, until it is read too."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from portal.clocks.reading import Hours, is_open
from portal.voice.commands import calls
from portal.voice.jobs.one_by_one import each
from portal.voice.models import Addition, Statement
from portal.voice.queries.after import unread_of_read
from portal.voice.rules.desk import UNREAD_STEP, is_time_to_call


def look_for_additions(now: datetime, *, hours: Hours, zone: ZoneInfo, wait_minutes: int) -> int:
    """What cannot wait calls the next step, day and night; what is only past its promise tells the next step
    in reading hours. Returns how many people were called or told."""
    wait = timedelta(minutes=wait_minutes)

    def call(found: tuple[Statement, Addition]) -> int:
        statement, addition = found
        last = calls.last_called_at(statement.id)
        since = max(last, addition.at) if last else addition.at
        if addition.pages_duty:
            again = is_time_to_call(since, now, wait)
            return calls.call_next(statement, now=now, zone=zone) if again else 0
        is_time = is_time_to_call(max(since, addition.read_by_at), now, UNREAD_STEP if last else timedelta())
        return calls.tell_next(statement, now=now, zone=zone) if is_time else 0

    late = (Addition.read_by_at < now) if is_open(hours, now) else Addition.pages_duty.is_(True)
    return each("look for additions", unread_of_read(late | Addition.pages_duty.is_(True)), call)
