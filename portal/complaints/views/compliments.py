"""Thank-yous: read, and passed on to whoever they are for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.complaints.commands import compliments as commands
from portal.complaints.forms.recording import PassOnForm
from portal.complaints.presenters import own as show
from portal.complaints.queries import compliments as queries
from portal.complaints.views import bp
from portal.kit import clock
from portal.kit.pages import page_number
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.roles import Role
from portal.policy.viewer import the_viewer


@bp.get("/staff/compliments")
@requires(P.USE_COMPLAINTS)
def compliments() -> Any:
    """All of them for complaints managers; for everybody else those that were passed on to them."""
    viewer = the_viewer()
    return flask.render_template(
        "complaints/compliments.html",
        page=queries.compliments(viewer, page_number()),
        passes_on=Role.COMPLAINTS_MANAGER in viewer.roles,
    )


@bp.post("/staff/compliments/seen")
@requires(P.USE_COMPLAINTS)
def compliments_seen() -> Any:
    """They have read what was for them."""
    viewer = the_viewer()
    page = queries.compliments(viewer, page_number())
    commands.see(
        viewer.account_id, [one.row.id for one in page.rows if one.row.about_id == viewer.account_id]
    )
    return flask.redirect(flask.url_for("complaints.compliments"), 303)


@bp.route("/staff/compliments/<uuid:compliment_id>", methods=["GET", "POST"])
@requires(P.WORK_ON_COMPLAINT, of=queries.compliment)
def compliment(row: Any) -> Any:
    """One, to be passed on."""
    form = PassOnForm()
    form.offer(queries.may_be_for(row, show.today()))
    if flask.request.method != "POST":
        form.to.data = str(row.about_id or "")
    elif form.validate():
        commands.pass_on(row, UUID(str(form.to.data)), by=the_viewer().account_id, now=clock.now())
        flask.flash(_("Passed on. They are told."))
        return flask.redirect(flask.url_for("complaints.compliments"), 303)
    page = flask.render_template(
        "complaints/compliment.html", row=row, form=form, is_read=queries.is_read(row)
    )
    return page, 422 if form.errors else 200
