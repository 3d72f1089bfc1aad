"""The list of young people. What was searched for stays in the session: no name gets into an address."""

from __future__ import annotations

from typing import Any

import flask

from portal.kit.pages import page_number
from portal.people import presenters, queries
from portal.people.forms import FindForm
from portal.people.views import bp
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission
from portal.policy.viewer import the_viewer

ASKED = "find_young_people"


@bp.get("/staff/young-people")
@requires(Permission.FIND_YOUNG_PEOPLE)
def young_people() -> Any:
    return _list(FindForm(formdata=None, asked=flask.session.get(ASKED, "")))


@bp.post("/staff/young-people")
@requires(Permission.FIND_YOUNG_PEOPLE)
def find() -> Any:
    form = FindForm()
    if not form.validate():
        return _list(form), 422
    flask.session[ASKED] = form.asked.data or ""
    return flask.redirect(flask.url_for("people.young_people"), 303)


def _list(form: FindForm) -> str:
    found = queries.young_people(
        the_viewer(),
        asked=flask.session.get(ASKED, ""),
        sort=flask.request.args.get("sort", "name"),
        number=page_number(),
        on=queries.today(),
    )
    return flask.render_template(
        "people/young_people.html",
        form=form,
        found=found,
        asked=flask.session.get(ASKED, ""),
        home_of=presenters.home_of,
        may_add=may(Permission.ADD_YOUNG_PERSON),
    )
