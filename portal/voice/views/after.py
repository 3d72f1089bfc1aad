"""What they do with what they sent: add to it, change it, say if we may use their words."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused, TooLate
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands import after as commands
from portal.voice.commands.saying import Speaker
from portal.voice.forms.after import AddForm, ChangeForm, LetUseForm
from portal.voice.presenters import saying as show
from portal.voice.queries import own
from portal.voice.queries.conversation import Own
from portal.voice.queries.speaking import speaking
from portal.voice.rules.after import why_not_add, why_not_change, why_not_let_use
from portal.voice.views import bp

_WRITES = ("voice.add_to_said", "voice.change_said")


def show_what_was_typed() -> None:
    """Their session was over when they pressed: what they typed is shown, so that it can be copied."""
    if flask.request.method == "POST" and flask.request.endpoint in _WRITES:
        raise TooLate


@bp.route("/said/<uuid:statement_id>/add", methods=["GET", "POST"])
@requires(P.ADD_TO_SAID, of=own.own_statement)
def add_to_said(said: Own) -> Any:
    """Say more to something they said."""
    if why := why_not_add(taken_back_at=said.taken_back_at):
        raise Refused(why)
    return _write(said, AddForm(), "voice/after_add.html", replaces=False)


@bp.route("/said/<uuid:statement_id>/change", methods=["GET", "POST"])
@requires(P.ADD_TO_SAID, of=own.own_statement)
def change_said(said: Own) -> Any:
    """Say something else instead. The first words stay with the safety team, and the page says so."""
    if why := why_not_change(taken_back_at=said.taken_back_at, way=said.way):
        raise Refused(why)
    form = ChangeForm()
    if flask.request.method == "GET":
        form.words.data = "\n\n".join(text for text in (said.words, said.wants) if text)
    return _write(said, form, "voice/after_change.html", replaces=True)


@bp.route("/said/<uuid:statement_id>/my-words", methods=["GET", "POST"])
@requires(P.ADD_TO_SAID, of=own.own_statement)
def said_let_use(said: Own) -> Any:
    """May we use their words? They say it anew whenever they like."""
    if why := why_not_let_use(desk=said.desk, taken_back_at=said.taken_back_at):
        raise Refused(why)
    form = LetUseForm()
    if form.validate_on_submit():
        commands.let_use(_speaker(), said.id, form.consent(), now=clock.now())
        flask.flash(_("We wrote down what you said about your words."))
        return _back_to(said)
    if flask.request.method == "GET":
        form.quote.data = said.quote.value
        return flask.render_template("voice/after_let_use.html", said=said, form=form)
    return flask.render_template("voice/after_let_use.html", said=said, form=form), 422


def _write(said: Own, form: AddForm, template: str, *, replaces: bool) -> Any:
    form.set_up(show.settings().max_words)
    if not form.validate_on_submit():
        form.give_id()
        page = flask.render_template(template, said=said, form=form)
        return page, 422 if flask.request.method == "POST" else 200
    commands.add(
        _speaker(),
        said.id,
        form.sent_id(),
        form.words.data or "",
        replaces=replaces,
        promises=show.promises(),
        now=clock.now(),
    )
    if said.is_advocates:
        flask.flash(_("It went to the advocate."))
    else:
        flask.flash(_("We have it. Our safety team reads it first."))
    return _back_to(said)


def _back_to(said: Own) -> Any:
    return flask.redirect(flask.url_for("voice.said", statement_id=said.id), 303)


def _speaker() -> Speaker:
    who = speaking(the_viewer())
    return Speaker(who.young_person_id, who.account_id, past_shut_at=who.past_shut_at)
