"""Pages by which people come in, and by which it is decided who may: one module a page or matter."""

from __future__ import annotations

import flask
from flask import Blueprint

bp = Blueprint("accounts", __name__)

from portal.accounts.views import (  # noqa: E402  # they need the blueprint
    around_pages,
    away,
    cards,
    come_in,
    duty,
    duty_days,
    easy_read,
    links,
    my_ways,
    own_languages,
    session,
    staff,
    staff_door,
    staff_roles,
    stand_ins,
)

__all__ = [
    "away",
    "bp",
    "cards",
    "come_in",
    "duty",
    "duty_days",
    "easy_read",
    "links",
    "my_ways",
    "own_languages",
    "register",
    "staff",
    "staff_door",
    "staff_roles",
    "stand_ins",
]


def register(app: flask.Flask) -> None:
    """Add these pages to the app, tell the guard who is signed in, and give the layouts what they ask for."""
    session.connect(app)
    app.context_processor(around_pages.for_layouts)
    # A beacon cannot carry a token; all it can do is sign out.
    app.extensions["csrf"].exempt(around_pages.leave)
    app.register_blueprint(bp)
