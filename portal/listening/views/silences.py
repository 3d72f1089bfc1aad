"""Speaking up for a young person about nothing they said: that they were not asked or heard."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit.errors import Refused
from portal.listening.commands import challenges as commands
from portal.listening.forms import SilenceForm
from portal.listening.presenters.challenges import why_words
from portal.listening.queries import silences as queries
from portal.listening.queries.silences import Child
from portal.listening.views import bp
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/speaking-up/for")
@requires(P.SEE_PRACTICE_CHALLENGES)
def silence_for() -> Any:
    """For whom they can speak up."""
    found = queries.children_to_speak_for(the_viewer(), today())
    return flask.render_template("listening/silence_for.html", found=found)


@bp.route("/staff/speaking-up/for/<uuid:young_person_id>", methods=["GET", "POST"])
@requires(P.CHALLENGE_SILENCE, of=queries.child_to_speak_for)
def silence(found: Child) -> Any:
    """Challenge a silence about a young person, on the record."""
    form = SilenceForm()
    form.give_id()
    if form.validate_on_submit():
        try:
            row = commands.challenge_silence(
                found.id,
                form.sent_id(),
                form.what(),
                form.words.data or "",
                by=the_viewer().account_id,
                today=today(),
                working_days=flask.current_app.extensions["heard.settings"].practice_challenge_working_days,
            )
        except Refused as refused:
            form.about.errors = [why_words(refused.reason)]
        else:
            flask.flash(_("It is on the record. You will hear what came of it."))
            return flask.redirect(flask.url_for("listening.challenge", spoken_id=row.id), 303)
    page = flask.render_template("listening/silence.html", found=found, form=form)
    return page, 422 if flask.request.method == "POST" else 200
