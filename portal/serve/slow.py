"""A web worker whose threads nobody can hold by sending slowly, or by not going on at all.

Each request is read by a thread, and gunicorn lets a thread wait for the rest of one for ever: as many
stalled uploads as there are threads, and nobody else is served. Here a request has a time by which it has to
be read: a few seconds for its head, and for its body as long as it would take on a poor phone line. Then its
socket is shut for reading: what was reading sees the end of it, the answer can still be written, and a thread
is free.
What the app does once the request is read takes as long as it takes."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

HEAD_SECONDS = 15.0
BODY_SECONDS = 30.0
"""So long a body may take whatever its size, before the line's speed counts."""
SLOWEST = 4_000
"""Bytes a second: a poor 2G line. Whoever sends less than that has stalled."""
LARGEST = 3_000_000_000
"""No form takes more. A length that is only said gives nobody more time than this."""
_LOOKS = 0.25  # seconds between two looks


class Watch:
    """Sockets that are being read, and until when each may be."""

    def __init__(self) -> None:
        self._until: dict[socket.socket, float] = {}
        self._lock = threading.Lock()
        self._process = 0  # in which the thread that looks runs: threads do not outlive a fork

    def allow(self, one: socket.socket, seconds: float) -> None:
        """From now on so many seconds; what was allowed before holds no more."""
        with self._lock:
            self._until[one] = time.monotonic() + seconds
            if self._process != os.getpid():
                self._process = os.getpid()
                threading.Thread(target=self._look, name="slow senders", daemon=True).start()

    def forget(self, one: socket.socket) -> None:
        with self._lock:
            self._until.pop(one, None)

    def end_what_stalls(self, now: float) -> int:
        """Shut what is past its time; gives how many."""
        with self._lock:
            late = [one for one, until in self._until.items() if until < now]
            for one in late:
                del self._until[one]
                shut(one)
        return len(late)

    def _look(self) -> None:
        while True:
            time.sleep(_LOOKS)
            self.end_what_stalls(time.monotonic())


def shut(one: socket.socket) -> None:
    """Whoever reads from it sees its end. It can still be written to."""
    with contextlib.suppress(OSError):  # it has gone by itself
        one.shutdown(socket.SHUT_RD)


def seconds_for(length: str, *, body_seconds: float = BODY_SECONDS) -> float:
    """How long a body of this length may take, as the request says it."""
    said = int(length) if length.isascii() and length.isdigit() and len(length) < 16 else 0
    return body_seconds + min(said, LARGEST) / SLOWEST


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's own, watched."""

    head_seconds, body_seconds = HEAD_SECONDS, BODY_SECONDS
    watch = Watch()

    def handle(self, conn: Any) -> Any:
        """One request on a connection, from its first byte on. gunicorn itself waits for that one, and not
        in a thread."""
        self.watch.allow(conn.sock, self.head_seconds)
        try:
            return super().handle(conn)
        finally:
            self.watch.forget(conn.sock)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Its head is read: now its body may take as long as its length says."""
        length = next((value for name, value in req.headers if name.upper() == "CONTENT-LENGTH"), "")
        self.watch.allow(conn.sock, seconds_for(length, body_seconds=self.body_seconds))
        return super().handle_request(req, conn)
