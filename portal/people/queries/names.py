"""The names of accounts, handed down by `accounts` above, so that a page here says who works with whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

import flask
from flask.sansio.app import App

Names = Callable[[Iterable[UUID]], dict[UUID, str]]
_EXTENSION = "heard.names"


def name_accounts_with(app: App, source: Names) -> None:
    """Tell these pages how to find the names of accounts (given by `accounts`, which lies above)."""
    app.extensions[_EXTENSION] = source


def account_names(account_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of these accounts."""
    source: Names = flask.current_app.extensions[_EXTENSION]
    return source(account_ids)
