"""How far a long piece of work is, a line on standard error each second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

EVERY_SECONDS = 1.0


def line(done: int, of: int, seconds: float) -> str:
    """ "12,000 of 200,000 · 4,100/s · 46 s left"."""
    rate = done / seconds if seconds > 0 else 0.0
    left = f" · {(of - done) / rate:.0f} s left" if rate else ""
    return f"{done:,} of {of:,} · {rate:,.0f}/s{left}"


@contextmanager
def shown(what: str) -> Iterator[Callable[[int, int], None]]:
    """Gives what is to be told how far it is; the last line, with the whole time, comes at the end."""
    began = last = time.monotonic()
    newest = (0, 0)

    def tell(done: int, of: int) -> None:
        nonlocal last, newest
        newest, now = (done, of), time.monotonic()
        if now - last >= EVERY_SECONDS:
            last = now
            print(line(done, of, now - began), file=sys.stderr, flush=True)

    yield tell
    seconds = time.monotonic() - began
    print(
        f"{newest[0]:,} {what} in {seconds:.0f} s: {newest[0] / max(seconds, 0.001):,.0f}/s", file=sys.stderr
    )
