"""What it is about, picked before the three pages; and how the page looks."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.voice.commands import looks
from portal.voice.forms.saying_about import AboutForm, LookForm
from portal.voice.presenters import asking as show
from portal.voice.presenters import occasions
from portal.voice.rules import Look
from portal.voice.views import bp
from portal.voice.views.say_kept import here

bp.add_app_template_global(occasions.said_of, "said_about")
bp.add_app_template_global(occasions.choice_words, "choice_words")


@bp.route("/say/about", methods=["GET", "POST"])
@requires(P.SAY)
def say_about() -> Any:
    """Pick what it is about. Words that were started stay."""
    it, form = here(), AboutForm()
    cards = show.cards(it.around)
    if flask.request.method == "GET":
        form.send_once.data = str(it.started.send_once) if it.started else None
        form.give_id()
    elif form.validate() and (asked := form.picked([key for key, _name, _picture in cards])):
        it.keep({"asked": asked}, form.sent_id(), anew=True)
        return flask.redirect(flask.url_for("voice.say"), 303)
    page = flask.render_template(
        "voice/say_about.html", form=form, cards=cards, asked=show.asked_in(it.typed), started=it.started
    )
    return page, 422 if flask.request.method == "POST" else 200


@bp.route("/look", methods=["GET", "POST"])
@requires(P.OWN_SPACE)
def look() -> Any:
    """How they like the page to look. Their age says until they choose."""
    it, form = here(), LookForm()
    form.set_up(show.look_choices(it.around))
    if form.validate_on_submit():
        looks.choose_look(it.speaker, form.picked(), now=clock.now())
        flask.flash(_("Your page looks like this now. You can change it at any time."))
        little = show.little_url() if form.picked() is Look.LITTLE else None
        return flask.redirect(little or flask.url_for("home.start"), 303)
    if flask.request.method == "GET":
        form.look.data = show.look_now(it.around)
    page = flask.render_template("voice/say_look.html", form=form, hints=show.look_hints())
    return page, 422 if flask.request.method == "POST" else 200
