"""The panel's pages: papers, their preparing, and challenges."""

from __future__ import annotations

import flask

from portal.outcomes.views import take_challenges_from
from portal.panels.queries.officers import is_officer_of

bp = flask.Blueprint("panels", __name__)

from portal.panels.views import challenges, papers, prepare  # noqa: E402, F401  # they need the blueprint


def register(app: flask.Flask) -> None:
    """Add the panel's pages, and say to the pages of what was done whose a challenge is."""
    app.register_blueprint(bp)
    take_challenges_from(app, is_officer_of)
