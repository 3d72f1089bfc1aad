"""How requests go, quarter by quarter: on the screen, for print, as a file."""

from __future__ import annotations

from datetime import date
from typing import Any

import flask

from portal.kit.errors import NotFound
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.records import figures as counts
from portal.records.figures import Quarter
from portal.records.presenters.figures import as_csv, choices, figures_page
from portal.records.views import bp


@bp.get("/staff/records/figures")
@requires(P.SEE_RECORDS_FIGURES)
def figures() -> Any:
    """One closed quarter, the newest unless another is asked for."""
    found = _asked()
    return flask.render_template(
        "records/figures.html",
        found=found,
        shown=figures_page(found) if found else None,
        quarters=choices(counts.quarters()),
        may_board=may(P.USE_RECORDS_BOARD),
    )


@bp.get("/staff/records/figures.csv")
@requires(P.SEE_RECORDS_FIGURES)
def figures_sheet() -> Any:
    """The same numbers for a spreadsheet."""
    found = _asked()
    if found is None:
        raise NotFound
    return flask.Response(
        as_csv(found),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="records-figures-{found.first.isoformat()}.csv"'
        },
    )


def _asked() -> Quarter | None:
    """The quarter that was asked for. One that was never counted is not found."""
    asked = flask.request.args.get("quarter", "")
    if not asked:
        return counts.quarter(None)
    try:
        found = counts.quarter(date.fromisoformat(asked))
    except ValueError:
        found = None
    if found is None:
        raise NotFound
    return found
