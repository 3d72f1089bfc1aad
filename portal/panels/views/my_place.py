"""A member's own page, and what they need to come."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.panels.commands import members as commands
from portal.panels.presenters import members as show
from portal.panels.queries import members as queries
from portal.panels.views import bp
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/panel/me")
@requires(P.MEMBER_PAGE)
def my_place() -> str:
    """What a member begins with."""
    return flask.render_template("panels/member.html", page=show.my_place())


@bp.get("/staff/panel/me/costs")
@requires(P.MEMBER_PAGE)
def my_costs() -> str:
    """What they asked for to be able to come, and the form to ask."""
    return _costs_page(show.cost_form())


@bp.post("/staff/panel/me/costs")
@requires(P.MEMBER_PAGE)
def my_costs_ask() -> Any:
    """Ask for it, once."""
    form = show.cost_form()
    if not form.validate():
        return _costs_page(form), 422
    commands.ask_cost(
        UUID(form.meeting.data),
        form.asked(),
        form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
        on=queries.today(),
    )
    flask.flash(_("Thank you. Panel support has it and answers you here."))
    return flask.redirect(flask.url_for("panels.my_costs"))


@bp.post("/staff/panel/me/costs/seen")
@requires(P.MEMBER_PAGE)
def my_costs_seen() -> Any:
    """They have read what came of it."""
    commands.see_costs(the_viewer().account_id)
    return flask.redirect(flask.url_for("panels.my_costs"))


def _costs_page(form: Any) -> str:
    mine = queries.costs_of(the_viewer().account_id)
    return flask.render_template("panels/member_costs.html", form=form, costs=mine)
