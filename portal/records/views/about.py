"""Changing what is known of whoever asked, and who is beside them."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands import about as commands
from portal.records.forms.receiving import ChangeAboutForm
from portal.records.presenters import about as show
from portal.records.queries import requests as queries
from portal.records.views import bp


@bp.route("/staff/records/<uuid:request_id>/about", methods=["GET", "POST"])
@requires(P.WORK_ON_REQUEST, of=queries.staff_request)
def about(found: Any) -> Any:
    """Names, birthday, how to reach them, how they would like it, and the named person beside them."""
    form = show.about_form(found, today())
    if not form.validate_on_submit():
        page = flask.render_template("records/about.html", found=found, form=form)
        return page, 422 if form.is_submitted() else 200
    _keep(found, form)
    flask.flash(_("Changed."))
    return flask.redirect(flask.url_for("records.request", request_id=found.id), 303)


def _keep(found: Any, form: ChangeAboutForm) -> None:
    commands.say_who_asks(
        found,
        form.who_asks(),
        send_once=form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
        today=today(),
    )
    texts = ("name", "other_names", "asker_name", "email", "phone", "post", "anything")
    commands.put_right(
        found,
        by=the_viewer().account_id,
        now=clock.now(),
        today=today(),
        born_on=form.born_on.data,
        formats=form.liked(),
        wants_company=form.wants_company(),
        support_id=form.support_id(),
        **{name: form[name].data or "" for name in texts},
    )
    commands.set_wishes(found, notes=bool(form.notes.data), ring_after=bool(form.ring_after.data))
