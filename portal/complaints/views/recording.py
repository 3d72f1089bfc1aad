"""Anybody at the council writes down that somebody complained, or said thank you."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.complaints.commands.receiving import NewComplaint, NewCompliment, receive_compliment
from portal.complaints.commands.recording import record as write_down
from portal.complaints.forms.recording import THANKS, RecordForm
from portal.complaints.presenters import own as show
from portal.complaints.queries.recording import young_people_here
from portal.complaints.rules import Came, Complainer
from portal.complaints.views import bp
from portal.kit import clock
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.route("/staff/complaints/record", methods=["GET", "POST"])
@requires(P.RECORD_COMPLAINT)
def record() -> Any:
    """Write it down. From then on it is the complaints manager's: whoever wrote it down does not open it."""
    form = RecordForm()
    form.set_up(young_people_here(the_viewer(), show.today()), show.settings().max_words, show.today())
    if flask.request.method != "POST":
        form.give_id()
    elif form.validate():
        flask.flash(_keep(form))
        return flask.redirect(flask.url_for("complaints.record"), 303)
    page = flask.render_template("complaints/record.html", form=form)
    return page, 422 if form.errors else 200


def _keep(form: RecordForm) -> str:
    by, now = the_viewer().account_id, clock.now()
    came, who = Came(form.came.data), Complainer(form.who.data)
    words, about, name = form.words.data or "", form.about.data or "", form.name.data or ""
    if form.kind.data == THANKS:
        thanks = NewCompliment(
            came,
            form.sent_id(),
            words,
            who,
            form.young_person_id,
            about=about,
            name=name,
            received_on=form.received_on.data,
        )
        receive_compliment(thanks, by=by, now=now)
        return str(_("Written down. It is passed on to whoever it is for."))
    new = NewComplaint(
        came=came,
        send_once=form.sent_id(),
        words=words,
        wish=form.wish.data or "",
        about=about,
        complainer=who,
        young_person_id=form.young_person_id,
        name=name,
        reach=form.reach.data or "",
        child_name=form.child_name.data or "",
        wants_advocate={"yes": True, "no": False}.get(form.advocate.data or ""),
        received_on=form.received_on.data,
    )
    days = show.settings().complaint_outside_working_days
    complaint = write_down(new, show.recorded_question(), by=by, moment=show.this_moment(), outside_days=days)
    return str(_("Written down. Its number is %(number)s: tell them.", number=complaint.reference))
