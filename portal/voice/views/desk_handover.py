"""Notes from one shift to the next: the list, a new one, "I have read it"."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands import desk_handover as commands
from portal.voice.forms.desk_handover import HandOverForm
from portal.voice.queries import desk as desk_queries
from portal.voice.queries import desk_handover as queries
from portal.voice.queries.desk import AtDesk
from portal.voice.views import bp


@bp.route("/staff/desk/hand-over", methods=["GET", "POST"])
@requires(P.USE_DESK)
def desk_hand_over() -> Any:
    """What was left by those before, and a general note for those who come."""
    form = HandOverForm()
    form.give_id()
    if flask.request.method == "POST" and form.validate():
        commands.hand_over(
            form.sent_id(), form.note.data or "", None, by=the_viewer().account_id, now=clock.now()
        )
        flask.flash(_("Left for the next one on duty."))
        return flask.redirect(flask.url_for("voice.desk_hand_over"), 303)
    waiting, past = queries.to_confirm(the_viewer()), queries.past(the_viewer())
    page = flask.render_template("voice/desk_handover.html", form=form, notes=waiting, past=past)
    return page, 422 if form.errors else 200


@bp.route("/staff/desk/<uuid:statement_id>/hand-over", methods=["GET", "POST"])
@requires(P.READ_AT_DESK, of=desk_queries.at_desk)
def desk_hand_over_one(found: AtDesk) -> Any:
    """A note about one statement, for whoever may open it."""
    form, statement = HandOverForm(), found.statement
    form.give_id()
    if flask.request.method == "POST" and form.validate():
        commands.hand_over(
            form.sent_id(), form.note.data or "", statement, by=the_viewer().account_id, now=clock.now()
        )
        flask.flash(_("Left for the next one on duty."))
        return flask.redirect(flask.url_for("voice.desk_statement", statement_id=statement.id), 303)
    notes = queries.about(the_viewer(), statement.id)
    page = flask.render_template(
        "voice/desk_handover_one.html", form=form, notes=notes, statement_id=statement.id
    )
    return page, 422 if form.errors else 200


@bp.post("/staff/desk/hand-over/<uuid:note_id>/read")
@requires(P.USE_DESK, of=queries.note_at_desk)
def desk_hand_over_read(note: Any) -> Any:
    """ "I have read it": whoever left it sees by whom."""
    commands.confirm(note, by=the_viewer().account_id, now=clock.now())
    flask.flash(_("Thank you. It is kept with the past notes."))
    return flask.redirect(flask.url_for("voice.desk"), 303)
