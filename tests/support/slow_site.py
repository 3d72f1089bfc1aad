"""A site without anything behind it, and workers that lose patience soon: for clients that stall."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from portal.serve import slow


class Worker(slow.Worker):
    """The product's, in a hurry."""

    head_seconds = body_seconds = 0.5


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Reads what is sent and says how much it was."""
    body = environ["wsgi.input"].read()
    start("200 OK", [("Content-Type", "text/plain")])
    return [str(len(body)).encode()]
