"""A new e-mail is proven: the code that was mailed there is typed."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import NotFound
from portal.records.commands import new_email as commands
from portal.records.forms.outside import NewEmailForm
from portal.records.presenters import mine as show
from portal.records.views.both import Way, for_both


@for_both("/email", "email", ("GET", "POST"))
def email(way: Way) -> Any:
    """The code from the new e-mail, another code, or staying with the old one."""
    if not way.shows_reach:
        raise NotFound
    form, waits = NewEmailForm(), show.new_email(way.request)
    if not waits:
        return flask.redirect(way.url("page"), 303)
    if flask.request.method != "POST" or not form.validate():
        return _page(way, form, waits), 422 if form.errors else 200
    if "new_code" in flask.request.form:
        commands.send_code_again(way.request, now=clock.now())
        return _page(way, form, waits, asked=True)
    if "keep_old" in flask.request.form:
        commands.forget_new_email(way.request, now=clock.now())
        flask.flash(_("Your e-mail stays as it was."))
        return flask.redirect(way.url("page"), 303)
    return _prove(way, form, waits)


def _prove(way: Way, form: NewEmailForm, waits: str) -> Any:
    if not form.has_code():
        return _page(way, form, waits), 422
    if commands.prove_new_email(way.request, form.typed_code, by=way.account_id, now=clock.now()):
        form.say_wrong()
        return _page(way, form, waits), 422
    flask.flash(_("Thank you. This is your e-mail now."))
    return flask.redirect(way.url("page"), 303)


def _page(way: Way, form: NewEmailForm, waits: str, *, asked: bool = False) -> str:
    return flask.render_template("records/mine_email.html", way=way, form=form, email=waits, asked=asked)
