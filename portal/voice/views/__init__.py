"""voice: views, one file a page or matter."""

from __future__ import annotations

import flask
from flask import Blueprint

from portal.policy.guard import keep_at_the_door

bp = Blueprint("voice", __name__)

from portal.voice.views import (  # noqa: E402  # they need the blueprint
    advocate,
    after,
    after_copy,
    after_desk,
    alone,
    alone_staff,
    answers,
    answers_own,
    board,
    capture,
    desk,
    desk_handover,
    desk_ladder,
    files,
    files_staff,
    little,
    mine,
    said,
    say,
    say_about,
    say_kept,
    say_not_safe,
    sharing,
)

__all__ = [
    "advocate",
    "after",
    "after_copy",
    "after_desk",
    "alone",
    "alone_staff",
    "answers",
    "answers_own",
    "board",
    "bp",
    "capture",
    "desk",
    "desk_handover",
    "desk_ladder",
    "files",
    "files_staff",
    "little",
    "mine",
    "register",
    "said",
    "say",
    "say_about",
    "say_kept",
    "say_not_safe",
    "sharing",
]  # fmt: skip


def register(app: flask.Flask) -> None:
    """Add voice's pages, and keep what was typed when a young person's session has run out."""
    app.register_blueprint(bp)
    keep_at_the_door(app, say_kept.keep_what_was_typed)
    keep_at_the_door(app, after.show_what_was_typed)
    keep_at_the_door(app, board.keep_what_was_placed)
    keep_at_the_door(app, little.ask_at_the_door)
    # A page left open over a new sign-in has an old token, and "I'm not safe" must work from it all the same.
    # The view itself turns away what another site sends; the cookie is SameSite=Lax besides.
    app.extensions["csrf"].exempt(say_not_safe.not_safe)
