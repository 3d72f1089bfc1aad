"""Logs as JSON lines without content: never a path (it may carry a code), a parameter, or anybody's words."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from types import TracebackType
from typing import Any

import flask

from portal.kit import clock


def prepare(app: flask.Flask) -> None:
    """Say faults by endpoint and exception type, with the places in the code, and nothing that was sent."""
    app.log_exception = log_fault  # type: ignore[method-assign]  # Flask's own writes the path


def log_fault(
    exc_info: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    *args: Any,
) -> None:
    """One line about an unhandled exception."""
    kind, _, trace = exc_info
    endpoint = flask.request.endpoint if flask.has_request_context() else None
    _write("fault", "error", endpoint=endpoint, kind=kind.__name__ if kind else "", at=places(trace))


def places(trace: TracebackType | None) -> list[str]:
    """Where in our code it happened, outermost first, without any values."""
    found = []
    while trace is not None:
        frame = trace.tb_frame
        if "portal" in frame.f_code.co_filename and "site-packages" not in frame.f_code.co_filename:
            name = frame.f_code.co_filename.rsplit("portal/", 1)[-1]
            found.append(f"{name}:{trace.tb_lineno} {frame.f_code.co_name}")
        trace = trace.tb_next
    return found


def say(event: str, **counts: int | str) -> None:
    """One line about something that went on: counts and names of jobs only."""
    _write(event, "info", **counts)


def fault(event: str, error: BaseException) -> None:
    """One line about a job that failed."""
    _write(event, "error", kind=type(error).__name__, at=places(error.__traceback__))


def _write(event: str, level: str, **facts: object) -> None:
    """One JSON line to standard error, where the service manager keeps it."""
    line = {"at": clock.now().isoformat(timespec="milliseconds"), "level": level, "event": event, **facts}
    with suppress(OSError):  # where the disk is full, work goes on without its log
        print(json.dumps(line), file=sys.stderr, flush=True)
