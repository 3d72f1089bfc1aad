"""How far people who sort agree with each other and with the machine."""

from __future__ import annotations

from typing import Any

import flask

from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.sorting.presenters import agreement as show
from portal.sorting.views import bp


@bp.get("/staff/sort/agreement")
@requires(P.SEE_AGREEMENT)
def agreement() -> Any:
    """Figures only: over all, by theme, by age band, and how it is spoken of by itself."""
    return flask.render_template(
        "sorting/agreement.html",
        page=show.agreement_page(),
        may_sort=may(P.USE_SORTING),
        number=show.number,
        figure=show.figure,
        how_good=show.how_good,
    )
