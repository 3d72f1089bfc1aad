"""The list of complaints: the most pressing first; looking for one; the list as a file."""

from __future__ import annotations

from typing import Any

import flask

from portal.complaints.commands.noting import note_list_taken
from portal.complaints.forms import words
from portal.complaints.forms.handling import FindForm
from portal.complaints.presenters import desk as presenters
from portal.complaints.rules.desk import Wanted, wanted_of
from portal.complaints.views import bp
from portal.kit.pages import page_number
from portal.people.queries import today
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer

ODS = "application/vnd.oasis.opendocument.spreadsheet"


@bp.get("/staff/complaints")
@requires(P.USE_COMPLAINTS)
def desk() -> Any:
    """What is open and theirs to see, or what the address asks for."""
    return _show(wanted_of(flask.request.args), page_number())


@bp.post("/staff/complaints")
@requires(P.USE_COMPLAINTS)
def find() -> Any:
    """Look for a name or a reference. The words travel in the form, never in an address."""
    form = FindForm()
    if not form.validate():
        return _show(Wanted(), 1, find=form), 422
    return _show(Wanted(), 1, find=form, asked=form.asked.data or "")


@bp.post("/staff/complaints/list/<any(csv, ods):list_ending>")
@requires(P.USE_COMPLAINTS)
def take_list(list_ending: str) -> Any:
    """The list as it is shown, for a spreadsheet. It has no name of whoever complains."""
    wanted, viewer = wanted_of(flask.request.form), the_viewer()
    note_list_taken(by=viewer.account_id)
    if list_ending == "ods":
        return _file(presenters.as_ods(viewer, wanted, today()), ODS, "ods")
    return _file(presenters.as_csv(viewer, wanted, today()), "text/csv; charset=utf-8", "csv")


def _file(content: Any, kind: str, ending: str) -> flask.Response:
    name = f"complaints-{today().isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return flask.Response(content, content_type=kind, headers=headers)


def _show(wanted: Wanted, number: int, *, find: FindForm | None = None, asked: str = "") -> str:
    shown = presenters.desk_page(the_viewer(), wanted, today(), number, find=find, asked=asked)
    return flask.render_template(
        "complaints/desk.html",
        shown=shown,
        words=words,
        today=today(),
        may_record=may(P.RECORD_COMPLAINT),
        may_learn=may(P.LEARN_FROM_COMPLAINTS),
        may_figures=may(P.SEE_COMPLAINT_FIGURES),
    )
