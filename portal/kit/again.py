"""What somebody sent when it could not be kept: shown to them again, and sent once more as it was."""

from __future__ import annotations

import flask
from werkzeug.exceptions import HTTPException

Pairs = list[tuple[str, str]]

SECONDS = 20
"""How long a machine that asks should wait before it asks again."""
_OURS = {"csrf_token", "send_once", "own", "code", "pass_in"}
_LONG_ENOUGH = 15
_DOORS = {"records.come_in", "records.way_in"}
"""Doors beside those of accounts."""


def typed() -> Pairs:
    """What was typed, shown so that it can be copied. Never a secret: not a password or a code, and at the
    doors not the words that open them."""
    hidden = _OURS | ({"words", "number"} if _is_door() else set())
    return [
        (name, value)
        for name, value in _sent()
        if name not in hidden and "password" not in name.lower() and len(value) > _LONG_ENOUGH
    ]


def to_send_again() -> Pairs:
    """The whole form, for a button that sends it as it was. Nothing at the doors, where it holds secrets, and
    nothing without the token without which it would be refused."""
    if flask.request.method != "POST" or _is_door():
        return []
    sent = _sent()
    names = [name.lower() for name, _value in sent]
    return [] if "csrf_token" not in names or any("password" in name for name in names) else sent


def _is_door() -> bool:
    """Whether what is typed here opens something."""
    return flask.request.blueprint == "accounts" or flask.request.endpoint in _DOORS


def brought_files() -> bool:
    """Whether files came with it: no page can send those again."""
    try:
        return any(file.filename for file in flask.request.files.values())
    except HTTPException:
        return True


def _sent() -> Pairs:
    try:
        return list(flask.request.form.items(multi=True))
    except HTTPException:  # more than may come; it was not read yet
        return []
