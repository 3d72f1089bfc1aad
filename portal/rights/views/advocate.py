"""What an advocate is, and a way to one from every page of a young person."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import flask
from flask_babel import gettext as _

from portal.people import queries as people
from portal.policy.guard import may, public, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.rights.presenters import settings
from portal.rights.views import bp
from portal.voice.commands import drafts
from portal.voice.queries.speaking import around, speaking
from portal.voice.rules.saying import ADVOCATE


@bp.get("/advocate")
@public
def advocate() -> Any:
    """Who they are and how to reach them; with a button to write to one, for whoever is signed in."""
    ours = settings()
    return flask.render_template(
        "rights/advocate.html",
        provider=ours.advocacy_name,
        phone=ours.advocacy_phone,
        reading=ours.advocacy_reading,
        can_write=may(P.SAY),
    )


@bp.post("/advocate/write")
@requires(P.SAY)
def advocate_write() -> Any:
    """Begin a message to an advocate. Something they have started already is left as it is."""
    who = speaking(the_viewer())
    if not around(who.young_person_id, people.today()).has_advocate:
        flask.flash(_("No advocate reads here right now. Please ring them."), "info")
        return flask.redirect(flask.url_for("rights.advocate"), 303)
    if who.started() is None:
        drafts.keep(
            who.young_person_id,
            {"to": [ADVOCATE]},
            send_once=uuid4(),
            past_shut_at=who.past_shut_at,
            by_old_way=who.by_old_way,
        )
        flask.flash(_("We picked the advocate for you. You see who gets it on the last page."), "info")
    else:
        flask.flash(_("You had started something. Pick the advocate on the last page."), "info")
    return flask.redirect(flask.url_for("voice.say"), 303)
