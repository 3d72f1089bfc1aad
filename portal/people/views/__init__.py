"""people: views, one file a page or matter."""

from __future__ import annotations

import flask
from flask import Blueprint

bp = Blueprint("people", __name__)

from portal.people.views import facts, finding, merging  # noqa: E402, F401  # they need the blueprint


def register(app: flask.Flask) -> None:
    """Add these pages to the app."""
    app.register_blueprint(bp)
