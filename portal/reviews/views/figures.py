"""How reviews, letters, agreed actions and challenges go, quarter by quarter."""

from __future__ import annotations

from datetime import date
from typing import Any

import flask

from portal.kit.errors import NotFound
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.reviews import figures as counts
from portal.reviews.figures import Quarter
from portal.reviews.presenters.figures import as_csv, span, tables
from portal.reviews.queries.annual import team_names
from portal.reviews.views import bp


@bp.get("/staff/reviews/figures")
@requires(P.SEE_REVIEW_FIGURES)
def review_figures() -> Any:
    """One closed quarter, the newest unless another is asked for."""
    found = _asked()
    return flask.render_template(
        "reviews/figures.html",
        found=found,
        span=span(found.first, found.last) if found else "",
        tables=[table for some in tables(found.printed, _teams(found)).values() for table in some]
        if found
        else [],
        quarters=counts.quarters(),
    )


@bp.get("/staff/reviews/figures.csv")
@requires(P.SEE_REVIEW_FIGURES)
def review_figures_sheet() -> Any:
    """The same numbers for a spreadsheet."""
    found = _asked()
    if found is None:
        raise NotFound
    return flask.Response(
        as_csv(found, _teams(found)),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="review-figures-{found.first.isoformat()}.csv"'
        },
    )


def _teams(found: Quarter) -> dict[str, str]:
    return team_names(found.printed)


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
