"""What judged samples said, quarter by quarter: numbers only."""

from __future__ import annotations

from datetime import date
from typing import Any

import flask

from portal.kit.errors import NotFound
from portal.listening import presenters as show
from portal.listening.presenters import samples as show_samples
from portal.listening.queries import audited as queries
from portal.listening.queries.audited import AuditedQuarter
from portal.listening.views import bp
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P


@bp.get("/staff/listening/samples")
@requires(P.SEE_LISTENING)
def audited() -> Any:
    """One quarter of samples, all and by agency."""
    found = _asked()
    return flask.render_template(
        "listening/audited.html",
        found=found,
        span=show.quarter_name(found.first) if found else "",
        columns=show_samples.columns(),
        rows=show_samples.rows(found) if found else (),
        quarters=show.choices(queries.audited_quarters()),
    )


def _asked() -> AuditedQuarter | None:
    """The quarter that was asked for; the newest where none was. One that was never counted is not found."""
    asked = flask.request.args.get("quarter", "")
    if not asked:
        return queries.audited_quarter(None)
    try:
        found = queries.audited_quarter(date.fromisoformat(asked))
    except ValueError:
        found = None
    if found is None:
        raise NotFound
    return found
