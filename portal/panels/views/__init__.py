"""The panel's pages: papers, their preparing, and challenges."""

from __future__ import annotations

import flask

from portal.outcomes.views import take_challenges_from
from portal.panels.queries.officers import is_officer_of

bp = flask.Blueprint("panels", __name__)

from portal.panels.views import (  # noqa: E402  # they need the blueprint
    agenda,  # noqa: F401
    annual,  # noqa: F401
    annual_prepare,  # noqa: F401
    challenges,  # noqa: F401
    cycle,  # noqa: F401
    downloads,  # noqa: F401
    influence,  # noqa: F401
    measures,  # noqa: F401
    members,  # noqa: F401
    my_place,  # noqa: F401
    packs,  # noqa: F401
    packs_public,  # noqa: F401
    papers,  # noqa: F401
    plan,  # noqa: F401
    plan_sheets,  # noqa: F401
    prepare,  # noqa: F401
    register_pages,  # noqa: F401
    reports,  # noqa: F401
)


def register(app: flask.Flask) -> None:
    """Add the panel's pages, and say to the pages of what was done whose a challenge is."""
    app.register_blueprint(bp)
    take_challenges_from(app, is_officer_of)
