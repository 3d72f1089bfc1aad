"""Everything of theirs in one file. Never on a phone or tablet others use, nor while their past is shut."""

from __future__ import annotations

from typing import Any

import flask

from portal.accounts.queries.sessions import is_shared_device
from portal.information import commands
from portal.information.forms import CopyForm
from portal.information.presenters import everything as show
from portal.information.views import bp
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.rules.after import why_not_keep_a_copy


@bp.route("/my-information/copy", methods=["GET", "POST"])
@requires(P.OWN_INFORMATION)
def copy() -> Any:
    """What is in it and how large it is; then the file."""
    viewer, form = the_viewer(), CopyForm()
    why = why_not_keep_a_copy(past_is_shut=viewer.past_is_shut, is_shared_device=is_shared_device())
    if why:
        page = flask.render_template("voice/after_copy_not.html", why=why)
        return page, 409 if flask.request.method == "POST" else 200
    if flask.request.method == "POST" and form.validate():
        file = show.as_file(show.everything(viewer, with_safety=bool(form.safety.data)))
        commands.note_copied(viewer.young_person_id, by=viewer.account_id)
        return file
    parts = show.everything(viewer, with_safety=False)
    return flask.render_template(
        "information/copy.html", parts=parts, size=show.kilobytes(parts), form=form
    ), 422 if form.errors else 200
