"""A worker's own leave: when they are away, and who does their work then."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.accounts.commands import leave as commands
from portal.accounts.forms.leave import AwayForm
from portal.accounts.queries import around
from portal.accounts.queries import leave as queries
from portal.accounts.views import bp
from portal.people import queries as people
from portal.policy.guard import requires
from portal.policy.permissions import Permission
from portal.policy.viewer import the_viewer


@bp.route("/staff/away", methods=["GET", "POST"])
@requires(Permission.OWN_LEAVE)
def away() -> Any:
    """Their own leave, and the form to say when they are away."""
    me, today = the_viewer().account_id, people.today()
    form = AwayForm(
        instead=[(str(one.account_id), one.name) for one in queries.could_stand_in(me, today)],
        why_not=lambda chosen, first, last: commands.why_not_away(me, chosen, first, last, today=today),
    )
    if form.validate_on_submit():
        commands.go_away(me, form.chosen(), form.from_on.data, form.until_on.data, today=today)
        flask.flash(_("Saved. Whoever stands in and your manager were told."))
        return flask.redirect(flask.url_for("accounts.away"), 303)
    rows = queries.leave_of(me, today)
    names = around.names_of(row.stand_in_id for row in rows)
    page = flask.render_template("accounts/away.html", form=form, rows=rows, names=names, today=today)
    return (page, 422) if form.is_submitted() else page


@bp.post("/staff/away/<uuid:stand_in_id>/end")
@requires(Permission.OWN_LEAVE, of=queries.own_leave)
def away_end(row: Any) -> Any:
    """They are back, or do not go."""
    commands.come_back(row, today=people.today())
    flask.flash(_("It has ended. What waits for an answer is yours again."))
    return flask.redirect(flask.url_for("accounts.away"), 303)
