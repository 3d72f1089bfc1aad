"""Pages of outcomes."""

from __future__ import annotations

import flask

bp = flask.Blueprint("outcomes", __name__)


def register(app: flask.Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
