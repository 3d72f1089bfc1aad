"""Web and worker together for `portal serve`: started together, stopped together."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from types import FrameType

from portal.settings import ROOT, Settings

GRACE_SECONDS = 10


def commands(port: int, workers: int) -> list[list[str]]:
    """The two processes. No access log: an address may carry a card's code.

    The app is built once and forked, so that the workers share what it takes in memory. A thread waits for a
    slow upload: there are more of them than cores, and `slow.Worker` ends what stalls."""
    web = [
        sys.executable, "-m", "gunicorn", "wsgi:application", "--bind", f"127.0.0.1:{port}",
        "--workers", str(workers), "--threads", "8", "--worker-class", "portal.serve.slow.Worker",
        "--preload", "--graceful-timeout", "8", "--log-level", "warning", "--no-control-socket",
    ]  # fmt: skip
    return [web, [sys.executable, "-m", "portal", "worker"]]


def serve(settings: Settings, *, port: int, workers: int = 2) -> int:
    """Run both until one ends or we are told to stop. Returns 0 when told to stop, 1 when one fell over."""
    processes = [subprocess.Popen(command, cwd=ROOT) for command in commands(port, workers)]
    told: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        told.append(number)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    while not told and all(process.poll() is None for process in processes):
        time.sleep(0.2)
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
    return 0 if told else 1
