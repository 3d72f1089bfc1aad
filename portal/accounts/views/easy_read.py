"""Easy Read: the same pages with a picture beside each short line. Chosen on any page of young people."""

from __future__ import annotations

import flask
from flask.typing import ResponseReturnValue

from portal.accounts.commands import sessions as commands
from portal.accounts.views import bp
from portal.accounts.views.around_pages import local_path
from portal.accounts.views.session import EASY_READ
from portal.policy.guard import public
from portal.policy.viewer import current_viewer


@bp.route("/easy-read", methods=["GET", "POST"])
@public
def easy_read() -> ResponseReturnValue:
    """Show it, or stop. Kept in this browser, and for whoever is signed in also for the next time."""
    back = local_path(flask.request.values.get("next"), "/")
    wanted = flask.request.form.get("to")
    if wanted not in ("on", "off"):
        page = flask.render_template("accounts/easy_read.html", back=back)
        return page, 422 if flask.request.method == "POST" else 200
    if viewer := current_viewer():
        commands.choose_easy_read(viewer.account_id, wanted == "on")
    if wanted == "on":
        flask.session[EASY_READ] = True
    else:
        flask.session.pop(EASY_READ, None)
    return flask.redirect(back, code=303)
