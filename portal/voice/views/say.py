"""Saying something: three pages that work without scripts, and "I'm not safe" on each of them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import flask
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import NotFound
from portal.policy.guard import may, public, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands import drafts, saying
from portal.voice.forms.saying import HowForm, SayForm, SendForm, WordsForm, fill, said_in, typed_in
from portal.voice.presenters import saying as show
from portal.voice.queries import sent as sent_queries
from portal.voice.queries.drafts import Started
from portal.voice.queries.speaking import Around, Speaking, around, duty_for, speaking, speaking_now_or_lately
from portal.voice.views import bp

Onward = Callable[[Speaking], Any]
"""What a page does when everything on it is right."""

PAGES_THAT_KEEP = {"voice.say", "voice.say_words", "voice.say_send", "voice.say_keep"}


@bp.route("/say", methods=["GET", "POST"])
@requires(P.SAY)
def say() -> Any:
    """Page 1: the true lines, and how things are."""
    form = HowForm()
    if "skip" in flask.request.form:
        form.face.data = None
    return _step(form, "voice/say.html", back="home.start", onward=_go_on(form, "voice.say_words"))


@bp.route("/say/words", methods=["GET", "POST"])
@requires(P.SAY)
def say_words() -> Any:
    """Page 2: what it is about, and their own words."""
    form = WordsForm()
    form.set_up(show.topic_choices(_around().age), show.settings().max_words)
    return _step(form, "voice/say_words.html", back="voice.say", onward=_go_on(form, "voice.say_send"))


@bp.route("/say/send", methods=["GET", "POST"])
@requires(P.SAY)
def say_send() -> Any:
    """Page 3: safe now, a call, who gets it. Then it is sent."""
    form, who, near = SendForm(), _speaking(), _around()
    if again := _sent_already(who, form):
        return again
    started = who.started()
    form.set_up(show.to_choices(near), show.about_choices(near))
    if started is None or not started.text("words"):
        return _write_first(who, form)
    if flask.request.method == "GET" and "to" not in started.typed:
        form.to.data = show.ticked_for_them(near)
    return _step(form, "voice/say_send.html", back="voice.say_words", onward=_send(form, started))


@bp.post("/say/keep")
@requires(P.SAY)
def say_keep() -> Any:
    """Scripts bring what is typed here when somebody leaves quickly or goes quiet."""
    _keep_unchecked(_speaking())
    return flask.Response(status=204, mimetype="text/plain")


@bp.route("/say/throw-away", methods=["GET", "POST"])
@requires(P.SAY)
def say_throw_away() -> Any:
    """Throw away what was started, after asking once."""
    who = _speaking()
    if flask.request.method == "POST":
        drafts.let_go(who.young_person_id, past_shut_at=who.past_shut_at)
        flask.flash(_("We threw it away. Nobody saw it."), "info")
        return flask.redirect(flask.url_for("home.start"), 303)
    return flask.render_template("voice/say_throw_away.html", started=who.started())


@bp.route("/not-safe", methods=["GET", "POST"])
@public
def not_safe() -> Any:
    """Sent at once, with whatever was typed. Open to all, so that the numbers are always shown: somebody
    whose session ran out while they were afraid is heard, and shown nothing but the numbers."""
    if may(P.STAFF_HOME):
        raise NotFound  # staff have pages of their own
    who = None if _comes_from_elsewhere() else speaking_now_or_lately()
    if flask.request.method == "GET" or who is None:
        tried = flask.request.method == "POST"
        page = flask.render_template("voice/not_safe.html", who=who, tried=tried, send_once=uuid.uuid4())
        return page, 403 if tried else 200
    now, settings = clock.now(), show.settings()
    started = who.started()
    typed = {**(started.typed if started else {}), **typed_in(flask.request.form, settings.max_body)}
    receipt = saying.send_not_safe(
        _speaker(who),
        _form_id(),
        replace(said_in(typed), not_safe_button=True),
        promises=show.promises(),
        themes=show.themes(),
        now=now,
    )
    duty = duty_for(now, settings.time_zone, sent_queries.kept_apart_from(receipt.statement_id))
    what = show.what_now(duty, receipt.called, now)
    return flask.render_template("voice/not_safe_sent.html", what=what, is_advocates=receipt.is_advocates)


def keep_what_was_typed() -> None:
    """At the door: a young person's session ran out while they wrote. Their words go into their draft."""
    is_ours = flask.request.method == "POST" and flask.request.endpoint in PAGES_THAT_KEEP
    if is_ours and (who := speaking_now_or_lately()):
        _keep_unchecked(who)


def _step(form: SayForm, template: str, *, back: str, onward: Onward) -> Any:
    """One page: shown with what was kept, kept and passed, or shown again with what to put right."""
    who = _speaking()
    if flask.request.method == "GET":
        started = who.started()
        fill(form, started)
        return _show(form, template, started=started)
    if "back" in flask.request.form:
        _keep_unchecked(who, anew=True)
        return flask.redirect(flask.url_for(back), 303)
    if "stay" in flask.request.form:
        _keep_unchecked(who, anew=True)
        return flask.redirect(f"{flask.request.path}#send", 303)
    if not form.validate():
        return _show(form, template, started=None), 422
    return onward(who)


def _go_on(form: SayForm, endpoint: str) -> Onward:
    """Keep this page and go to the next."""

    def onward(who: Speaking) -> Any:
        _keep(who, form.typed(), form.sent_id(), anew=True)
        return flask.redirect(flask.url_for(endpoint), 303)

    return onward


def _send(form: SendForm, started: Started) -> Onward:
    """Send what was kept and what is on the last page; then the receipt."""

    def onward(who: Speaking) -> Any:
        receipt = saying.send(
            _speaker(who),
            form.sent_id(),
            said_in({**started.typed, **form.typed()}),
            promises=show.promises(),
            themes=show.themes(),
            now=clock.now(),
        )
        return flask.redirect(flask.url_for("voice.sent", statement_id=receipt.statement_id), 303)

    return onward


def _show(form: SayForm, template: str, **more: Any) -> str:
    near = _around()
    kinds = show.kinds(near) if isinstance(form, SendForm) else []
    return flask.render_template(template, form=form, grown_up=near.grown_up, kinds=kinds, **more)


def _write_first(who: Speaking, form: SendForm) -> Any:
    """There is nothing to send yet. What was chosen on this page is kept."""
    if flask.request.method == "POST":
        _keep_unchecked(who, anew=True)
        if not {"back", "stay"} & set(flask.request.form):
            flask.flash(_("Write something first. Then you can send it."), "info")
    return flask.redirect(flask.url_for("voice.say_words"), 303)


def _sent_already(who: Speaking, form: SendForm) -> Any:
    """A double tap: the same form again is the same receipt."""
    if flask.request.method == "GET" or {"back", "stay"} & set(flask.request.form):
        return None
    sent = sent_queries.sent_with(who.young_person_id, form.sent_id())
    if not sent:
        return None
    return flask.redirect(flask.url_for("voice.sent", statement_id=sent_queries.shown_of(sent).id), 303)


def _keep_unchecked(who: Speaking, *, anew: bool = False) -> None:
    typed = typed_in(flask.request.form, show.settings().max_body)
    if any(typed.values()) or anew:
        _keep(who, typed, _form_id(), anew=anew)


def _keep(who: Speaking, typed: dict[str, str | list[str]], send_once: UUID, *, anew: bool) -> None:
    drafts.keep(who.young_person_id, typed, send_once=send_once, past_shut_at=who.past_shut_at, anew=anew)


def _form_id() -> UUID:
    try:
        return UUID(flask.request.form.get("send_once", ""))
    except ValueError:
        return uuid.uuid4()


def _comes_from_elsewhere() -> bool:
    """This page takes forms without a token, so that an old page still works; never one from another site."""
    return flask.request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")


def _speaking() -> Speaking:
    return speaking(the_viewer())


def _speaker(who: Speaking) -> saying.Speaker:
    return saying.Speaker(who.young_person_id, who.account_id, str(get_locale() or "en"), who.past_shut_at)


def _around() -> Around:
    return around(_speaking().young_person_id, clock.today(show.settings().time_zone))
