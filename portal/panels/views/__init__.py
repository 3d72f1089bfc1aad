"""The panel's pages: papers, their preparing, and challenges."""

from __future__ import annotations

import flask

bp = flask.Blueprint("panels", __name__)

from portal.panels.views import challenges, papers, prepare  # noqa: E402, F401  # they need the blueprint


def register(app: flask.Flask) -> None:
    """Add the panel's pages."""
    app.register_blueprint(bp)
