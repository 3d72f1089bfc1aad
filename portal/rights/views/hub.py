"""My rights: one page from which everything that is theirs is two taps away."""

from __future__ import annotations

from typing import Any

import flask

from portal.policy.guard import public
from portal.policy.viewer import current_viewer
from portal.rights.presenters.asks import asked_lines
from portal.rights.presenters.welcome import is_new_here
from portal.rights.views import bp


@bp.get("/rights")
@public
def home() -> Any:
    """For anybody; whoever is signed in also sees what is their own."""
    viewer = current_viewer()
    mine = viewer if viewer and viewer.is_young_person else None
    return flask.render_template(
        "rights/hub.html",
        is_mine=mine is not None,
        is_new=bool(mine and is_new_here(mine)),
        asked=asked_lines(mine)[:5],
        has=flask.current_app.view_functions,
    )
