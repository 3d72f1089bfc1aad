"""Pages with somebody's five words are as long as any other such page: whoever watches the line must
not learn from a length which words and drawings are on it."""

from __future__ import annotations

from collections.abc import Callable

import flask

ROOM = 16 * 1024
"""More than the longest five words with their drawings need."""


def of_one_size(page: Callable[[bool], str], status: int = 200) -> flask.Response:
    """The page, filled up to what it would be without the words and the room for them. `page` draws it with
    them or without."""
    drawn, without = page(True).encode(), len(page(False).encode())
    fill = max(0, without + ROOM - len(drawn) - len("<!---->"))
    whole = drawn + b"<!--" + b" " * fill + b"-->"
    # In one piece that is not made small on its way: how small it gets would tell the same.
    response = flask.Response(iter([whole]), status, mimetype="text/html")
    response.content_length = len(whole)
    return response
