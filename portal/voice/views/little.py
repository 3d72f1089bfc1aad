"""Little ones: one picture question a screen, and "See me on my own" on each of them."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import NotFound
from portal.kit.pages import Page, page_number
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands import alone, saying
from portal.voice.forms import little as forms
from portal.voice.forms.little import LittleForm
from portal.voice.presenters import little as show
from portal.voice.presenters.board import PICTURES
from portal.voice.presenters.saying import promises, themes
from portal.voice.queries import little as queries
from portal.voice.queries import own
from portal.voice.queries import sent as sent_queries
from portal.voice.queries.speaking import speaking_now_or_lately
from portal.voice.rules.alone import PRESSED
from portal.voice.rules.little import ANYBODY, CARDS_ASKED, FACE, WHO, step_after
from portal.voice.rules.occasions import PLAIN
from portal.voice.views import bp
from portal.voice.views.say_kept import Here, here


@bp.route("/little", methods=["GET", "POST"])
@requires(P.SAY)
def little() -> Any:
    """The first screen: how are you?"""
    return _step(FACE)


@bp.route("/little/<any(home,family,school,with,who,face):step>", methods=["GET", "POST"])
@requires(P.SAY)
def little_step(step: str) -> Any:
    """One of the screens after it. From the last one it is sent."""
    return _step(step)


@bp.get("/little/thanks")
@requires(P.OWN_SPACE)
def little_thanks() -> str:
    """The same after anything: whoever looks over a child's shoulder learns nothing from it."""
    return flask.render_template("voice/little_thanks.html", send_once=uuid.uuid4())


@bp.get("/little/said")
@requires(P.OWN_SPACE)
def little_said() -> str:
    """What they said, as pictures."""
    number = page_number()
    rows, total = queries.in_pictures(the_viewer(), number)
    page = Page(rows, number, total, own.PAGE_SIZE)
    return flask.render_template(
        "voice/little_said.html", page=page, show=show, cards=PICTURES, send_once=uuid.uuid4()
    )


@bp.post("/little/alone")
@requires(P.SAY)
def little_alone() -> Any:
    """ "See me on my own": sent at once, and nothing on the next page tells it from anything else."""
    _ask(here())
    return flask.redirect(flask.url_for("voice.little_thanks"), 303)


@bp.get("/little/photos/<key>")
@requires(P.OWN_SPACE)
def little_photos(key: str) -> flask.Response:
    """The photos of their own people, side by side in one picture: one request, whoever there is."""
    found = queries.photos_in_one(the_viewer(), key)
    if found is None:
        raise NotFound
    return flask.Response(found, mimetype="image/jpeg")


def ask_at_the_door() -> None:
    """Their session ran out, and they pressed "See me on my own" all the same: it is heard."""
    pressed = flask.request.method == "POST" and flask.request.endpoint == "voice.little_alone"
    if pressed and (who := speaking_now_or_lately()):
        _ask(Here(who))


def _ask(found: Here) -> None:
    alone.ask(
        found.speaker,
        forms.PressForm().sent_id(),
        alone.Question(_(show.SEE_ALONE), PRESSED),
        promises=promises(),
        now=clock.now(),
    )


def _step(step: str) -> Any:
    found, form = here(), LittleForm()
    screen = show.screen(step, found.around, queries.photos_of(found.who.young_person_id))
    if flask.request.method == "GET":
        return _page(screen, form, found)
    if not form.validate():
        return _page(screen, form, found), 422
    if "done" in flask.request.form and not screen.is_last:
        return flask.redirect(flask.url_for("voice.little_step", step=WHO), 303)
    choice = form.picked([one.value for one in screen.choices])
    if screen.is_last:
        return _send(found, form, choice)
    found.keep(forms.kept(step, choice, found.typed), form.sent_id(), anew=True)
    return flask.redirect(flask.url_for("voice.little_step", step=step_after(step)), 303)


def _page(screen: show.Screen, form: LittleForm, found: Here) -> str:
    if found.started:
        form.send_once.data = str(found.started.send_once)
    form.give_id()
    picked = forms.picked_before(screen.step, found.typed)
    may_end = screen.step in CARDS_ASKED and forms.has_tapped(found.typed)
    return flask.render_template(
        "voice/little.html",
        screen=screen,
        form=form,
        picked=picked,
        may_end=may_end,
        send_once=uuid.uuid4(),
    )


def _send(found: Here, form: LittleForm, choice: str) -> Any:
    """Send what was tapped. A double tap is one; nothing tapped at all goes back to the first screen."""
    if not sent_queries.sent_with(found.who.young_person_id, form.sent_id()):
        to = (UUID(choice),) if choice and choice != ANYBODY else ()
        typed = {**found.typed, "asked": PLAIN}
        said = forms.little_said(found.said(typed, form.sent_id()), typed, to, show.questions())
        if not said.says_something:
            return flask.redirect(flask.url_for("voice.little"), 303)
        saying.send(
            found.speaker, form.sent_id(), said, promises=promises(), themes=themes(), now=clock.now()
        )
    return flask.redirect(flask.url_for("voice.little_thanks"), 303)
