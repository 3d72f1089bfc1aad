"""surveys: views, one file a matter."""

from __future__ import annotations

import flask
from flask import Blueprint

from portal.surveys.presenters.answering_pass import let_go

bp = Blueprint("surveys", __name__)

from portal.surveys.views import (  # noqa: E402  # they need the blueprint
    answering,  # noqa: F401
    answering_own,  # noqa: F401
    answering_step,  # noqa: F401
    answering_tablet,  # noqa: F401
    building,  # noqa: F401
    building_parts,  # noqa: F401
    building_preview,  # noqa: F401
    files,  # noqa: F401
    outcomes,  # noqa: F401
    paper,  # noqa: F401
    readymade,  # noqa: F401
    results,  # noqa: F401
    surveys,  # noqa: F401
    waves,  # noqa: F401
    waves_invite,  # noqa: F401
    words,  # noqa: F401
)


def register(app: flask.Flask) -> None:
    app.register_blueprint(bp)
    app.after_request(let_go)
