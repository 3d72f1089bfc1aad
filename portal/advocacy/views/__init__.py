"""Advocacy: views, one file a matter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask import Blueprint

from portal.advocacy.queries.offers import open_offer
from portal.policy.viewer import current_viewer

bp = Blueprint("advocacy", __name__)

# Each file of views is imported here, below the blueprint it needs.
from portal.advocacy.views import own, staff  # noqa: E402, F401


def register(app: flask.Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals["advocate_offer"] = _offer


def _offer(point: str, about_id: UUID) -> Any:
    """For pages of other capabilities: the offer that is open about what they show."""
    viewer = current_viewer()
    if viewer is None or viewer.young_person_id is None or viewer.past_is_shut:
        return None
    return open_offer(viewer.young_person_id, point, about_id)
