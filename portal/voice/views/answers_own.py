"""From a no that a young person got to an advocate, in one tap."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands import drafts
from portal.voice.presenters import saying as show
from portal.voice.queries import own
from portal.voice.queries.conversation import Own
from portal.voice.queries.speaking import around, speaking
from portal.voice.rules.saying import ADVOCATE
from portal.voice.views import bp


@bp.post("/said/<uuid:statement_id>/to-advocate")
@requires(P.SEE_OWN_STATEMENT, of=own.own_statement)
def answer_to_advocate(said: Own) -> Any:
    """Begin a message to an advocate. Something they have started already is left as it is."""
    near = around(said.young_person_id, clock.today(show.settings().time_zone))
    if not near.has_advocate:
        flask.flash(_("No advocate reads here right now. Please ring them."), "info")
        return flask.redirect(flask.url_for("voice.said", statement_id=said.id), 303)
    who = speaking(the_viewer())
    if who.started() is None:
        drafts.keep(who.young_person_id, {"to": [ADVOCATE]}, send_once=uuid4(), past_shut_at=who.past_shut_at)
        flask.flash(_("We picked the advocate for you. You see who gets it on the last page."), "info")
    else:
        flask.flash(_("You had started something. Pick the advocate on the last page."), "info")
    return flask.redirect(flask.url_for("voice.say"), 303)
