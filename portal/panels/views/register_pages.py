"""Everything that was ever printed: a list to filter, and the same as CSV."""

from __future__ import annotations

import flask

from portal.panels.presenters import register as show
from portal.panels.views import bp
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P

_YEARS = range(2000, 2101)


@bp.get("/staff/panel/register")
@requires(P.READ_PAPERS)
def register() -> str:
    """`?kind=paper&year=2026`; the year begins on 1 April."""
    kind, year = _wanted()
    number = flask.request.args.get("page", 1, type=int)
    return flask.render_template("panels/register.html", page=show.register_page(kind, year, number))


@bp.get("/staff/panel/register.csv")
@requires(P.READ_PAPERS)
def register_sheet() -> flask.Response:
    """The same, for a spreadsheet."""
    response = flask.Response(show.register_sheet(*_wanted()), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="register.csv"'
    return response


def _wanted() -> tuple[str, int | None]:
    year = flask.request.args.get("year", type=int)
    return flask.request.args.get("kind", ""), year if year in _YEARS else None
