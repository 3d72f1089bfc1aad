"""A member's log of influence; the public register of what changed because children spoke."""

from __future__ import annotations

from typing import Any

import flask

from portal.documents.sheets import sheet_of
from portal.kit.pages import Page, page_number
from portal.panels.presenters import influence as show
from portal.panels.queries.members import today
from portal.panels.views import bp
from portal.policy.guard import public, requires
from portal.policy.permissions import Permission as P


@bp.get("/staff/panel/me/influence")
@requires(P.MEMBER_PAGE)
def my_influence() -> str:
    """What I asked, what came of it, what young people say."""
    return flask.render_template("panels/influence.html", lines=show.my_log(), today=today())


@bp.get("/staff/panel/me/influence.csv")
@requires(P.MEMBER_PAGE)
def my_influence_sheet() -> Any:
    """The same as a sheet."""
    name = f"influence-{today().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return flask.Response(sheet_of(show.log_lines()), mimetype="text/csv", headers=headers)


@bp.get("/what-changed")
@public
def what_changed() -> str:
    """Everybody may read it, also who is not signed in: only what may be told to all."""
    number = page_number()
    found = show.register(number)
    page = Page(found.rows, number, found.total, show.PAGE_SIZE)
    return flask.render_template("panels/what_changed.html", found=found, page=page)
