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
from portal.voice.queries.drafts import Typed
from portal.voice.queries.speaking import Around, Speaking, around, duty_for, speaking, speaking_now_or_lately
from portal.voice.rules.saying import says_more
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
    before = _sent_before(who, form)
    typed = before.typed if before else _typed_before(who)
    form.set_up(show.to_choices(near), show.about_choices(near))
    if not typed.get("words"):
        return _write_first(who, form)
    if before and not says_more(said_in({**typed, **_on_this_page()}), before.said):
        return flask.redirect(flask.url_for("voice.sent", statement_id=before.statement_id), 303)
    if flask.request.method == "GET" and "to" not in typed:
        form.to.data = show.ticked_for_them(near)
    return _step(form, "voice/say_send.html", back="voice.say_words", onward=_send(form, typed))


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
        lost = said_in(_on_this_page()) if tried else None
        page = flask.render_template("voice/not_safe.html", who=who, lost=lost, send_once=uuid.uuid4())
        return page, 403 if tried else 200
    now, settings = clock.now(), show.settings()
    # Whose hands hold a session that ran out is not known: only what is on this page goes, never the draft.
    typed = {**_typed_before(who), **_on_this_page()}
    receipt = saying.send_not_safe(
        _speaker(who),
        _form_id(),
        replace(said_in(typed), not_safe_button=True),
        promises=show.promises(),
        themes=show.themes(),
        now=now,
        draft_stays=who.has_lapsed,
    )
    duty = duty_for(now, settings.time_zone, sent_queries.kept_apart_from(receipt.statement_id))
    what = show.what_now(duty, receipt.called, now)
    return flask.render_template(
        "voice/not_safe_sent.html",
        what=what,
        is_advocates=receipt.is_advocates,
        has_lapsed=who.has_lapsed,
    )


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


def _send(form: SendForm, typed: Typed) -> Onward:
    """Send what was typed on the pages before and what is on the last one; then the receipt."""

    def onward(who: Speaking) -> Any:
        receipt = saying.send(
            _speaker(who),
            form.sent_id(),
            said_in({**typed, **form.typed()}),
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


def _sent_before(who: Speaking, form: SendForm) -> sent_queries.Before | None:
    """What this same form said when it was sent. A double tap is one; other answers on it are another."""
    if flask.request.method == "GET" or {"back", "stay"} & set(flask.request.form):
        return None
    return sent_queries.before(who.young_person_id, form.sent_id())


def _typed_before(who: Speaking) -> Typed:
    started = who.started()
    return started.typed if started else {}


def _on_this_page() -> Typed:
    return typed_in(flask.request.form, show.settings().max_body)


def _keep_unchecked(who: Speaking, *, anew: bool = False) -> None:
    typed = typed_in(flask.request.form, show.settings().max_body)
    if any(typed.values()) or anew:
        _keep(who, typed, _form_id(), anew=anew)


def _keep(who: Speaking, typed: dict[str, str | list[str]], send_once: UUID, *, anew: bool) -> None:
    drafts.keep(
        who.young_person_id,
        typed,
        send_once=send_once,
        past_shut_at=who.past_shut_at,
        anew=anew,
        by_old_way=who.by_old_way,
    )


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
    language = str(get_locale() or "en")
    return saying.Speaker(who.young_person_id, who.account_id, language, who.past_shut_at, who.by_old_way)


def _around() -> Around:
    return around(_speaking().young_person_id, clock.today(show.settings().time_zone))
