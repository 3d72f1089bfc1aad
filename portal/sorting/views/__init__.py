"""Sorting by theme: views, one file a matter."""

from __future__ import annotations

import flask
from flask import Blueprint

bp = Blueprint("sorting", __name__)

__all__ = ["bp", "register"]


def register(app: flask.Flask) -> None:
    app.register_blueprint(bp)
