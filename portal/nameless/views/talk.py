"""Telling the service something without a name, and coming back to it by five words. Open to anybody.

These pages never ask who is signed in, and read nothing of a session but the language and the form's token: a
young person's session goes by untouched. A talk stays open by a pass in its own forms, not by a cookie.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.accounts.presenters import shown, typed_words
from portal.accounts.rules.doors import Shut, Wrong
from portal.kit import clock
from portal.kit.errors import TooLate
from portal.nameless.commands import talking as commands
from portal.nameless.commands.talking import Said, Told
from portal.nameless.forms.talk import CloseForm, CodeForm, KeepForm, MoreForm, TellForm
from portal.nameless.presenters import talk as show
from portal.nameless.queries import talk as queries
from portal.nameless.views import bp
from portal.policy.guard import public


def nobody(view: Callable[..., Any]) -> Callable[..., Any]:
    """For the length of this request nobody is signed in, for the layout too: nothing is noted of them."""

    @wraps(view)
    def run(**url: Any) -> Any:
        flask.g.viewer = None
        return view(**url)

    return public(run)


@bp.route("/nameless", methods=["GET", "POST"])
@nobody
def tell() -> Any:
    """Say it. It is stored before anything else is asked."""
    form = TellForm()
    form.limit(show.settings().max_words)
    if flask.request.method != "POST":
        form.give_id()
    elif form.is_fine():
        said = Said(form.said, bool(form.not_safe.data), bool(form.complaint.data))
        return _sent(commands.tell(form.sent_id(), said, show.this_moment()))
    page = flask.render_template("nameless/tell.html", form=form, read_by=show.promised())
    return page, 422 if form.errors else 200


def _sent(told: Told, form: KeepForm | None = None) -> Any:
    """The five words, to be used once now. Not a redirect: no address and no cookie may carry them."""
    status = 422 if form else 200
    if told.code is None:
        return flask.render_template("nameless/back.html", form=CodeForm(formdata=None), again=True, typed=[])
    if form is None:
        form = KeepForm(formdata=None, data={"send_once": str(told.send_once)})
    form.offer(told.code)
    page = flask.render_template(
        "nameless/sent.html",
        form=form,
        told=told,
        what=show.what_now(told) if told.not_safe else None,
        words=shown(told.code),
        typed=typed_words(form.reading) if status == 422 else [],
    )
    return page, status


@bp.route("/nameless/words", methods=["GET", "POST"])
@nobody
def words() -> Any:
    """Use the five words once, beside the words themselves."""
    form = KeepForm()
    first = queries.message_with(_sent_id(form))
    if flask.request.method != "POST" or first is None:
        return flask.redirect(flask.url_for("nameless.back"), code=303)
    if form.validate():
        if talk := commands.keep(first.send_once, form.reading.words):
            return _talk(talk, _("Good. These words work. Keep them."))
        form.say(_("These are not the five words above. Look at each word, then try again."))
    return _sent(commands.told_again(first), form)


def _sent_id(form: KeepForm) -> Any:
    return TellForm(formdata=None, data={"send_once": form.send_once.data}).sent_id()


@bp.route("/nameless/back", methods=["GET", "POST"])
@nobody
def back() -> Any:
    """Come back with the five words. Wrong ones and those of a talk that is gone are the same answer."""
    form = CodeForm()
    if flask.request.method != "POST":
        return _back(form, 200)
    if not form.validate():
        return _back(form, 422)
    found = commands.come_back(form.reading.words, clock.now())
    if not isinstance(found, Shut):
        return _talk(found)
    if found.why is Wrong.TOO_SOON:
        form.say(_wait(found.seconds))
        return *_back(form, 429), {"Retry-After": str(found.seconds)}
    form.say(_("These words do not open anything. Look at each word and its picture, then try again."))
    return _back(form, 422)


def _back(form: CodeForm, status: int) -> tuple[str, int]:
    typed = typed_words(form.reading) if status != 200 else []
    return flask.render_template("nameless/back.html", form=form, typed=typed, again=False), status


def _wait(seconds: int) -> str:
    return str(
        ngettext(
            "Wait %(num)d second. Then try again. You are not locked out.",
            "Wait %(num)d seconds. Then try again. You are not locked out.",
            seconds,
        )
    )


@bp.route("/nameless/talk", methods=["GET", "POST"])
@nobody
def talk() -> Any:
    """Go on talking."""
    form = MoreForm()
    form.limit(show.settings().max_words)
    if flask.request.method != "POST":
        return flask.redirect(flask.url_for("nameless.back"), code=303)
    found = _opened(form.pass_in.data)
    if not form.is_fine():
        return _talk(found, form=form)
    said = Said(form.said, bool(form.not_safe.data))
    commands.say_more(found, form.sent_id(), said, show.this_moment())
    if said.not_safe:
        return _talk(found, what=show.what_now(commands.told_now(found, show.this_moment())))
    return _talk(found, _("It has gone to our team."))


@bp.route("/nameless/close", methods=["GET", "POST"])
@nobody
def close() -> Any:
    """End the talk; what is in it is erased some time later."""
    form = CloseForm()
    if flask.request.method != "POST":
        return flask.redirect(flask.url_for("nameless.back"), code=303)
    found = _opened(form.pass_in.data)
    commands.close(found, show.this_moment())
    return _talk(found, _("You have ended it."))


def _opened(pass_in: Any) -> Any:
    """The talk that is open on this page. Too old: what was typed is shown, so that it can be copied."""
    talk_id = show.talk_in(pass_in)
    found = queries.talk_by_id(talk_id) if talk_id else None
    if found is None:
        raise TooLate
    return found


def _talk(found: Any, note: str = "", *, form: MoreForm | None = None, what: Any = None) -> Any:
    status = 422 if form else 200
    if form is None:
        form = MoreForm(formdata=None)
        form.limit(show.settings().max_words)
        form.give_id()
    form.pass_in.data = show.pass_for(found.id)
    page = flask.render_template(
        "nameless/talk.html",
        form=form,
        talk=queries.conversation(found),
        note=note,
        what=what,
        keep_days=show.settings().nameless_keep_days,
        idle_days=show.settings().nameless_idle_days,
    )
    return page, status
