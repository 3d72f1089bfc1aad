"""voice: views, one file a page or matter."""

from __future__ import annotations

import flask
from flask import Blueprint

from portal.policy.guard import keep_at_the_door

bp = Blueprint("voice", __name__)

from portal.voice.views import (  # noqa: E402  # they need the blueprint
    advocate,
    answers,
    desk,
    said,
    say,
    sharing,
)

__all__ = ["advocate", "answers", "bp", "desk", "register", "said", "say", "sharing"]


def register(app: flask.Flask) -> None:
    """Add voice's pages, and keep what was typed when a young person's session has run out."""
    app.register_blueprint(bp)
    keep_at_the_door(app, say.keep_what_was_typed)
    # A page left open over a new sign-in has an old token, and "I'm not safe" must work from it all the same.
    # The view itself turns away what another site sends; the cookie is SameSite=Lax besides.
    app.extensions["csrf"].exempt(say.not_safe)
