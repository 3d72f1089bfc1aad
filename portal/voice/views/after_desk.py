"""The desk reads what was added to something it has read."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands import after as commands
from portal.voice.forms.after import AdditionReadForm
from portal.voice.queries.after import AddedAtDesk, addition_at_desk
from portal.voice.queries.desk import today
from portal.voice.views import bp


@bp.post("/staff/desk/<uuid:statement_id>/additions/<uuid:addition_id>/read")
@requires(P.MARK_READ, of=addition_at_desk)
def desk_addition_read(thing: AddedAtDesk) -> Any:
    """It was read, and nobody it concerns is among those who see it now."""
    found, addition = thing.found, thing.addition
    form = AdditionReadForm()
    back = flask.redirect(flask.url_for("voice.desk_statement", statement_id=found.statement.id), 303)
    if not form.validate():
        flask.flash(_("Tick that you looked at whom it concerns. Then press again."), "info")
        return back
    me = the_viewer().account_id
    commands.read_addition(found.statement, addition, by=me, now=clock.now(), on=today())
    flask.flash(_("Marked as read."))
    return back
