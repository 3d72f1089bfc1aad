"""nameless: the public pages (`talk`), the desk's (`desk`, `sayings`), and groups (`groups`)."""

from __future__ import annotations

import flask
from flask import Blueprint

bp = Blueprint("nameless", __name__)

from portal.nameless.views import desk, groups, sayings, talk  # noqa: E402  # they need the blueprint

__all__ = ["bp", "desk", "groups", "register", "sayings", "talk"]


def register(app: flask.Flask) -> None:
    """Add these pages."""
    app.register_blueprint(bp)
