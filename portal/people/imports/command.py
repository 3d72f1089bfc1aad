"""`portal people import-…`: what the command line does around an import: batches, progress, exit codes."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from portal import db
from portal.people.imports.report import Report
from portal.people.imports.run_903 import Batch, Progress, import_903
from portal.people.imports.run_ssd import import_ssd

DONE, NOTHING_READ, NO_SUCH_PLACE = 0, 1, 2

Run = Callable[[Batch, Progress | None], Report]


class _Undone(Exception):
    """A rehearsal ends: nothing is kept."""


def import_903_command(place: str | Path, as_json: bool = False, dry_run: bool = False) -> int:
    """`portal people import-903 FOLDER|FILE.xml`: 0 done, 1 nothing could be read, 2 no such place."""
    place = Path(place)
    return _do(
        lambda batch, progress: import_903(place, batch=batch, progress=progress),
        as_json,
        dry_run,
        f"{place} is not a folder, nor a file named .xml",
    )


import_folder_command = import_903_command


def import_ssd_command(folder: str | Path, as_json: bool = False, dry_run: bool = False) -> int:
    """`portal people import-ssd FOLDER`: 0 done, 1 nothing could be read, 2 no such folder."""
    folder = Path(folder)
    return _do(
        lambda batch, progress: import_ssd(folder, batch=batch, progress=progress),
        as_json,
        dry_run,
        f"{folder} is not a folder",
    )


def _do(run: Run, as_json: bool, dry_run: bool, no_place: str) -> int:
    try:
        report = _rehearse(run) if dry_run else run(db.transaction, _said_now_and_then())
    except NotADirectoryError:
        print(json.dumps({"error": no_place}) if as_json else no_place)
        return NO_SUCH_PLACE
    if as_json:
        print(json.dumps({**report.as_json(), "dry_run": dry_run}, indent=2))
    else:
        print(report.as_text() + ("\nNothing was kept: this was a rehearsal." if dry_run else ""))
    return NOTHING_READ if report.is_empty else DONE


def _rehearse(run: Run) -> Report:
    """Everything in one transaction that is thrown away. It keeps the database's writers waiting
    meanwhile."""
    reports = []
    try:
        with db.transaction():
            reports.append(run(nullcontext, _said_now_and_then()))
            raise _Undone
    except _Undone:
        return reports[0]


def _said_now_and_then(every: float = 5.0) -> Progress:
    """Says on stderr how far it is, at most every few seconds."""
    last = time.monotonic()

    def say(rows: int) -> None:
        nonlocal last
        if time.monotonic() - last >= every:
            last = time.monotonic()
            print(f"{rows:,} rows", file=sys.stderr, flush=True)

    return say
