"""listening: views, one file a matter."""

from __future__ import annotations

import flask
from flask import Blueprint

from portal.listening.presenters.samples import month_name
from portal.listening.queries.told import came_of_it

bp = Blueprint("listening", __name__)

from portal.listening.views import audited, challenges, figures, samples, silences  # noqa: E402  # they need the blueprint

__all__ = ["audited", "bp", "challenges", "figures", "register", "samples", "silences"]


def register(app: flask.Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.filters["month_name"] = month_name
    # For a young person's own page, which lies below and cannot ask.
    app.jinja_env.globals["came_of_it"] = came_of_it
