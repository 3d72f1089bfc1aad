"""Pages of coding: quotes, for those who prepare them and for the young people whose words they are."""

from __future__ import annotations

import flask

bp = flask.Blueprint("coding", __name__)

from portal.coding.views import own, quotes  # noqa: E402  # they need the blueprint

__all__ = ["bp", "own", "quotes", "register"]


def register(app: flask.Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
