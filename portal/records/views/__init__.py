"""records: views, one file a matter."""

from __future__ import annotations

import flask
from flask import Blueprint

bp = Blueprint("records", __name__)

from portal.records.views import (  # noqa: E402  # they need the blueprint
    about,  # noqa: F401
    asking,  # noqa: F401
    board,  # noqa: F401
    breaches,  # noqa: F401
    calendar,  # noqa: F401
    checking,  # noqa: F401
    covering,  # noqa: F401
    documents,  # noqa: F401
    downloads,  # noqa: F401
    figures,  # noqa: F401
    finding,  # noqa: F401
    giving,  # noqa: F401
    happenings,  # noqa: F401
    harm,  # noqa: F401
    letters,  # noqa: F401
    meetings,  # noqa: F401
    mine,  # noqa: F401
    more,  # noqa: F401
    new_email,  # noqa: F401
    outside,  # noqa: F401
    people_named,  # noqa: F401
    questioning,  # noqa: F401
    reading,  # noqa: F401
    receiving,  # noqa: F401
    request,  # noqa: F401
    story,  # noqa: F401
    story_book,  # noqa: F401
    story_staff,  # noqa: F401
)


def register(app: flask.Flask) -> None:
    app.register_blueprint(bp)
