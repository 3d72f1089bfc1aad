"""The board: what is asked for, the most pressing first; looking for one; the list as a file."""

from __future__ import annotations

from typing import Any

import flask

from portal.documents.sheets import sheet_of
from portal.kit.pages import page_number
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands.board import note_list_taken
from portal.records.forms.board import FindRequestForm, TakeListForm
from portal.records.presenters.board import board_page, rows_for_file
from portal.records.rules.board import Wanted, wanted_of
from portal.records.views import bp


@bp.get("/staff/records")
@requires(P.USE_RECORDS_BOARD)
def board() -> Any:
    """What is running, the most pressing first, or what the address asks for."""
    wanted = wanted_of(flask.request.args)
    return _show(wanted, page_number())


@bp.post("/staff/records")
@requires(P.USE_RECORDS_BOARD)
def find() -> Any:
    """Look for a name or a reference. The words travel in the form, never in an address."""
    form = FindRequestForm()
    if not form.validate():
        return _show(Wanted(), 1, find=form), 422
    return _show(Wanted(), 1, find=form, asked=form.asked.data or "")


@bp.post("/staff/records/list.csv")
@requires(P.USE_RECORDS_BOARD)
def take_list() -> Any:
    """The list as it is shown, for a spreadsheet; with names only when that is ticked."""
    form, viewer = TakeListForm(), the_viewer()
    with_names = bool(form.with_names.data)
    lines = rows_for_file(viewer, wanted_of(flask.request.form), today(), with_names=with_names)
    note_list_taken(by=viewer.account_id, with_names=with_names)
    return flask.Response(
        sheet_of(lines),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="records-{today().isoformat()}.csv"'},
    )


def _show(wanted: Wanted, number: int, *, find: FindRequestForm | None = None, asked: str = "") -> str:
    shown = board_page(the_viewer(), wanted, today(), number, find=find, asked=asked)
    return flask.render_template("records/board.html", shown=shown)
