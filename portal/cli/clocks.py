"""The clocks: counted from a file, explained one by one, listed with who says so. No database, no Flask."""

from __future__ import annotations

import argparse
import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import BinaryIO

from portal.cli.command import DONE, REFUSED, Parsers
from portal.settings import Settings


def add(verbs: Parsers) -> None:
    clocks = verbs.group("clocks", "when things are due, and how that is worked out")
    due = clocks.verb("due", due_of_file, "count cases, a JSON line each: clock, start, events")
    due.add_argument("--file", type=Path, required=True, metavar="CASES.jsonl", help="- is standard input")
    one = clocks.verb("explain", explain, "count one, and say how it was worked out")
    one.add_argument("clock", metavar="CLOCK", help="a name from `portal clocks list`")
    one.add_argument(
        "--received",
        "--start",
        dest="start",
        required=True,
        metavar="DAY",
        help="as 2026-11-25, or with T09:15",
    )
    one.add_argument(
        "--event",
        action="append",
        default=[],
        metavar="KIND=DAY",
        help="as id_received=2026-12-01; repeatable",
    )
    for parser in (due, one):
        parser.add_argument(
            "--holiday",
            action="append",
            default=[],
            type=date.fromisoformat,
            metavar="DAY",
            help="a bank holiday proclaimed since; repeatable",
        )
    clocks.verb("list", list_all, "every clock: how long, from when, where it lands, who says so")


def due_of_file(settings: Settings, options: argparse.Namespace) -> int:
    from portal.clocks.lines import due_lines

    code = DONE
    try:
        with _opened(options.file) as lines:
            for line, is_good in due_lines(lines, _counts(settings), frozenset(options.holiday)):
                print(line)
                code = code if is_good else REFUSED
    except OSError as fault:
        print(f"{options.file} cannot be read: {fault.strerror}", file=sys.stderr)
        return REFUSED
    return code


def explain(settings: Settings, options: argparse.Namespace) -> int:
    from portal.clocks.answer import CannotCount, Event
    from portal.clocks.engine import work_out
    from portal.clocks.lines import BadLine, day_of, start_of
    from portal.clocks.page import page_of
    from portal.clocks.table import clock_named

    try:
        clock = clock_named(options.clock)
        start = start_of(clock.name, options.start)
        pairs = [text.partition("=") for text in options.event]
        events = [Event(kind, day_of(day, kind)) for kind, _equals, day in pairs]
        count = _counts(settings).get(clock.setting)
        answer = work_out(clock.name, start, events, extra=frozenset(options.holiday), count=count)
    except (BadLine, CannotCount) as fault:
        print(fault, file=sys.stderr)
        return REFUSED
    print(page_of(clock, answer))
    return DONE


def list_all(settings: Settings, options: argparse.Namespace) -> int:
    from portal.clocks.page import table_of

    print(table_of(_counts(settings)))
    return DONE


def _counts(settings: Settings) -> dict[str, int]:
    """The council's own promises, by the names of their settings."""
    from portal.clocks.table import clocks

    return {clock.setting: getattr(settings, clock.setting) for clock in clocks().values() if clock.setting}


def _opened(file: Path) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if str(file) == "-" else file.open("rb")
