"""Participation: views, one file a matter."""

from __future__ import annotations

import flask
from flask import Blueprint

bp = Blueprint("participation", __name__)

# Each file of views is imported here, below the blueprint it needs.
from portal.participation.views import (  # noqa: E402
    awards,
    awards_kept,
    certificates,
    consultations,
    group_actions,
    groups,
    groups_kept,
    ideas,
    ideas_hub,
    meetings_kept,
    meetings_own,
    minutes,
    moderation,
    offers,
    offers_changed,
    offers_kept,
    places_kept,
    pledge,
    pledge_kept,
)

__all__ = [
    "awards",
    "awards_kept",
    "bp",
    "certificates",
    "consultations",
    "group_actions",
    "groups",
    "groups_kept",
    "ideas",
    "ideas_hub",
    "meetings_kept",
    "meetings_own",
    "minutes",
    "moderation",
    "offers",
    "offers_changed",
    "offers_kept",
    "places_kept",
    "pledge",
    "pledge_kept",
    "register",
]


def register(app: flask.Flask) -> None:
    app.register_blueprint(bp)
    pledge.register_figures(app)
