"""reviews: views, one file a matter."""

from __future__ import annotations

import flask
from flask import Blueprint

from portal.policy.guard import keep_at_the_door
from portal.reviews.presenters.writing_links import review_pages

bp = Blueprint("reviews", __name__)

from portal.reviews.views import (  # noqa: E402  # they need the blueprint
    actions_agreed,  # noqa: F401
    actions_list,  # noqa: F401
    actions_one,  # noqa: F401
    actions_own,  # noqa: F401
    actions_plans,  # noqa: F401
    annual,  # noqa: F401
    caseload,  # noqa: F401
    challenges,  # noqa: F401
    figures,  # noqa: F401
    jargon,  # noqa: F401
    letters,
    record,  # noqa: F401
    reviews,  # noqa: F401
    reviews_given,  # noqa: F401
    reviews_held,  # noqa: F401
    sending,  # noqa: F401
    talks,  # noqa: F401
    wishes,
    writing,  # noqa: F401
    writing_read,  # noqa: F401
    writing_samples,  # noqa: F401
)


def register(app: flask.Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals["review_pages"] = review_pages
    keep_at_the_door(app, letters.show_what_was_typed)
    keep_at_the_door(app, wishes.keep_what_was_typed)
