"""Pages about the days on which nobody works."""

from __future__ import annotations

import flask
from flask import Blueprint

bp = Blueprint("deadlines", __name__)

from portal.deadlines.views import holidays  # noqa: E402  # it needs the blueprint

__all__ = ["bp", "holidays", "register"]


def register(app: flask.Flask) -> None:
    """Add the pages to the app."""
    app.register_blueprint(bp)
