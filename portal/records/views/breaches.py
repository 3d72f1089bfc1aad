"""Parts that were taken back when somebody had them already: what the data protection officer decides."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands import breaches as commands
from portal.records.forms.giving import BreachForm
from portal.records.presenters.breaches import breach_lines
from portal.records.queries import giving as queries
from portal.records.views import bp


@bp.get("/staff/records/breaches")
@requires(P.DECIDE_BREACH)
def breaches() -> Any:
    """Those that wait, the soonest first."""
    lines = breach_lines(the_viewer().account_id, today())
    return flask.render_template("records/giving/breaches.html", lines=lines)


@bp.route("/staff/records/<uuid:request_id>/give/<uuid:release_id>/breach", methods=["GET", "POST"])
@requires(P.DECIDE_BREACH, of=queries.release)
def decide_breach(found: Any) -> Any:
    """What was decided about one; then its clock ends."""
    request, row = found
    line = next((one for one in breach_lines(the_viewer().account_id, today()) if one.row.id == row.id), None)
    if line is None:
        return flask.redirect(flask.url_for("records.breaches"), 303)  # it is decided already
    form = BreachForm()
    if flask.request.method == "POST" and form.validate():
        commands.decide(request, row, form.decided(), by=the_viewer().account_id)
        flask.flash(_("Written down. The clock has ended."))
        return flask.redirect(flask.url_for("records.breaches"), 303)
    page = flask.render_template("records/giving/breach.html", line=line, form=form)
    return page, 422 if form.errors else 200
