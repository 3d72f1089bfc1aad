"""Reviews by what is next. A search is a POST, so that no name gets into an address; so is taking the list
away, which leaves an event."""

from __future__ import annotations

from typing import Any

import flask

from portal.kit.pages import page_number
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews.commands.caseload import note_list_taken
from portal.reviews.forms.caseload import FindForm
from portal.reviews.presenters import caseload as show
from portal.reviews.views import bp


@bp.get("/staff/reviews")
@requires(P.USE_REVIEWS)
def caseload() -> Any:
    """Late ones first, then by the next day on which something has to happen."""
    return _list(FindForm(formdata=None))


@bp.post("/staff/reviews")
@requires(P.USE_REVIEWS)
def caseload_find() -> Any:
    """Those whose names begin so."""
    form = FindForm()
    if not form.validate():
        return _list(form), 422
    return _list(form, form.asked.data or "")


@bp.post("/staff/reviews/list.csv")
@requires(P.USE_REVIEWS)
def caseload_csv() -> Any:
    """The same as a file."""
    viewer = the_viewer()
    lines = show.as_csv(viewer, tab=flask.request.form.get("tab", ""))
    note_list_taken(viewer.account_id)
    return flask.Response(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="reviews-{today().isoformat()}.csv"'},
    )


def _list(form: FindForm, asked: str = "") -> str:
    tab = flask.request.args.get("tab", "")
    found = show.caseload(the_viewer(), tab=tab, asked=asked, number=1 if asked else page_number())
    return flask.render_template("reviews/caseload.html", form=form, found=found, asked=asked)
