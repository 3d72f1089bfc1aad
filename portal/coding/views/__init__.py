"""Pages of coding."""

from __future__ import annotations

import flask

bp = flask.Blueprint("coding", __name__)


def register(app: flask.Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
