"""Sorting by theme: views, one file a matter."""

from __future__ import annotations

import flask
from flask import Blueprint

bp = Blueprint("sorting", __name__)

from portal.sorting.views import agreement, codebook, learning, page, unexplained  # noqa: E402  # they need the blueprint

__all__ = ["agreement", "bp", "codebook", "learning", "page", "register", "unexplained"]


def register(app: flask.Flask) -> None:
    app.register_blueprint(bp)
