"""Complaints: views, one file a matter."""

from __future__ import annotations

import flask
from flask import Blueprint

bp = Blueprint("complaints", __name__)

from portal.complaints.views import (  # noqa: E402  # they need the blueprint
    complaint,  # noqa: F401
    compliments,  # noqa: F401
    desk,  # noqa: F401
    family,  # noqa: F401
    figures,  # noqa: F401
    handling,  # noqa: F401
    learning,  # noqa: F401
    letters,  # noqa: F401
    own,  # noqa: F401
    own_page,  # noqa: F401
    recording,  # noqa: F401
)


def register(app: flask.Flask) -> None:
    app.register_blueprint(bp)
