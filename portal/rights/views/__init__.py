"""Rights: views, one file a matter."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import flask
from flask import Blueprint

from portal.policy.viewer import current_viewer
from portal.rights.offer import BadOffer, offer
from portal.rights.offer.welcome_own import packs
from portal.rights.queries.theirs import was_asked_for
from portal.settings import CannotStart

bp = Blueprint("rights", __name__)

from portal.rights.views import advocate, hub, lists, owed, people, welcome  # noqa: E402  # they need the blueprint

__all__ = ["advocate", "bp", "hub", "lists", "owed", "people", "register", "welcome"]


def register(app: flask.Flask) -> None:
    """Raises CannotStart when the council's own offer or welcome pack cannot be read."""
    own = app.extensions["heard.settings"].offer_file
    try:
        offer(own if own != Path() else None)
    except BadOffer as fault:
        raise CannotStart(f"HEARD_OFFER_FILE: {fault}") from None
    parts = app.extensions["heard.settings"].welcome_file
    try:
        packs(parts if parts != Path() else None)
    except BadOffer as fault:
        raise CannotStart(f"HEARD_WELCOME_FILE: {fault}") from None
    app.register_blueprint(bp)
    app.jinja_env.globals["was_owed"] = _was_owed


def _was_owed(statement_id: UUID) -> bool:
    """For the page of what they said: whether they asked there for something that is owed to them."""
    viewer = current_viewer()
    return bool(viewer and viewer.young_person_id and was_asked_for(viewer, statement_id))
