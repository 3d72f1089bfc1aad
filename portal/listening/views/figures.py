"""How well we listen, quarter by quarter: on the screen, for print, and as a file."""

from __future__ import annotations

from datetime import date
from typing import Any

import flask

from portal.kit.errors import NotFound
from portal.listening import presenters as show
from portal.listening import queries
from portal.listening.queries import Quarter
from portal.listening.views import bp
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P


@bp.get("/staff/listening")
@requires(P.SEE_LISTENING)
def overview() -> Any:
    """One quarter: all, each agency, each team; good things first."""
    found = _asked()
    return flask.render_template(
        "listening/overview.html",
        found=found,
        shown=show.overview(found) if found else None,
        quarters=show.choices(queries.quarters()),
    )


@bp.get("/staff/listening/missing")
@requires(P.SEE_LISTENING)
def missing() -> Any:
    """Who was not heard for long: numbers only."""
    found = _asked()
    return flask.render_template(
        "listening/missing.html",
        found=found,
        columns=show.missing_columns(),
        shown=show.missing(found) if found else None,
        quarters=show.choices(queries.quarters()),
    )


@bp.get("/staff/listening/partnership")
@requires(P.SEE_LISTENING)
def partnership() -> Any:
    """All of a quarter on one page, for print."""
    found = _asked()
    return flask.render_template(
        "listening/partnership.html",
        found=found,
        columns=show.missing_columns(),
        shown=show.overview(found) if found else None,
        groups=show.missing(found) if found else None,
        quarters=show.choices(queries.quarters()),
    )


@bp.get("/staff/listening/figures.csv")
@requires(P.SEE_LISTENING)
def sheet() -> Any:
    """The same numbers as they are printed, for a spreadsheet."""
    found = _asked()
    if found is None:
        raise NotFound
    name = f"how-well-we-listen-{found.first.isoformat()}.csv"
    return flask.Response(
        show.as_csv(found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _asked() -> Quarter | None:
    """The quarter that was asked for; the newest where none was. One that was never counted is not found."""
    asked = flask.request.args.get("quarter", "")
    if not asked:
        return queries.quarter(None)
    try:
        found = queries.quarter(date.fromisoformat(asked))
    except ValueError:
        found = None
    if found is None:
        raise NotFound
    return found
