"""Reads cases as JSON lines and gives each back with when it is due, the safer day and the steps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from portal.clocks.answer import Answer, CannotCount, Event
from portal.clocks.bank_holidays import NO_DAYS, Days
from portal.clocks.engine import work_out
from portal.clocks.table import Unit, clock_named
from portal.clocks.wording import in_english


class BadLine(ValueError):
    """A line that cannot be read, with what is wrong with it."""


def due_lines(
    lines: Iterable[bytes], counts: Mapping[str, int], extra: Days = NO_DAYS
) -> Iterator[tuple[str, bool]]:
    """One JSON line for every line that is not blank, and whether it could be counted.

    A case is an object with `clock`, `start` and perhaps `events`; whatever else it has is not looked at. A
    bad line gives `line` (from 1) and `error`, and the next is read. `counts`: the council's own settings."""
    for number, line in enumerate(lines, start=1):
        try:
            text = line.decode("utf-8-sig")
            if not text.strip():
                continue
            yield json.dumps(_answered(text, counts, extra)), True
        except UnicodeDecodeError:
            yield json.dumps({"line": number, "error": "not UTF-8"}), False
        except (BadLine, CannotCount) as fault:
            yield json.dumps({"line": number, "error": str(fault)}), False


def as_json(answer: Answer) -> dict[str, Any]:
    """What a program is given: days as 2026-11-25, moments as the wall clock shows them."""
    return {
        "clock": answer.clock,
        "due": written(answer.due),
        "aim_by": written(answer.aim_by),
        "steps": in_english(answer),
    }


def written(when: date | datetime | None) -> str | None:
    if isinstance(when, datetime):
        return when.isoformat(timespec="auto" if when.second or when.microsecond else "minutes")
    return when.isoformat() if when else None


def start_of(name: str, text: object) -> date | datetime:
    """Where a case of this clock starts: a day, or for hours a wall-clock time.

    Raises CannotCount, BadLine."""
    if not isinstance(text, str):
        raise BadLine("start is not a day")
    if clock_named(name).unit is Unit.HOURS and len(text) > len("2026-11-25"):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            raise BadLine(f"start is not a day and a time, as 2026-11-25T09:15: {text}") from None
    return day_of(text, "start")


def day_of(text: object, what: str) -> date:
    """A day written as 2026-11-25 and in no other way."""
    try:
        found = date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise BadLine(f"{what} is not a day, as 2026-11-25: {text}")
    return found


def _answered(text: str, counts: Mapping[str, int], extra: Days) -> dict[str, Any]:
    try:
        case = json.loads(text)
    except (ValueError, RecursionError):
        raise BadLine("not JSON") from None
    if not isinstance(case, dict):
        raise BadLine("not a JSON object")
    name = case.get("clock")
    if not isinstance(name, str):
        raise BadLine("no clock")
    start = start_of(name, case.get("start"))
    count = counts.get(clock_named(name).setting)
    return as_json(work_out(name, start, _events(case), extra=extra, count=count))


def _events(case: Mapping[str, Any]) -> list[Event]:
    events = case.get("events")
    if events is None:
        return []
    if not isinstance(events, list):
        raise BadLine("events is not a list")
    return [_event(one) for one in events]


def _event(one: object) -> Event:
    if not isinstance(one, dict) or not isinstance(one.get("kind"), str):
        raise BadLine("an event has no kind")
    return Event(one["kind"], day_of(one.get("on"), one["kind"]))
