"""Anybody at the council writes down that somebody asked; from then on only those who give records see it."""

from __future__ import annotations

from typing import Any

import flask

from portal.kit import clock
from portal.people.queries import today
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands import receiving as commands
from portal.records.commands.receiving import Asked
from portal.records.forms.receiving import ReceiveForm
from portal.records.presenters import words
from portal.records.presenters.clock import first_clock_shown
from portal.records.queries.requests import receipt
from portal.records.rules import Came
from portal.records.views import bp

_BY_STAFF = (Came.VOICE, Came.LETTER, Came.MESSAGE, Came.THROUGH_OTHERS)


@bp.route("/staff/records/receive", methods=["GET", "POST"])
@requires(P.RECORD_REQUEST)
def receive() -> Any:
    """Write down a request that somebody made by voice, letter, message, or through somebody else."""
    form = ReceiveForm(
        today=today(),
        came=[one for one in words.choices(words.CAME) if one.value in _BY_STAFF],
        askers=words.choices(words.ASKER),
        scopes=words.choices(words.SCOPE),
        formats=words.choices(words.FORMAT),
    )
    form.give_id()
    if not form.validate_on_submit():
        page = flask.render_template("records/receive.html", form=form)
        return page, 422 if form.is_submitted() else 200
    request = commands.receive(
        _asked(form),
        send_once=form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
        today=today(),
    )
    return flask.redirect(flask.url_for("records.received", request_id=request.id), 303)


@bp.get("/staff/records/received/<uuid:request_id>")
@requires(P.RECORD_REQUEST, of=receipt)
def received(request: Any) -> Any:
    """The receipt: its reference, its day, and how that was worked out. Nothing else of the request."""
    return flask.render_template(
        "records/received.html",
        request=request,
        clock=first_clock_shown(request, today()),
        sees_it=may(P.USE_RECORDS_BOARD),
    )


def _asked(form: ReceiveForm) -> Asked:
    first, last = form.years_from.data, form.years_until.data
    return Asked(
        came=form.how_it_came(),
        received_on=form.received_on.data,
        asker=form.who_asks(),
        name=form.name.data or "",
        other_names=form.other_names.data or "",
        born_on=form.born_on.data,
        asker_name=form.asker_name.data or "",
        email=form.email.data or "",
        phone=form.phone.data or "",
        post=form.post.data or "",
        words=form.words.data or "",
        anything=form.anything.data or "",
        scopes=form.wanted(),
        years_from=int(first) if first else None,
        years_until=int(last) if last else None,
        formats=form.liked(),
        wants_company=form.wants_company(),
        wants_trigger_notes=bool(form.notes.data),
        wants_ring_after=bool(form.ring_after.data),
    )
