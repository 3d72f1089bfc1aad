"""Pages of outcomes: an officer writes what was done. What young people see of it is in `home`."""

from __future__ import annotations

import flask

from portal.outcomes.presenters import take_challenges_from, take_themes_from

bp = flask.Blueprint("outcomes", __name__)

from portal.outcomes.views import writing, written  # noqa: E402  # they need the blueprint

__all__ = ["bp", "register", "take_challenges_from", "take_themes_from", "writing", "written"]


def register(app: flask.Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
