"""Information: views, one file a matter."""

from __future__ import annotations

import flask
from flask import Blueprint

bp = Blueprint("information", __name__)

# Each file of views is imported here, below the blueprint it needs.
from portal.information.views import copying, desk, own  # noqa: E402, F401


def register(app: flask.Flask) -> None:
    app.register_blueprint(bp)
