"""What no theme explains well: to be read, for a theme that is missing."""

from __future__ import annotations

from typing import Any

import flask

from portal.kit import clock
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.sorting.presenters.tabs import tabs
from portal.sorting.queries import unexplained as queries
from portal.sorting.views import bp


@bp.get("/staff/themes/unexplained")
@requires(P.READ_UNEXPLAINED)
def unexplained() -> Any:
    """The least explained first, those that say nearly the same together, and the words on the rise."""
    return flask.render_template(
        "sorting/unexplained.html",
        groups=queries.not_well_explained(the_viewer(), clock.now()),
        rising=queries.rising(),
        tabs=tabs(),
        may_change=may(P.CHANGE_CODEBOOK),
    )
