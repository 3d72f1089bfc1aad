"""The list of young people. A search is answered at once and kept nowhere: no name gets into an address or
a cookie, which is signed but can be read."""

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

MOST_FOUND = 50
"""A search shows its first so many; more letters make it shorter."""


@bp.get("/staff/young-people")
@requires(Permission.FIND_YOUNG_PEOPLE)
def young_people() -> Any:
    return _list(FindForm(formdata=None))


@bp.post("/staff/young-people")
@requires(Permission.FIND_YOUNG_PEOPLE)
def find() -> Any:
    form = FindForm()
    if not form.validate():
        return _list(form), 422
    return _list(form, form.asked.data or "")


def _list(form: FindForm, asked: str = "") -> str:
    found = queries.young_people(
        the_viewer(),
        asked=asked,
        sort=flask.request.args.get("sort", "name"),
        number=1 if asked else page_number(),
        size=MOST_FOUND if asked else 25,
        on=queries.today(),
    )
    return flask.render_template(
        "people/young_people.html",
        form=form,
        found=found,
        asked=asked,
        home_of=presenters.home_of,
        may_add=may(Permission.ADD_YOUNG_PERSON),
        may_merge=may(Permission.MERGE),
    )
