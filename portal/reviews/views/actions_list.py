"""Lists of agreed actions: one's own, one's team's, those of whom one reviews. Late first."""

from __future__ import annotations

from typing import Any

import flask

from portal.documents.sheets import sheet_of
from portal.kit.pages import Page, page_number
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews.commands.actions_noting import note_list_taken
from portal.reviews.forms.actions_doing import FilterForm, FindForm
from portal.reviews.presenters import actions as show
from portal.reviews.presenters.actions_list import filter_form, rows_for_file, wanted_of
from portal.reviews.queries import actions_list as queries
from portal.reviews.queries.actions_line import is_outside
from portal.reviews.queries.actions_list import Wanted
from portal.reviews.views import bp


@bp.get("/staff/actions")
@requires(P.USE_ACTIONS)
def actions() -> Any:
    """What was agreed and is theirs to do, or their team's, or of whom they review."""
    wanted = wanted_of(flask.request.args, the_viewer())
    return _list(wanted, page_number())


@bp.post("/staff/actions")
@requires(P.USE_ACTIONS)
def actions_find() -> Any:
    """Those of one young person. The name travels in the form, never in an address."""
    form = FindForm()
    wanted = wanted_of(flask.request.form, the_viewer())
    if not form.validate():
        return _list(wanted, 1, find=form), 422
    return _list(wanted, 1, find=form, asked=form.asked.data or "")


@bp.post("/staff/actions/list.csv")
@requires(P.USE_ACTIONS)
def actions_csv() -> Any:
    """The list as it is shown, for a spreadsheet."""
    viewer = the_viewer()
    lines = rows_for_file(queries.every(viewer, wanted_of(flask.request.form, viewer), today()))
    note_list_taken(viewer.account_id)
    return flask.Response(
        sheet_of(lines),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="agreed-{today().isoformat()}.csv"'},
    )


def _list(wanted: Wanted, number: int, *, find: FindForm | None = None, asked: str = "") -> str:
    viewer = the_viewer()
    rows, total = queries.listed(viewer, wanted, today(), number, asked)
    form: FilterForm = filter_form(wanted, viewer)
    return flask.render_template(
        "reviews/actions.html",
        page=Page(rows, number, total, queries.PAGE_SIZE),
        wanted=wanted,
        filters=form,
        form=find or FindForm(formdata=None),
        asked=asked,
        show=show,
        is_outside=is_outside(viewer),
    )
