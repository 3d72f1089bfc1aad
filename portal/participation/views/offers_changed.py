"""Whoever chaired a meeting where young people were says what their view changed."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.participation.commands import offers as commands
from portal.participation.forms.offers import ChangedForm
from portal.participation.presenters import offers as presenters
from portal.participation.queries import offers as queries
from portal.participation.rules.room import Changed
from portal.participation.views import bp
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/in-the-room/asked-of-me")
@requires(P.SEE_WHAT_WAS_ASKED)
def asked_what_changed() -> Any:
    """Where they are asked."""
    found = queries.asked_of(the_viewer().account_id)
    return flask.render_template("participation/offers_asked.html", offers=found, words=presenters.WORDS)


@bp.route("/staff/in-the-room/asked-of-me/<uuid:offer_id>", methods=["GET", "POST"])
@requires(P.SAY_WHAT_CHANGED, of=queries.chair_subject)
def say_what_changed(offer: Any) -> Any:
    """The answer. No young person is named here."""
    form = ChangedForm()
    if flask.request.method == "GET":
        said = {"changed": offer.changed.value, "words": offer.changed_words} if offer.changed else {}
        form = ChangedForm(formdata=None, data=said)
    elif form.validate():
        try:
            commands.say_what_changed(
                offer,
                Changed(form.changed.data),
                form.words.data or "",
                by=the_viewer().account_id,
                now=clock.now(),
            )
        except Refused as refused:
            form.words.errors = [presenters.why_words(refused.reason)]
        else:
            flask.flash(_("Said. Those who were there read it and say whether it is true."))
            return flask.redirect(flask.url_for("participation.asked_what_changed"), 303)
    page = flask.render_template(
        "participation/offer_changed.html", offer=offer, form=form, words=presenters.WORDS
    )
    return page, 422 if flask.request.method == "POST" else 200
