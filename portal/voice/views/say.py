"""Saying something: three pages that work without scripts, and "I'm not safe" on each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.voice.commands import saying
from portal.voice.forms.saying import HowForm, SayForm, SendForm, WordsForm, fill
from portal.voice.forms.saying_prompts import fields_of, with_prompts
from portal.voice.presenters import asking as asking_show
from portal.voice.presenters import saying as show
from portal.voice.presenters.asking import Asking
from portal.voice.queries import files
from portal.voice.queries import sent as sent_queries
from portal.voice.queries.drafts import Typed
from portal.voice.rules.saying import says_more
from portal.voice.views import bp
from portal.voice.views.say_kept import Here, here, on_this_page

Onward = Callable[[], Any]
"""What a page does when everything on it is right."""

ASIDE = {"to_about": "voice.say_about", "to_board": "voice.board", "to_files": "voice.files"}
"""Buttons that keep the page and lead somewhere else for a while."""


@bp.route("/say", methods=["GET", "POST"])
@requires(P.SAY)
def say() -> Any:
    """Page 1: the true lines, how things are, and what can be picked."""
    it = here()
    form = with_prompts(HowForm, it.asks.to_pick)
    if "skip" in flask.request.form:
        for field in (form.face, *fields_of(form)):
            field.data = None
    return _step(it, form, "voice/say.html", back="home.start", onward=_go_on(it, form, "voice.say_words"))


@bp.route("/say/words", methods=["GET", "POST"])
@requires(P.SAY)
def say_words() -> Any:
    """Page 2: what it is about, and their own words."""
    it = here()
    form = with_prompts(WordsForm, it.asks.to_write)
    form.set_up(show.topic_choices(it.around.age), show.settings().max_words)
    return _step(it, form, "voice/say_words.html", back="voice.say", onward=_if_it_says_something(it, form))


@bp.route("/say/send", methods=["GET", "POST"])
@requires(P.SAY)
def say_send() -> Any:
    """Page 3: safe now, a call, who gets it. Then it is sent."""
    it, form = here(), SendForm()
    before = _sent_before(it, form)
    typed = before.typed if before else it.typed
    form.set_up(show.to_choices(it.around), show.about_choices(it.around))
    if not (before.said if before else it.said(typed, it.draft_id)).says_something:
        return _write_first(it)
    if before and not says_more(it.said({**typed, **on_this_page()}, form.sent_id()), before.said):
        return flask.redirect(flask.url_for("voice.sent", statement_id=before.statement_id), 303)
    return _step(it, form, "voice/say_send.html", back="voice.say_words", onward=_send(it, form, typed))


def _step(it: Here, form: SayForm, template: str, *, back: str, onward: Onward) -> Any:
    """One page: shown with what was kept, kept and passed, or shown again with what to put right."""
    sent = flask.request.form
    if flask.request.method == "GET":
        answered = asking_show.answered_already(it.asks, it.typed) if isinstance(form, SendForm) else {}
        fill(form, it.started, answered)
        return _show(it, form, template)
    aside = next((endpoint for name, endpoint in ASIDE.items() if name in sent), None)
    if "back" in sent or (aside and asking_show.has_page(aside)):
        it.keep_unchecked(anew=True)
        return flask.redirect(flask.url_for(aside or back), 303)
    if "stay" in sent:
        it.keep_unchecked(anew=True)
        return flask.redirect(f"{flask.request.path}#send", 303)
    if not form.validate():
        return _show(it, form, template), 422
    return onward()


def _go_on(it: Here, form: SayForm, endpoint: str) -> Onward:
    """Keep this page and go to the next."""

    def onward() -> Any:
        it.keep(form.typed(), form.sent_id(), anew=True)
        return flask.redirect(flask.url_for(endpoint), 303)

    return onward


def _if_it_says_something(it: Here, form: WordsForm) -> Onward:
    """Go on to the last page as soon as anything was said, in whatever way."""

    def onward() -> Any:
        if it.said({**it.typed, **form.typed()}, form.sent_id()).says_something:
            return _go_on(it, form, "voice.say_send")()
        form.is_not_enough()
        return _show(it, form, "voice/say_words.html"), 422

    return onward


def _send(it: Here, form: SendForm, typed: Typed) -> Onward:
    """Send what was typed on the pages before and what is on the last one; then the receipt."""

    def onward() -> Any:
        receipt = saying.send(
            it.speaker,
            form.sent_id(),
            it.said({**typed, **form.typed()}, form.sent_id()),
            promises=show.promises(),
            themes=show.themes(),
            now=clock.now(),
        )
        return flask.redirect(flask.url_for("voice.sent", statement_id=receipt.statement_id), 303)

    return onward


def _show(it: Here, form: SayForm, template: str) -> str:
    asks: Asking = it.asks
    if isinstance(form, HowForm | WordsForm):
        form.asked.data = asks.occasion.key
    return flask.render_template(
        template,
        form=form,
        asking=asks,
        prompts=fields_of(form),
        grown_up=it.around.grown_up,
        kinds=show.kinds(it.around) if isinstance(form, SendForm) else [],
        started=it.started if flask.request.method == "GET" else None,
        came_with=_came_with(it) if isinstance(form, WordsForm) else {},
    )


def _came_with(it: Here) -> dict[str, int]:
    """How many cards lie on the board and how many files were added, of what there is a page for."""
    many = {}
    if asking_show.has_page(ASIDE["to_board"]):
        many["board"] = asking_show.cards_placed(it.typed)
    if asking_show.has_page(ASIDE["to_files"]):
        many["files"] = files.how_many(it.who.young_person_id, it.started.send_once) if it.started else 0
    return many


def _write_first(it: Here) -> Any:
    """There is nothing to send yet. What was chosen on this page is kept."""
    if flask.request.method == "POST":
        it.keep_unchecked(anew=True)
        if not {"back", "stay"} & set(flask.request.form):
            flask.flash(_("Write something first. Then you can send it."), "info")
    return flask.redirect(flask.url_for("voice.say_words"), 303)


def _sent_before(it: Here, form: SendForm) -> sent_queries.Before | None:
    """What this same form said when it was sent. A double tap is one; other answers on it are another."""
    if flask.request.method == "GET" or {"back", "stay"} & set(flask.request.form):
        return None
    return sent_queries.before(it.who.young_person_id, form.sent_id())
