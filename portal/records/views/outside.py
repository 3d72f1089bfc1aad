"""Asking from outside, without signing in; and coming back with five words and a code.

Nobody is looked up here, and nobody is signed in: the pages are the same whether we know somebody or not."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.accounts.presenters import shown, typed_words
from portal.accounts.rules.doors import Shut, Wrong
from portal.kit import clock
from portal.kit.forms import Form
from portal.records.commands import outside_door as commands
from portal.records.forms.asking import AskOutsideForm
from portal.records.forms.outside import ComeInForm
from portal.records.presenters import asking as show
from portal.records.presenters.mine import settings, today
from portal.records.queries.outside import Words
from portal.records.views import bp
from portal.records.views.both import close_on_this_device, nobody, open_on_this_device, way_from_outside
from portal.records.views.one_size import of_one_size

_PAGES = tuple(AskOutsideForm.PAGES)


@bp.route("/records/ask", methods=["GET", "POST"])
@nobody
def ask() -> Any:
    """Four short pages at one address: what was typed is carried along; nothing is kept before Send."""
    form = AskOutsideForm()
    form.set_up(today(), settings().max_words)
    if flask.request.method != "POST":
        return _page("what", form)
    page = flask.request.form.get("page", "")
    page = page if page in _PAGES else "what"
    if wanted := flask.request.form.get("to"):
        return _page(wanted if wanted in _PAGES else "what", form)
    if page != "check":
        if not form.is_fine(page):
            return _page(page, form), 422
        return _page(_PAGES[_PAGES.index(page) + 1], form, fresh=True)
    if wrong := form.first_wrong():
        return _page(wrong, form), 422
    return _send(form)


def _send(form: AskOutsideForm) -> Any:
    asked = commands.ask(
        show.asked_outside(form, today()), send_once=form.sent_id(), now=clock.now(), today=today()
    )
    if asked.words is None:
        return flask.redirect(flask.url_for("records.come_in"), code=303)
    # Not a redirect: no address and no cookie may carry the words.
    return of_one_size(lambda with_words: _sent(asked, form, asked.words or () if with_words else ()))


def _sent(asked: commands.Asking, form: AskOutsideForm, words: Words) -> str:
    return flask.render_template(
        "records/outside_sent.html",
        asked=asked,
        words=shown(words),
        form=ComeInForm(formdata=None, data={"code": " ".join(words)}),
        email=form.email.data or "",
        phone=form.phone.data or "",
        post=form.post.data or "",
        promise=show.promise(today()),
    )


def _page(page: str, form: AskOutsideForm, *, fresh: bool = False) -> str:
    if fresh:  # the next page has no mistakes yet
        for name in form._fields:
            form[name].errors = []
    form.give_id()
    return flask.render_template(
        f"records/ask_{page}.html",
        form=form,
        page=page,
        pages=_PAGES,
        picked=[*show.picked(form), *show.picked_who(form)] if page == "check" else [],
        promise=show.promise(today()),
        back="",
        action=flask.url_for("records.ask"),
        carry=form.others(page),
        change=None,
        nothing_picked=not form.scopes.data,
    )


@bp.route("/records/mine/open", methods=["GET", "POST"])
@nobody
def come_in() -> Any:
    """Open it with five words and the code. Every mistake is the same answer."""
    form = ComeInForm()
    if flask.request.method != "POST":
        return _door(form, 200)
    if "new_code" in flask.request.form:
        return _new_code(form)
    if not form.is_fine():
        return _door(form, 422)
    found = commands.come_in(form.reading.words, form.typed_code, now=clock.now(), today=today())
    if isinstance(found, Shut):
        return _shut(form, found)
    open_on_this_device(found)
    return flask.redirect(flask.url_for("records.mine_page"), code=303)


def _new_code(form: ComeInForm) -> Any:
    """The same words for everybody, whether a code was sent or not."""
    if not form.has_words():
        return _door(form, 422)
    shut = commands.send_new_code(form.reading.words, now=clock.now())
    return _shut(form, shut) if shut else _door(form, 200, asked=True)


def _shut(form: ComeInForm, found: Shut) -> Any:
    if found.why is Wrong.TOO_SOON:
        form.say(_wait(found.seconds))
        response = _door(form, 429)
        response.headers["Retry-After"] = str(found.seconds)
        return response
    form.say(
        _("These words and this code do not open anything. Look at each one. You can ask for a new code.")
    )
    return _door(form, 422)


def _door(form: ComeInForm, status: int, *, asked: bool = False) -> Any:
    if flask.request.method != "POST":
        return flask.render_template("records/outside_open.html", form=form, typed=[], asked=False)
    typed, code = typed_words(form.reading) if status != 200 else [], form.code.data

    def page(with_words: bool) -> str:
        form.code.data = code if with_words else ""
        shown_words = typed if with_words else []
        return flask.render_template("records/outside_open.html", form=form, typed=shown_words, asked=asked)

    return of_one_size(page, status)


@bp.post("/records/mine/close")
@nobody
def close() -> Any:
    """They are done on this device."""
    if Form().validate():
        way = way_from_outside()
        if way is not None and way.key_id is not None:
            commands.close(way.key_id)
        close_on_this_device()
    return flask.redirect(flask.url_for("records.come_in"), code=303)


def _wait(seconds: int) -> str:
    return str(
        ngettext(
            "Wait %(num)d second. Then try again. You are not locked out.",
            "Wait %(num)d seconds. Then try again. You are not locked out.",
            seconds,
        )
    )
