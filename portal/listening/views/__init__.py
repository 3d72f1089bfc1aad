"""listening: views, one file a matter."""

from __future__ import annotations

import flask
from flask import Blueprint

bp = Blueprint("listening", __name__)

from portal.listening.views import challenges, figures  # noqa: E402  # they need the blueprint

__all__ = ["bp", "challenges", "figures", "register"]


def register(app: flask.Flask) -> None:
    app.register_blueprint(bp)
