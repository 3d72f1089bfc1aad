"""Keep a copy of what they said: chosen one by one, as one file. Never on a phone or tablet others use."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.accounts.queries.sessions import is_shared_device
from portal.documents.pdf import NotMade
from portal.kit import clock
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands.after import note_copied
from portal.voice.commands.saying import Speaker
from portal.voice.forms.after import CopyForm
from portal.voice.presenters.after_copy import as_file, copy_form
from portal.voice.queries.after_copy import CanBeCopied, can_be_copied, copied
from portal.voice.queries.speaking import speaking
from portal.voice.rules.after import why_not_keep_a_copy
from portal.voice.views import bp


@bp.route("/said/keep-a-copy", methods=["GET", "POST"])
@requires(P.KEEP_A_COPY)
def keep_copy() -> Any:
    """Pick what goes in; the answer is the file."""
    viewer = the_viewer()
    why = why_not_keep_a_copy(past_is_shut=viewer.past_is_shut, is_shared_device=is_shared_device())
    if why:
        page = flask.render_template("voice/after_copy_not.html", why=why)
        return page, 409 if flask.request.method == "POST" else 200
    found = can_be_copied(viewer)
    form = copy_form(found)
    if flask.request.method == "GET":
        return _page(found, form)
    if not form.validate() or not form.picked():
        if not form.errors:
            form.said.errors = [_("Tick one thing or more.")]
        return _page(found, form), 422
    things = copied(viewer, form.picked())
    try:
        file = as_file(things, with_safety=bool(form.safety.data), kind=form.kind.data or "html")
    except NotMade:
        form.kind.errors = [_("We could not make the PDF just now. Take the page, or try again later.")]
        return _page(found, form), 422
    who = speaking(viewer)
    note_copied(Speaker(who.young_person_id, who.account_id), now=clock.now())
    return file


def _page(found: list[CanBeCopied], form: CopyForm) -> str:
    return flask.render_template("voice/after_copy.html", found=found, form=form)
