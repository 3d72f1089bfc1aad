"""filing: views, one file a matter."""

from __future__ import annotations

import flask
from flask import Blueprint

bp = Blueprint("filing", __name__)

from portal.filing.views import batches, deciding, records  # noqa: E402  # they need the blueprint

__all__ = ["batches", "bp", "deciding", "records", "register"]


def register(app: flask.Flask) -> None:
    app.register_blueprint(bp)
