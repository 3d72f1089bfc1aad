"""The session that somebody signed in has, as `accounts` makes it."""

from __future__ import annotations

from typing import Any

import flask

from portal.accounts.queries.sessions import fresh_session


def session_of(app: flask.Flask, account: Any) -> dict[str, Any]:
    """What the session cookie holds for this account, signed in a moment ago."""
    with app.app_context():
        return fresh_session(account.id, account.ways_version)
