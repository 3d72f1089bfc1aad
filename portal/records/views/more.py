"""Coming back for more: what they asked for before stands there, to be changed."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.records.commands import mine as commands
from portal.records.forms.asking import MoreForm
from portal.records.presenters import mine as show
from portal.records.presenters.asking import promise
from portal.records.rules import State
from portal.records.views.both import Way, for_both


@for_both("/more", "more", ("GET", "POST"))
def more(way: Way) -> Any:
    """The days begin anew, and their page stays the same one."""
    request, today = way.request, show.today()
    first, last = (str(one or "") for one in (request.years_from, request.years_until))
    before = {"scopes": request.scopes, "years_from": first, "years_until": last}
    form = MoreForm(data=before)
    form.set_up(today, show.settings().max_words)
    if request.state is not State.GIVEN:  # sent already, or there is nothing yet to have more of
        return flask.redirect(way.url("page"), 303)
    if flask.request.method != "POST" or not form.validate():
        form.give_id()
        page = flask.render_template("records/mine_more.html", way=way, form=form, promise=promise(today))
        return page, 422 if form.errors else 200
    commands.ask_for_more(
        request,
        commands.More(
            form.wanted_scopes,
            form.year(form.years_from),
            form.year(form.years_until),
            form.words.data or "",
        ),
        send_once=form.sent_id(),
        by=way.account_id,
        now=clock.now(),
        today=today,
    )
    flask.flash(_("We have started again. The new day is below."))
    return flask.redirect(way.url("page"), 303)
