"""Making a part: pages burned in a few at a time, bound into volumes, proven clean, and only then MADE.

A worker that is killed in the middle leaves pieces; another goes on after them. Nothing of it can be fetched
before all of it is there and the pages are still as they were when it was asked for."""

from __future__ import annotations

import threading
import time

from portal.documents.leaves import NotDrawn, TooBusy
from portal.documents.pdf import NotMade
from portal.kit import logs
from portal.records.jobs import pieces, runs, volumes
from portal.records.jobs.runs import Changed, Run, Superseded
from portal.records.jobs.volumes import NotClean

A_TURN = 575.0
"""Seconds after which the job leaves the rest for its next turn, which comes with the minute. Many minutes: a
turn that ends just after a minute began waits for the whole of it, and a busy machine would do nothing half
of its time. One hand of the worker is at it all the while; the others are free to call somebody."""
_ONE_AT_A_TIME = threading.Lock()


class TurnOver(Exception):
    """Somebody else's turn; what is done so far is kept."""


def make_releases(a_turn: float = A_TURN) -> int:
    """Make the parts that were asked for, as far as one turn goes. Returns how many were made."""
    if not _ONE_AT_A_TIME.acquire(blocking=False):
        return 0  # the worker's other hand is at it, and somebody must be free to call
    try:
        return _make_until(time.monotonic() + a_turn)
    finally:
        _ONE_AT_A_TIME.release()


def _make_until(end: float) -> int:
    made = 0
    while run := runs.take():
        try:
            _make(run, end)
            made += 1
        except (TooBusy, TurnOver):
            runs.give_back(run)
            return made
        except Superseded:
            continue
        except (Changed, NotClean, NotDrawn, NotMade) as fault:
            logs.fault("make a part", fault)
            runs.fail(run, type(fault).__name__)
        except Exception as fault:
            logs.fault("make a part", fault)
            runs.try_again(run)
    return made


def _make(run: Run, end: float) -> None:
    plan = pieces.plan_of(run)
    for volume in sorted({one.volume for one in plan}):
        some = [one for one in plan if one.volume == volume]
        for piece in some:
            _look_at_the_clock(end)
            pieces.burn(run, piece)
        _look_at_the_clock(end)
        volumes.bind(run, volume, some, of=max(one.volume for one in plan))
    runs.finish(run)


def _look_at_the_clock(end: float) -> None:
    if time.monotonic() > end:
        raise TurnOver
