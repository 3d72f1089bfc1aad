"""Pages of coding: quotes, for those who prepare them and for the young people whose words they are."""

from __future__ import annotations

import flask

from portal.coding.codebook import codebook
from portal.coding.presenters.quotes import take_said_from

bp = flask.Blueprint("coding", __name__)

from portal.coding.views import own, quotes  # noqa: E402  # they need the blueprint

__all__ = ["bp", "own", "quotes", "register", "take_said_from"]


def register(app: flask.Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
    app.jinja_env.globals["theme_pictures"] = lambda: {one.key: one.picture for one in codebook().in_use}
